import type { ActivityData, MessageDto } from "../../server/modules/messages/schema";
import type { Reader } from "../i18n/reader";
import { daysAgo } from "../i18n/time";

/** A thread as it is drawn: days, the line above what is new, runs of bubbles, and sentences about what was done. */
export type ThreadItem =
  | { kind: "day"; key: string; at: string }
  | { kind: "new"; key: string; count: number }
  /** Messages of one author and kind, each within 3 minutes of the one before; or what a network tells. */
  | { kind: "run"; key: string; messages: readonly MessageDto[] }
  /** What one person did within 60 s, one sentence. */
  | {
      kind: "activity";
      key: string;
      at: string;
      author: MessageDto["author"];
      facts: readonly Fact[];
    };

/** What somebody of the team did, or the contact. */
type Fact = Exclude<ActivityData, { type: "network" }>;
/** A call of the contact's that somebody of the team is to see. */
export type Waiting = { waits?: true } | null;

const RUN_MS = 3 * 60_000;
const ACTIVITY_MS = 60_000;

/** `readSeq`: how far the member had read when the thread was opened; null for no new line. */
export function threadItems(
  messages: readonly MessageDto[],
  reader: Reader,
  readSeq: number | null,
): ThreadItem[] {
  const items: ThreadItem[] = [];
  const isNew = (m: MessageDto) =>
    readSeq !== null && m.seq > readSeq && (m.kind === "incoming" || (m.data as Waiting)?.waits);
  const newCount = messages.filter(isNew).length;
  const firstNew = messages.find(isNew);
  let previous: MessageDto | undefined;
  for (const message of messages) {
    const isNewDay = !previous || daysAgo(previous.createdAt, Date.parse(message.createdAt), reader) > 0;
    if (isNewDay) items.push({ kind: "day", key: `day-${message.seq}`, at: message.createdAt });
    if (message === firstNew) items.push({ kind: "new", key: "new", count: newCount });
    add(items, message, previous);
    previous = message;
  }
  return items;
}

function add(items: ThreadItem[], message: MessageDto, previous: MessageDto | undefined): void {
  const last = items.at(-1);
  const isSame = previous !== undefined && isSameAuthor(previous, message) && previous.kind === message.kind;
  const gap = previous ? Date.parse(message.createdAt) - Date.parse(previous.createdAt) : 0;
  if (message.kind === "activity" && message.data?.type !== "network") {
    if (!message.data) return;
    const fact = message.data as Fact;
    if (last?.kind === "activity" && isSame && gap <= ACTIVITY_MS) {
      items[items.length - 1] = { ...last, facts: [...last.facts, fact] };
    } else {
      const { author, createdAt: at } = message;
      items.push({ kind: "activity", key: `a-${message.seq}`, at, author, facts: [fact] });
    }
  } else if (last?.kind === "run" && isSame && gap <= RUN_MS) {
    items[items.length - 1] = { ...last, messages: [...last.messages, message] };
  } else {
    items.push({ kind: "run", key: `r-${message.seq}`, messages: [message] });
  }
}

function isSameAuthor(a: MessageDto, b: MessageDto): boolean {
  return (
    a.author.kind === b.author.kind &&
    a.author.id === b.author.id &&
    a.extras?.sender?.key === b.extras?.sender?.key
  );
}
