const KEY = Symbol.for("parley.outbox.wake");
type Wakers = Record<Waiting, Set<() => void>>;
/** What can be woken in this process: the workers that drain the outbox, the consumers that follow the events. */
export type Waiting = "outbox" | "consumers";

/** On globalThis, as Next's bundle and server/main.ts hold two copies of this module. */
function wakers(): Wakers {
  const holder = globalThis as { [KEY]?: Wakers };
  holder[KEY] ??= { outbox: new Set(), consumers: new Set() };
  return holder[KEY];
}

/** Calls `wake` whenever something commits that `who` waits for; answers how to stop that. */
export function onWake(who: Waiting, wake: () => void): () => void {
  const set = wakers()[who];
  set.add(wake);
  return () => set.delete(wake);
}

/** For `afterCommit` of a transaction that enqueued: the worker of this process starts at once, without the way through Postgres. */
export function wakeOutbox(): void {
  for (const wake of wakers().outbox) wake();
}

/** For `afterCommit` of a transaction that published an event. */
export function wakeConsumers(): void {
  for (const wake of wakers().consumers) wake();
}
