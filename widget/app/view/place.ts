import type { State } from "../state";

/** Nearer than this to the end, in CSS pixels, the log follows what comes. */
const NEAR = 60;

/**
 * The function it returns is called before a redraw, and what that returns after it. Who reads at the end stays there, who
 * has sent something goes there, and everybody else keeps the line under their eyes, also when earlier messages come above.
 */
export function createPlace() {
  let first: number | undefined;
  let queued = 0;
  return (log: HTMLElement | undefined, { thread, queue }: State) => {
    const fromEnd = log ? log.scrollHeight - log.scrollTop : 0;
    const isAtEnd = !log || fromEnd - log.clientHeight < NEAR || queue.length > queued;
    const isAbove = first !== thread.items[0]?.seq;
    first = thread.items[0]?.seq;
    queued = queue.length;
    return (drawn: HTMLElement | undefined) => {
      if (drawn && (isAtEnd || isAbove))
        drawn.scrollTop = isAtEnd ? drawn.scrollHeight : drawn.scrollHeight - fromEnd;
    };
  };
}
