import type { SocketState } from "./socket";

/** What the sync row says. Green only for "synced". */
export type SyncState =
  | { kind: "connecting" }
  | { kind: "synced" }
  | { kind: "catching"; changes: number }
  | { kind: "reconnecting"; at: number | null }
  | { kind: "offline"; waiting: number };

/**
 * `isCaughtUp`: the feed has been read to its end since this connection was opened. `hasBeenUp`: it is not the first
 * connection of the page.
 */
export function syncState(facts: {
  socket: SocketState;
  isCaughtUp: boolean;
  hasBeenUp: boolean;
  changes: number;
  waiting: number;
}): SyncState {
  const { socket } = facts;
  if (socket.kind === "offline") return { kind: "offline", waiting: facts.waiting };
  if (socket.kind === "waiting") return { kind: "reconnecting", at: socket.at };
  if (socket.kind === "connecting")
    return facts.hasBeenUp ? { kind: "reconnecting", at: null } : { kind: "connecting" };
  if (facts.isCaughtUp) return { kind: "synced" };
  return facts.hasBeenUp ? { kind: "catching", changes: facts.changes } : { kind: "connecting" };
}
