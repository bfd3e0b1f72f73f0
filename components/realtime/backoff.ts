const FIRST = 400;
const LONGEST = 10_000;

/** Milliseconds before attempt `failures` + 1: doubling, with half of it random so that a thousand tabs do not come back at once. */
export function reconnectDelay(failures: number, random = Math.random()): number {
  const whole = Math.min(FIRST * 2 ** failures, LONGEST);
  return Math.round(whole / 2 + (whole / 2) * random);
}
