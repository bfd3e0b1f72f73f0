import type { SyncAnswer } from "../../server/modules/conversations/schema";

export type CatchUp = {
  /** Applies everything since the cursor. Asked for while it runs, it runs once more, because the first may have missed what prompted the second. */
  run: () => Promise<void>;
  cursor: () => string | null;
};

/**
 * Reads the tenant's change feed from where we stand until nothing more is there. An answer is applied before its
 * cursor is kept, so that a failure in between repeats it; repeating is harmless.
 */
export function createCatchUp(given: {
  /** Where the reader stands when it first asks; null for "from now on". */
  start: () => string | null;
  ask: (cursor: string | null) => Promise<SyncAnswer>;
  apply: (answer: SyncAnswer) => void;
  /** The cursor was too old: load the screen again. Runs before the new cursor is kept. */
  reload: () => Promise<void>;
  onProgress?: (changes: number) => void;
}): CatchUp {
  let cursor: string | null = null;
  let running: Promise<void> | null = null;
  let isAskedAgain = false;

  async function readAll(): Promise<void> {
    let changes = 0;
    cursor ??= given.start();
    for (;;) {
      isAskedAgain = false;
      const answer = await given.ask(cursor);
      if (answer.reset) await given.reload();
      given.apply(answer);
      cursor = answer.cursor;
      changes += answer.changes;
      given.onProgress?.(changes);
      if (!answer.more && !isAskedAgain) return;
    }
  }

  return {
    cursor: () => cursor,
    run() {
      if (running) {
        isAskedAgain = true;
        return running;
      }
      running = readAll().finally(() => {
        running = null;
      });
      return running;
    },
  };
}
