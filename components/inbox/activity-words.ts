"use client";

import { useTranslations } from "next-intl";
import type { ActivityData } from "../../server/modules/messages/schema";
import { useReader } from "../i18n/clock";
import { formatList } from "../i18n/reader";
import { formatDateTime } from "../i18n/time";
import { useWorkspace } from "../realtime/context";
import type { usePeople } from "./people";
import { useNames } from "./reference";

/** What somebody did, as the ends of a sentence that begins with their name. */
export function useActivityWords(people: ReturnType<typeof usePeople>) {
  const t = useTranslations("inbox.activity");
  const { me } = useWorkspace();
  const { labels, teams } = useNames();
  const reader = useReader();
  const firstName = (id: string | null) =>
    id === me.member.id ? t("you").toLowerCase() : people.member(id).firstName;
  const namesOf = (ids: readonly string[]) =>
    formatList(
      ids.map((id) => labels.get(id)?.name ?? "…"),
      reader,
    );
  const peopleOf = (ids: readonly string[]) => formatList(ids.map(firstName), reader);
  const both = (added: string | false, removed: string | false) =>
    [added, removed].filter((part) => part !== false);

  return function say(fact: Exclude<ActivityData, { type: "network" }>, authorId: string | null): string[] {
    switch (fact.type) {
      case "assigned":
        if (fact.assigneeId === null) return [t("unassigned")];
        if (fact.assigneeId === authorId) return [t("assignedSelf")];
        if (fact.assigneeId === me.member.id) return [t("assignedYou")];
        return [t("assignedTo", { name: people.member(fact.assigneeId).firstName })];
      case "status":
        if (fact.status === "resolved") return [t("resolved")];
        if (fact.status === "pending") return [t("pending")];
        if (fact.status === "snoozed")
          return [
            fact.until ? t("snoozedUntil", { time: formatDateTime(fact.until, reader) }) : t("snoozed"),
          ];
        return [t(fact.previousStatus === "snoozed" ? "woke" : "reopened")];
      case "team":
        return [
          fact.teamId
            ? t("teamSet", { name: teams.get(fact.teamId)?.name ?? t("formerTeam") })
            : t("teamRemoved"),
        ];
      case "priority":
        return [
          fact.priority
            ? t("prioritySet", { priority: t(`priorities.${fact.priority as "low"}`) })
            : t("priorityRemoved"),
        ];
      case "muted":
        return [t(fact.isMuted ? "muted" : "unmuted")];
      case "blocked":
        return [t(fact.isBlocked ? "blocked" : "unblocked")];
      case "rating":
        return [
          t(fact.comment ? "ratedComment" : "rated", { score: fact.score ?? 0, comment: fact.comment }),
        ];
      case "merged":
      case "mergedInto":
      case "splitFrom":
      case "splitOff":
      case "unmerged":
      case "rejoined":
        return [t(fact.type, { number: fact.number })];
      case "transcript":
      case "emailed":
      case "ended":
        return [t(fact.type, fact)];
      case "attributes":
        return fact.changed.map(({ name, value }) =>
          value === null ? t("cleared", { name }) : t("set", { name, value }),
        );
      case "labels":
        return both(
          fact.added.length > 0 && t("labelsAdded", { names: namesOf(fact.added) }),
          fact.removed.length > 0 && t("labelsRemoved", { names: namesOf(fact.removed) }),
        );
      case "participants":
        return both(
          fact.added.length > 0 && t("participantsAdded", { names: peopleOf(fact.added) }),
          fact.removed.length > 0 && t("participantsRemoved", { names: peopleOf(fact.removed) }),
        );
    }
  };
}
