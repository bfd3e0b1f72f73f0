import type { Ratelimit } from "@upstash/ratelimit";

/** What @upstash/ratelimit takes for `limiter`: its documented place for an algorithm of one's own. */
export type Algorithm = ConstructorParameters<typeof Ratelimit>[0]["limiter"];

type Window = { index: number; count: number; previous: number };

const MAX_KEYS = 20_000;

/**
 * A sliding window over two counters per key, as Upstash's own: the previous window counts for the part of it that is still
 * inside. Holds at most 20,000 keys, about 2 MB; past that the key not tried for longest is forgotten.
 */
export function inProcessWindow(limit: number, windowMs: number, now: () => number): Algorithm {
  const windows = new Map<string, Window>();

  function current(key: string, index: number): Window {
    const known = windows.get(key);
    if (!known || index > known.index + 1) return { index, count: 0, previous: 0 };
    return known.index === index ? known : { index, count: 0, previous: known.count };
  }

  function store(key: string, window: Window): void {
    // Put back at the end: the map's order is then the order of last use.
    windows.delete(key);
    windows.set(key, window);
    if (windows.size <= MAX_KEYS) return;
    for (const oldest of windows.keys()) {
      windows.delete(oldest);
      break;
    }
  }

  function used(window: Window, at: number): number {
    const left = 1 - (at % windowMs) / windowMs;
    return Math.floor(window.previous * left) + window.count;
  }

  /** When the next try will be allowed, in ms since 1970. */
  function resetAt(window: Window): number {
    const start = window.index * windowMs;
    const room = limit - window.count;
    // Within this window the previous one has to fade below `room`; else this one has to begin to fade in the next.
    const isSoon = room > 0 && window.previous >= room;
    return isSoon ? start + Math.floor(windowMs * (1 - room / window.previous)) + 1 : start + windowMs + 1;
  }

  return () => ({
    async limit(_context, key) {
      const at = now();
      const window = current(key, Math.floor(at / windowMs));
      const isAllowed = used(window, at) < limit;
      if (isAllowed) window.count += 1;
      store(key, window);
      const remaining = Math.max(0, limit - used(window, at));
      return { success: isAllowed, limit, remaining, reset: resetAt(window), pending: Promise.resolve() };
    },
    async getRemaining(_context, key) {
      const at = now();
      const window = current(key, Math.floor(at / windowMs));
      return { remaining: Math.max(0, limit - used(window, at)), reset: resetAt(window), limit };
    },
    async resetTokens(_context, key) {
      windows.delete(key);
    },
  });
}
