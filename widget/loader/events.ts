import type { ParleyEvents } from "../parley";

type Listener = (detail: never) => void;

/** Tells the page's listeners. What they throw goes to the console, never into the widget. */
export function createEvents() {
  const listeners = new Map<string, Set<Listener>>();
  return {
    on<E extends keyof ParleyEvents>(event: E, listener: (detail: ParleyEvents[E]) => void): () => void {
      const set = listeners.get(event) ?? new Set();
      listeners.set(event, set.add(listener));
      return () => void set.delete(listener);
    },
    emit<E extends keyof ParleyEvents>(event: E, detail: ParleyEvents[E]): void {
      for (const listener of listeners.get(event) ?? []) {
        try {
          (listener as (detail: ParleyEvents[E]) => void)(detail);
        } catch (error) {
          console.error(error);
        }
      }
    },
  };
}
