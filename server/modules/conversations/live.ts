import type { MessageDto } from "../messages/schema";
import type { MyRead } from "./schema";
import type { SummaryRow } from "./summary";

/** A change that has just been committed, with all that its viewers need, so that telling them costs no query. */
export type CommittedChange = {
  tenantId: string;
  eventId: string;
  type: string;
  row: SummaryRow;
  message: MessageDto | null;
  /** The member who wrote the message. */
  authorName?: string | null;
  /** The seq of the message before this one that the contact may see; set with every message the contact may see. */
  prevVisibleSeq?: number;
  /** Who could see it before, where that has changed. */
  before?: { assigneeId: string | null; participantIds?: readonly string[] };
  /** The conversation is gone for good: whoever could see it lets go of it. */
  isDeleted?: true;
  exceptSocketId?: string;
};

export type LiveSignal =
  | {
      kind: "typing";
      row: SummaryRow;
      memberId: string | null;
      memberName: string | null;
      isTyping: boolean;
      isNote: boolean;
      takesOver?: true;
      /** How long a sign of it counts, where it comes more seldom than a browser's. */
      lastsMs?: number;
    }
  /** What is held or scheduled in a conversation is other than before. */
  | { kind: "scheduled"; row: SummaryRow }
  /** For the member's own devices. */
  | { kind: "draft"; tenantId: string; memberId: string; draft: unknown }
  | ({ kind: "read"; row: SummaryRow; memberId: string } & MyRead);

type Listener = {
  changes: (changes: readonly CommittedChange[]) => void;
  signal: (signal: LiveSignal) => void;
  /** False only where certainly nobody would hear of a change. */
  isWatched: () => boolean;
};
const KEY = Symbol.for("parley.live");
type Holder = { [KEY]?: Listener };

/** Joined once by server/wiring.ts: modules below realtime tell it of commits without importing it. */
export function onLive(listener: Listener): void {
  (globalThis as Holder)[KEY] = listener;
}

/** Call after the commit, never before. */
export function tellLive(changes: readonly CommittedChange[]): void {
  if (changes.length) (globalThis as Holder)[KEY]?.changes(changes);
}

/** Whether what would have to be read first is worth telling. */
export function isWatched(): boolean {
  return (globalThis as Holder)[KEY]?.isWatched() ?? false;
}

export function signalLive(signal: LiveSignal): void {
  (globalThis as Holder)[KEY]?.signal(signal);
}
