"use client";

import { CheckCheck, RotateCcw, Tag, UserPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ConversationSummary } from "../../server/modules/conversations/schema";
import type { ActivityData } from "../../server/modules/messages/schema";
import { useZone } from "../i18n/clock";
import { LOCALE } from "../i18n/locale";
import { formatTime } from "../i18n/time";
import { useWorkspace } from "../realtime/context";
import { usePeople } from "./people";
import { useNames } from "./reference";
import type { ThreadItem } from "./thread-items";

const list = new Intl.ListFormat(LOCALE, { type: "conjunction" });

/** "Tom assigned this to you and resolved this · 14:33" */
export function ActivityLine(props: {
  item: Extract<ThreadItem, { kind: "activity" }>;
  conversation: ConversationSummary;
}) {
  const t = useTranslations("inbox.activity");
  const { me } = useWorkspace();
  const { labels } = useNames();
  const people = usePeople(props.conversation);
  const zone = useZone();
  const { author, facts, at } = props.item;
  const who = author.id === me.member.id ? t("you") : people.author({ author }).firstName;
  const namesOf = (ids: readonly string[]) => list.format(ids.map((id) => labels.get(id)?.name ?? "…"));

  function say(fact: ActivityData): string[] {
    if (fact.type === "assigned") {
      if (fact.assigneeId === null) return [t("unassigned")];
      if (fact.assigneeId === author.id) return [t("assignedSelf")];
      if (fact.assigneeId === me.member.id) return [t("assignedYou")];
      return [t("assignedTo", { name: people.member(fact.assigneeId).firstName })];
    }
    if (fact.type === "status") {
      if (fact.status === "resolved") return [t("resolved")];
      return [fact.status === "open" ? t("reopened") : t("status", { status: fact.status })];
    }
    return [
      ...(fact.added.length ? [t("labelsAdded", { names: namesOf(fact.added) })] : []),
      ...(fact.removed.length ? [t("labelsRemoved", { names: namesOf(fact.removed) })] : []),
    ];
  }

  const last = facts.at(-1)!;
  const Icon =
    last.type === "assigned"
      ? UserPlus
      : last.type === "labels"
        ? Tag
        : last.status === "resolved"
          ? CheckCheck
          : RotateCcw;
  return (
    <p className="my-2.5 flex items-start justify-center gap-2 px-6 text-center text-meta text-text-3">
      <Icon aria-hidden="true" size={13} strokeWidth={1.75} className="mt-0.5 shrink-0" />
      <span>
        <span className="font-semibold text-text-2">{who}</span> {list.format(facts.flatMap(say))} ·{" "}
        <time dateTime={at} className="num">
          {formatTime(at, zone)}
        </time>
      </span>
    </p>
  );
}
