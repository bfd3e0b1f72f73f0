import type { VisitorConversation, VisitorMessage } from "../../server/rest/widget/contract";

/**
 * What this tab holds of the conversation: everything the visitor may see with a seq above `floor` and up to `cursor`, and
 * perhaps single messages above it (`items` is in the order of seq). Notes take seq numbers too, so that a missing number says
 * nothing; `prevSeq` of an event does.
 */
export type Thread = {
  id: string | null;
  /** Another one with every merge and split. */
  version: number;
  status: VisitorConversation["status"];
  items: VisitorMessage[];
  floor: number;
  cursor: number;
  /** Where the cursor was when the conversation was met: what comes above it is news. */
  start: number;
  /** How far the visitor has read, and the team. */
  seen: number;
  teamSeen: number;
  /** Unread below the floor, as the server counted it. */
  unreadBelow: number;
};

export const NO_THREAD: Thread = {
  id: null,
  version: 0,
  status: "open",
  items: [],
  floor: 0,
  cursor: 0,
  start: 0,
  seen: 0,
  teamSeen: 0,
  unreadBelow: 0,
};

/**
 * What a session says of the conversation. A conversation met for the first time, or after its messages have moved, starts at its end, to be filled from there
 * backwards; one that this tab itself began (`own`) starts at its beginning.
 */
export function adopt(thread: Thread, conversation: VisitorConversation | null, own = false): Thread {
  if (!conversation) return thread.id ? NO_THREAD : thread;
  const { id, version, status, lastSeq, seenSeq, teamSeenSeq, unread } = conversation;
  if (thread.id !== id || thread.version !== version) {
    const from = own ? 0 : lastSeq;
    return {
      ...NO_THREAD,
      id,
      version,
      status,
      floor: from,
      cursor: from,
      start: from,
      seen: seenSeq,
      teamSeen: teamSeenSeq,
      unreadBelow: own ? 0 : unread,
    };
  }
  return {
    ...thread,
    status,
    seen: Math.max(thread.seen, seenSeq),
    teamSeen: Math.max(thread.teamSeen, teamSeenSeq),
  };
}

/** A page read with `after`: everything up to its last message is then held. */
export function mergePage(thread: Thread, page: readonly VisitorMessage[]): Thread {
  return { ...put(thread, page), cursor: Math.max(thread.cursor, page.at(-1)?.seq ?? 0) };
}

/** A page read below the floor, with everything from `from` on in it. */
export function mergeEarlier(thread: Thread, page: readonly VisitorMessage[], from: number): Thread {
  return {
    ...put(thread, page),
    floor: Math.min(thread.floor, from),
    unreadBelow: from ? thread.unreadBelow : 0,
  };
}

/** One message from the socket, or the answer to one's own (then without `prevSeq`). */
export function mergeOne(
  thread: Thread,
  message: VisitorMessage,
  prevSeq = Number.POSITIVE_INFINITY,
): Thread {
  const follows = prevSeq <= thread.cursor;
  return {
    ...put(thread, [message]),
    cursor: follows ? Math.max(thread.cursor, message.seq) : thread.cursor,
  };
}

/** True when something above the cursor is held, and so something before it may be missing. */
export function isBehind(thread: Thread): boolean {
  return (thread.items.at(-1)?.seq ?? 0) > thread.cursor;
}

/** Not counting what stands above the cursor: it counts as soon as what may be missing before it is here. */
export function unread(thread: Thread): number {
  const { seen, floor, cursor } = thread;
  const above = thread.items.filter(
    (m) => m.from === "team" && m.seq > Math.max(seen, floor) && m.seq <= cursor,
  );
  return above.length + (seen >= floor ? 0 : thread.unreadBelow);
}

function put(thread: Thread, messages: readonly VisitorMessage[]): Thread {
  const bySeq = new Map(thread.items.map((m) => [m.seq, m]));
  for (const message of messages) bySeq.set(message.seq, message);
  return { ...thread, items: [...bySeq.values()].sort((a, b) => a.seq - b.seq) };
}
