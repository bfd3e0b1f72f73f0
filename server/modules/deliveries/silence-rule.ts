/** Time is counted in quarters of an hour since 1970: a burst in one of them says no more than a single delivery. */
export const SLOT_MS = 15 * 60_000;
const HOUR = 4;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
const WEEKS = [1, 2, 3, 4];
const DAYS = Array.from({ length: 13 }, (_, at) => at + 1);
/** In so many quarters of an hour it would have been heard by now: two hours of an inbox that is never quiet. */
export const BUSY_SLOTS = 8;

export function slotOf(at: Date | number): number {
  return Math.floor(Number(at) / SLOT_MS);
}

/**
 * How far back an inbox is compared with itself, in slots: the same hours of up to four weeks before, so that nights,
 * weekends and closing days are like themselves. One that is younger than two weeks is compared with the same hours of its
 * weekdays, or of its weekends. `silent`: rising; `first`: when it was first heard.
 */
export function comparisons(silent: readonly number[], first: number): readonly number[] {
  const [start, end] = [silent[0] ?? 0, silent.at(-1) ?? 0];
  const isKnown = (back: number) => start - back - HOUR >= first;
  const weeks = WEEKS.map((n) => n * WEEK).filter(isKnown);
  if (weeks.length >= 2) return weeks;
  const isAlike = (back: number) => [start, end].every((slot) => isWeekend(slot) === isWeekend(slot - back));
  const days = DAYS.map((n) => n * DAY).filter((back) => isKnown(back) && isAlike(back));
  return days.length >= 3 ? days : [];
}

/** An hour to either side, as clocks are put forward and back. */
export const SHIFTS = [-HOUR, 0, HOUR];

/**
 * Whether an inbox that heard nothing in the slots `silent` would usually have been heard in them: in at least eight,
 * whichever of the compared times is taken. Of three weeks and more one may have been a holiday. `heard`: the slots in which
 * it was heard.
 */
export function isUnlikeItself(
  silent: readonly number[],
  heard: ReadonlySet<number>,
  first: number,
): boolean {
  const backs = comparisons(silent, first);
  const counts = backs.map((back) =>
    Math.min(...SHIFTS.map((shift) => countOf(silent, heard, shift - back))),
  );
  counts.sort((a, b) => a - b);
  const isByWeeks = backs[0] === WEEK;
  const usual = isByWeeks && counts.length >= 3 ? counts[1] : counts[0];
  return usual !== undefined && usual >= BUSY_SLOTS;
}

function countOf(silent: readonly number[], heard: ReadonlySet<number>, by: number): number {
  return silent.reduce((sum, slot) => sum + Number(heard.has(slot + by)), 0);
}

/** 1 January 1970 was a Thursday. */
function isWeekend(slot: number): boolean {
  const day = (Math.floor(slot / DAY) + 4) % 7;
  return day === 0 || day === 6;
}
