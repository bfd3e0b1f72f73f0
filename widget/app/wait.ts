/** Full jitter (AWS, "Exponential backoff and jitter"): anything up to 1 s, 2 s, 4 s … 30 s. In milliseconds. */
export function backoff(failures: number, random: () => number = Math.random): number {
  return random() * Math.min(30_000, 1000 * 2 ** failures);
}
