import type { MessageDto } from "../../server/modules/messages/schema";

/**
 * What the browser holds of one thread. Everything it was ever told is in `known`, newest version only; `items` is the
 * unbroken run of seqs from `from` to `to` that is shown. Seqs start at 1 and have no gaps, so a hole is visible.
 */
export type Thread = {
  readonly known: Map<number, MessageDto>;
  from: number;
  to: number;
  /** False until the newest page has come: what the socket tells before that waits in `known`. */
  isLoaded: boolean;
  /** Its messages have been numbered anew since: shown until the newest page has come, and told nothing more. */
  isStale: boolean;
  items: readonly MessageDto[];
};

export function createThread(): Thread {
  return { known: new Map(), from: 1, to: 0, isLoaded: false, isStale: false, items: [] };
}

/** Takes messages in any order, any number of times. Returns whether what is shown has changed. */
export function addMessages(thread: Thread, messages: readonly MessageDto[]): boolean {
  let changed = false;
  for (const message of messages) {
    const held = thread.known.get(message.seq);
    if (held && held.version >= message.version) continue;
    thread.known.set(message.seq, message);
    changed = true;
  }
  return changed && thread.isLoaded && showRun(thread);
}

/** The newest page: the thread can be shown from here on. */
export function addNewestPage(thread: Thread, messages: readonly MessageDto[]): void {
  addMessages(thread, messages);
  const first = messages[0];
  const last = messages.at(-1);
  if (!thread.isLoaded || (first && first.seq > thread.to + 1)) {
    thread.from = first?.seq ?? 1;
    thread.to = last?.seq ?? 0;
  }
  thread.isLoaded = true;
  showRun(thread);
}

/** Widens the run as far as what is known reaches without a hole. */
function showRun(thread: Thread): boolean {
  while (thread.known.has(thread.to + 1)) thread.to++;
  while (thread.from > 1 && thread.known.has(thread.from - 1)) thread.from--;
  const items: MessageDto[] = [];
  for (let seq = thread.from; seq <= thread.to; seq++) {
    const message = thread.known.get(seq);
    if (message) items.push(message);
  }
  const isSame = items.length === thread.items.length && items.every((item, i) => item === thread.items[i]);
  if (!isSame) thread.items = items;
  return !isSame;
}

export function hasOlder(thread: Thread | undefined): thread is Thread {
  return !!thread?.isLoaded && thread.from > 1;
}
