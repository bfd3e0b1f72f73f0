import type {
  ReadMessagesAnswer,
  VisitorConversation,
  VisitorMessage,
} from "../../server/rest/widget/contract";
import { adopt, isBehind, mergeEarlier, mergeOne, mergePage, NO_THREAD, type Thread } from "./thread";
import { backoff } from "./wait";

/** Messages a page; also the seq numbers a page below the floor spans, so that one answer holds all of them. */
const PAGE = 100;
/** How long a message may stand above the cursor before the ones before it are asked for. */
const PATIENCE = 1000;

export type Feed = ReturnType<typeof createFeed>;

/**
 * Keeps the thread equal to the server's, whatever the socket loses, repeats or turns round: an event that does not follow
 * what is held, a reconnect and an own message with nothing known before it all end in the same question, "what is after
 * the cursor?", repeated until it is answered.
 */
export function createFeed(given: {
  read: (after: number, limit: number) => Promise<ReadMessagesAnswer>;
  /** `arrived` are the messages that came to be held by this change, without old ones that were only fetched. */
  onChange: (arrived: VisitorMessage[]) => void;
  /** The messages have other places or another conversation now, by a merge or a split: begins again with a new session. */
  onMoved: () => Promise<unknown>;
}) {
  let thread: Thread = NO_THREAD;
  let isPulling = false;
  let isAsked = false;
  let isReading = false;
  let isOver = false;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout>;

  function show(next: Thread): void {
    const before = thread;
    const arrived =
      next.id === before.id && next.version === before.version
        ? next.items.filter((m) => m.seq > before.floor && !before.items.some((b) => b.seq === m.seq))
        : [];
    thread = next;
    given.onChange(arrived);
  }

  /** Answers with the same conversation's page, or null when the thread has become another's meanwhile. */
  async function page(after: number): Promise<ReadMessagesAnswer | null> {
    const { id, version } = thread;
    const isHeld = () => id === thread.id && version === thread.version && !isOver;
    const answer = await given.read(after, PAGE);
    if (isHeld() && answer.version !== version) await given.onMoved();
    return isHeld() ? answer : null;
  }

  async function pull(): Promise<void> {
    isAsked = true;
    if (isPulling || isOver || !thread.id) return;
    isPulling = true;
    clearTimeout(timer);
    try {
      while (isAsked && !isOver) {
        isAsked = false;
        const answer = await page(thread.cursor);
        if (answer?.items.length) show(mergePage(thread, answer.items));
        if (answer?.hasMore || !answer) isAsked = true;
      }
      failures = 0;
    } catch {
      again(backoff(failures++));
    }
    isPulling = false;
  }

  function again(wait: number): void {
    clearTimeout(timer);
    if (!isOver) timer = setTimeout(pull, wait);
  }

  return {
    thread: () => thread,
    pull,

    /** See `adopt`. Asks for what is new when the conversation was held before. */
    adopt(conversation: VisitorConversation | null, own = false): void {
      const wasHeld = thread.id !== null && thread.id === conversation?.id;
      show(adopt(thread, conversation, own));
      if (conversation && (own || (wasHeld && conversation.lastSeq > thread.cursor))) pull();
    },

    /** From the socket; `prevSeq` as there. */
    receive(message: VisitorMessage, prevSeq: number): void {
      // Below the floor it is a change of what has not been fetched yet.
      if (!thread.id || message.seq <= thread.floor) return;
      show(mergeOne(thread, message, prevSeq));
      if (isBehind(thread)) pull();
    },

    /** The server's answer to an own message. Its event mostly tells what stands before it; else we ask. */
    own(message: VisitorMessage): void {
      if (message.seq <= thread.cursor) return;
      show(mergeOne(thread, message));
      again(PATIENCE);
    },

    /** Fills the thread downwards until something can be seen or its beginning is reached. Throws as `read`. */
    async earlier(): Promise<void> {
      if (isReading) return;
      isReading = true;
      try {
        const enough = thread.items.length + PAGE / 4;
        while (thread.floor > 0 && thread.items.length < enough && !isOver) {
          const from = Math.max(0, thread.floor - PAGE);
          const answer = await page(from);
          if (answer) show(mergeEarlier(thread, answer.items, from));
        }
      } finally {
        isReading = false;
      }
    },

    change(part: Partial<Pick<Thread, "status" | "seen" | "teamSeen">>): void {
      show({ ...thread, ...part });
    },

    stop(): void {
      isOver = true;
      clearTimeout(timer);
    },
  };
}
