/** A small seeded generator (mulberry32), so that two demo databases tell the same stories. */
export type Random = { next: () => number; int: (from: number, to: number) => number };

export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }
  return { next, int: (from, to) => from + Math.floor(next() * (to - from + 1)) };
}
