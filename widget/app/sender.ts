import { Refusal } from "./api";
import type { Queue, Queued } from "./queue";
import { backoff } from "./wait";

export type Lock = <T>(run: () => Promise<T>) => Promise<T>;

/**
 * Takes the queue to the server: one at a time, in order, and one tab at a time. A failure that may pass holds everything
 * behind it back; a refusal is kept with its reason and lets the next one go. What was sent but not answered goes again
 * under the same client id, which the server stores once.
 */
export function createSender(given: {
  queue: Queue;
  lock: Lock;
  /** Resolves when the server has the message and it is shown from there. */
  post: (item: Queued) => Promise<void>;
  /** False while the last try did not reach the server. */
  onReach: (reached: boolean) => void;
  onChange: () => void;
}) {
  const { queue, lock, post, onReach, onChange } = given;
  let isRunning = false;
  let isAsked = false;
  let isOver = false;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout>;

  /** Sends what there is; answers after how many milliseconds to try again, or 0. */
  async function drain(): Promise<number> {
    for (let item = queue.head(); item && !isOver; item = queue.head()) {
      try {
        await post(item);
        failures = 0;
        onReach(true);
        queue.remove(item.clientId);
      } catch (error) {
        const refusal = error instanceof Refusal ? error : new Refusal(0, String(error));
        onReach(refusal.status > 0);
        if (refusal.passes) return Math.max(refusal.retryAfter * 1000, backoff(failures++), 1);
        // Gone when another tab has sent or dropped it meanwhile.
        if (queue.has(item.clientId)) queue.save({ ...item, refusal: refusal.message });
      }
      onChange();
    }
    return 0;
  }

  async function wake(): Promise<void> {
    isAsked = true;
    if (isRunning) return;
    isRunning = true;
    clearTimeout(timer);
    while (isAsked && !isOver) {
      isAsked = false;
      const wait = queue.head() ? await lock(drain) : 0;
      if (wait && !isAsked && !isOver) timer = setTimeout(wake, wait);
    }
    isRunning = false;
    onChange();
  }

  return {
    wake,
    stop(): void {
      isOver = true;
      clearTimeout(timer);
    },
  };
}
