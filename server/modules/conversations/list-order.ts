import type { ConversationView, ListedConversation, ListedStatus, Sort } from "./schema";

/**
 * One stretch of a list's order. A list is its segments one after the other, each walked along an index by `by` and then,
 * unless `isUnique`, by id the same way.
 */
export type Segment = {
  /** SQL over the alias `c`; `member` is the placeholder of the asking member's id. */
  where: ((member: string) => string) | null;
  by: { column: string; type: string; direction: "asc" | "desc" };
  isUnique: boolean;
  /** The key of a row in it. */
  key: (row: ListedConversation) => string | number;
};

const NEWEST = { column: "last_message_at", type: "timestamptz", direction: "desc" } as const;
const last = (row: ListedConversation) => row.lastMessageAt;

function segment(
  where: Segment["where"],
  by: Segment["by"] = NEWEST,
  key: Segment["key"] = last,
  isUnique = false,
): Segment {
  return { where, by, key, isUnique };
}
/** Display numbers are handed out in the order of creation. */
function created(direction: "asc" | "desc", where: Segment["where"] = null): Segment {
  return segment(
    where,
    { column: "display_number", type: "int", direction },
    (row) => row.displayNumber,
    true,
  );
}
function waiting(direction: "asc" | "desc"): Segment {
  const by = { column: "waiting_since", type: "timestamptz", direction } as const;
  return segment(
    () => "c.waiting_since is not null",
    by,
    (row) => row.waitingSince ?? "",
  );
}
const priority = (name: string) => () => `c.priority = '${name}'::priority`;
const noPriority = () => "c.priority is null";
const HIGH_FIRST = ["urgent", "high", "medium", "low"] as const;
const LOW_FIRST = [...HIGH_FIRST].reverse();
const UNREAD = (member: string) =>
  `c.incoming_count > coalesce((select r.incoming_read from conversation_read r
    where r.member_id = ${member} and r.conversation_id = c.id), 0)`;

const SEGMENTS: Record<Sort, readonly Segment[]> = {
  newest: [segment(null)],
  oldest: [segment(null, { ...NEWEST, direction: "asc" })],
  created_newest: [created("desc")],
  created_oldest: [created("asc")],
  priority_high: [...HIGH_FIRST.map((name) => segment(priority(name))), segment(noPriority)],
  priority_low: [...LOW_FIRST.map((name) => segment(priority(name))), segment(noPriority)],
  priority_created: [...HIGH_FIRST.map((name) => created("asc", priority(name))), created("asc", noPriority)],
  waiting_longest: [waiting("asc"), segment(() => "c.waiting_since is null")],
  waiting_shortest: [waiting("desc"), segment(() => "c.waiting_since is null")],
  unread: [segment(UNREAD), segment((member) => `not (${UNREAD(member)})`)],
};
/** What closes first stands first, whatever order was asked for. */
const CLOSING: readonly Segment[] = [
  segment(
    () => "c.window_closes_at is not null",
    { column: "window_closes_at", type: "timestamptz", direction: "asc" },
    (row) => row.windowClosesAt ?? "",
  ),
];

export function segmentsOf(view: ConversationView, sort: Sort): readonly Segment[] {
  return view === "closing" ? CLOSING : SEGMENTS[sort];
}

/** Some views are about one status, whatever the list is narrowed to. */
export function statusOf(view: ConversationView, status: ListedStatus): ListedStatus {
  if (view === "closing") return "open";
  if (view === "snoozed") return "snoozed";
  return view === "mentions" ? "any" : status;
}
