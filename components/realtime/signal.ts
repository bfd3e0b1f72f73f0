/** A thing that changes: listeners are told at most once per task, after everything that belongs together has happened. */
export type Signal = { subscribe: (listener: () => void) => () => void; changed: () => void };

export function createSignal(): Signal {
  const listeners = new Set<() => void>();
  let isQueued = false;
  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    changed() {
      if (isQueued) return;
      isQueued = true;
      queueMicrotask(() => {
        isQueued = false;
        for (const listener of [...listeners]) listener();
      });
    },
  };
}
