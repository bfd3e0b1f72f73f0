/** A gate for what would flood the log: true at most once in so many milliseconds. */
export function seldom(everyMs: number): () => boolean {
  let lastAt = Number.NEGATIVE_INFINITY;
  return () => {
    const now = performance.now();
    if (now - lastAt < everyMs) return false;
    lastAt = now;
    return true;
  };
}
