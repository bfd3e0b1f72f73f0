import type { ConversationSummary, ConversationView } from "../../server/modules/conversations/schema";

export type { ConversationView };
export const VIEWS = ["mine", "unassigned", "all"] as const satisfies readonly ConversationView[];
export type ListedStatus = "open" | "resolved";

/** The last row of what has been loaded: older ones are not shown yet, newer ones are. */
export type Boundary = { at: string; id: string };

export function isInView(
  conversation: ConversationSummary,
  view: ConversationView,
  status: ListedStatus,
  memberId: string,
): boolean {
  if (conversation.status !== status || conversation.mergedIntoId) return false;
  if (view === "mine") return conversation.assigneeId === memberId;
  return view === "all" || conversation.assigneeId === null;
}

/** Newest first; the same order as the server's. */
export function byNewest(a: ConversationSummary, b: ConversationSummary): number {
  if (a.lastMessageAt !== b.lastMessageAt) return a.lastMessageAt < b.lastMessageAt ? 1 : -1;
  return a.id < b.id ? 1 : -1;
}

/** The rows of a view among all conversations held, down to the boundary (null: to the end). */
export function listView(
  all: Iterable<ConversationSummary>,
  want: { view: ConversationView; status: ListedStatus; memberId: string; boundary: Boundary | null },
): ConversationSummary[] {
  const rows: ConversationSummary[] = [];
  for (const conversation of all) {
    if (!isInView(conversation, want.view, want.status, want.memberId)) continue;
    if (want.boundary && isBelow(conversation, want.boundary)) continue;
    rows.push(conversation);
  }
  return rows.sort(byNewest);
}

function isBelow(conversation: ConversationSummary, boundary: Boundary): boolean {
  if (conversation.lastMessageAt !== boundary.at) return conversation.lastMessageAt < boundary.at;
  return conversation.id < boundary.id;
}
