"use client";

import { useTranslations } from "next-intl";
import type { SummaryAct } from "../../server/modules/conversations/acts-schema";
import type { ConversationSummary } from "../../server/modules/conversations/schema";
import { useReader } from "../i18n/clock";
import { formatDateTime } from "../i18n/time";
import { useWorkspace } from "../realtime/context";
import { useNames } from "./reference";

/** "Resolved Grace Whitfield", "Resolved 14 conversations": what the toast says of an act. */
export function useActToast() {
  const t = useTranslations("acts.done");
  const { me } = useWorkspace();
  const { members, teams, labels } = useNames();
  const reader = useReader();

  return function say(conversations: readonly ConversationSummary[], act: SummaryAct): string {
    const about = { count: conversations.length, name: conversations[0]?.contact.name ?? "" };
    switch (act.type) {
      case "status":
        return t(act.status, about);
      case "snooze":
        return act.until
          ? t("snoozedUntil", { ...about, time: formatDateTime(act.until, reader) })
          : t("snoozed", about);
      case "assign": {
        const name = act.assigneeId === me.member.id ? t("you") : members.get(act.assigneeId ?? "")?.name;
        return act.assigneeId ? t("assigned", { ...about, member: name ?? "" }) : t("unassigned", about);
      }
      case "team":
        return act.teamId
          ? t("team", { ...about, team: teams.get(act.teamId)?.name ?? "" })
          : t("noTeam", about);
      case "priority":
        return t(act.priority ? `priority.${act.priority}` : "noPriority", about);
      case "mute":
        return t(act.isMuted ? "muted" : "unmuted", about);
      case "block":
        return t(act.isBlocked ? "blocked" : "unblocked", about);
      case "labels": {
        const names = (ids: string[]) => ids.map((id) => labels.get(id)?.name ?? "").join(", ");
        return act.add.length > 0
          ? t("labelled", { ...about, labels: names(act.add) })
          : t("unlabelled", { ...about, labels: names(act.remove) });
      }
      case "participants": {
        const names = (ids: string[]) => ids.map((id) => members.get(id)?.name ?? "").join(", ");
        return act.add.length > 0
          ? t("participantsAdded", { ...about, names: names(act.add) })
          : t("participantsRemoved", { ...about, names: names(act.remove) });
      }
    }
  };
}
