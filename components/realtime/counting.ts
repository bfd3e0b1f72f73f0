import type { ConversationCounts, ConversationSummary } from "../../server/modules/conversations/schema";
import { isInView } from "./views";

/** What the browser can count by itself of what it holds; the mentions are the server's to say. */
const COUNTED = ["mine", "unassigned", "closing", "all", "snoozed"] as const;

export const NO_COUNTS: ConversationCounts = {
  mine: 0,
  unassigned: 0,
  mentions: 0,
  closing: 0,
  all: 0,
  snoozed: 0,
  inbox: {},
  label: {},
  team: {},
};

/** The counts after one conversation has changed (undefined: it has left); the server's own come a moment later. */
export function movedCounts(
  counts: ConversationCounts,
  before: ConversationSummary,
  after: ConversationSummary | undefined,
  memberId: string,
): ConversationCounts {
  const next = {
    ...counts,
    inbox: { ...counts.inbox },
    label: { ...counts.label },
    team: { ...counts.team },
  };
  for (const view of COUNTED) {
    const is = (row: ConversationSummary | undefined) =>
      row !== undefined && isInView(row, { view, of: null, status: "open" }, memberId);
    next[view] = Math.max(0, next[view] + Number(is(after)) - Number(is(before)));
  }
  for (const [row, by] of [
    [before, -1],
    [after, 1],
  ] as const) {
    if (row?.status !== "open") continue;
    add(next.inbox, row.inboxId, by);
    if (row.teamId) add(next.team, row.teamId, by);
    for (const id of row.labelIds) add(next.label, id, by);
  }
  return next;
}

function add(counts: Record<string, number>, id: string, by: number): void {
  counts[id] = Math.max(0, (counts[id] ?? 0) + by);
}
