import type { Wire } from "./wire";

/**
 * Sends `perSecond` requests a second for so many seconds, each at its own moment whether or not those before it have been
 * answered: a slow server gets no relief from slow clients. A request that finds no free connection waits for one, and
 * that counts. `send` gets the moment (performance.now) at which it was due.
 */
export async function openLoop(given: {
  wires: readonly Wire[];
  perSecond: number;
  seconds: number;
  send: (wire: Wire, due: number) => Promise<void>;
}): Promise<void> {
  const { perSecond, seconds, send } = given;
  const free = [...given.wires];
  const queue: number[] = [];
  const running = new Set<Promise<void>>();
  let failure: unknown = null;
  function next(): void {
    while (free.length > 0 && queue.length > 0) {
      const wire = free.pop()!;
      const run = send(wire, queue.shift()!)
        .catch((error) => {
          failure ??= error;
        })
        .then(() => {
          free.push(wire);
          running.delete(run);
          next();
        });
      running.add(run);
    }
  }
  const start = performance.now() + 5;
  const total = Math.round(perSecond * seconds);
  for (let i = 0; i < total && !failure; i++) {
    const due = start + (i * 1000) / perSecond;
    const wait = due - performance.now();
    if (wait > 0.2) await new Promise((done) => setTimeout(done, wait));
    queue.push(due);
    next();
  }
  while (running.size > 0 && !failure) await Promise.race(running);
  if (failure) throw failure;
}
