import type { SummaryAct } from "../../server/modules/conversations/acts-schema";
import type { ConversationSummary } from "../../server/modules/conversations/schema";
import type { Overlay } from "./model";

/** What an act changes of a conversation on the screen before the server has answered. */
export function overlayOf(conversation: ConversationSummary, act: SummaryAct): Overlay {
  switch (act.type) {
    case "status":
      return { status: act.status, snoozedUntil: null };
    case "snooze":
      return { status: "snoozed", snoozedUntil: act.until };
    case "assign":
      return { assigneeId: act.assigneeId };
    case "team":
      return { teamId: act.teamId };
    case "priority":
      return { priority: act.priority };
    case "mute":
      return { isMuted: act.isMuted };
    case "block":
      return { contact: { ...conversation.contact, isBlocked: act.isBlocked } };
    case "labels":
      return { labelIds: changed(conversation.labelIds, act) };
    case "participants":
      return { participantIds: changed(conversation.participantIds, act) };
  }
}

function changed(
  ids: readonly string[],
  { add, remove }: { add: readonly string[]; remove: readonly string[] },
) {
  return [...new Set([...ids.filter((id) => !remove.includes(id)), ...add])];
}
