import { describe, expect, it } from "vitest";
import { isUnlikeItself, slotOf } from "./silence-rule";

const HOUR = 4;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
/** Monday 2 November 2026, midnight UTC. */
const MONDAY = slotOf(new Date("2026-11-02T00:00:00Z"));
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => from + at);

/** A shop of Monday to Friday, nine to five, each quarter of an hour, for so many weeks up to the fourth one. */
function shop(weeks: number, isOpen: (weekday: number, week: number) => boolean = (day) => day < 5) {
  const days = range(4 - weeks, 4).flatMap((week) => range(0, 7).map((day) => ({ week, day })));
  return days
    .filter(({ week, day }) => isOpen(day, week))
    .flatMap(({ week, day }) => hours(week, day, 9, 17));
}
function hours(week: number, day: number, from: number, to: number): number[] {
  const midnight = MONDAY + week * WEEK + day * DAY;
  return range(midnight + from * HOUR, midnight + to * HOUR);
}

const THIS = 4;
const TABLE: [string, boolean, number[], number[]][] = [
  ["a busy morning that is silent for four hours", true, hours(THIS, 1, 9, 13), shop(4)],
  ["two hours after opening", false, hours(THIS, 1, 9, 11), shop(4)],
  ["the night", false, hours(THIS, 1, 17, 24), shop(4)],
  ["the night and the morning after", true, range(...edges(THIS, [0, 17], [1, 12])), shop(4)],
  ["the weekend", false, range(...edges(THIS, [4, 17], [7, 9])), shop(4)],
  ["a closing day of every week", false, hours(THIS, 2, 0, 24), shop(4, (day) => day < 5 && day !== 2)],
  [
    "one holiday among four weeks",
    true,
    hours(THIS, 1, 9, 13),
    shop(4, (day, week) => day < 5 && (week !== 2 || day !== 1)),
  ],
  [
    "two holidays among four weeks",
    false,
    hours(THIS, 1, 9, 13),
    shop(4, (day, week) => day < 5 && (week < 2 || day !== 1)),
  ],
  ["an hour's shift of the clocks", false, hours(THIS, 1, 8, 10), shop(4).map((slot) => slot - HOUR)],
  ["one burst an hour", false, hours(THIS, 1, 9, 13), shop(4).filter((slot) => slot % HOUR === 0)],
  [
    "one burst an hour, for two days",
    true,
    range(...edges(THIS, [1, 0], [3, 0])),
    shop(4).filter((slot) => slot % HOUR === 0),
  ],
  [
    "an inbox of ten days, on a weekday",
    true,
    hours(THIS - 1, 3, 9, 13),
    shop(4).filter((slot) => slot >= MONDAY + 2 * WEEK && slot < MONDAY + 3 * WEEK + 3 * DAY),
  ],
  ["an inbox of five days, on its first weekend", false, hours(THIS - 1, 5, 9, 17), hoursOf(3, 0, 5)],
  ["an inbox of two days", false, hours(THIS - 1, 2, 9, 17), hoursOf(3, 0, 2)],
  [
    "an inbox that hears little",
    false,
    range(...edges(THIS, [1, 0], [3, 0])),
    shop(4).filter((slot) => slot % (3 * HOUR) === 0),
  ],
];
function edges(week: number, ...of: [number, number][]): [number, number] {
  const [from, to] = of.map(([day, hour]) => MONDAY + week * WEEK + day * DAY + hour * HOUR);
  return [from!, to!];
}
function hoursOf(week: number, from: number, to: number): number[] {
  return range(from, to).flatMap((day) => hours(week, day, 9, 17));
}

describe("whether an inbox is silent unlike itself", () => {
  it.each(TABLE)("%s: %s", (_, expected, silent, heard) => {
    expect(isUnlikeItself(silent, new Set(heard), Math.min(...heard))).toBe(expected);
  });

  it("nothing is said of an inbox that was never heard", () => {
    expect(isUnlikeItself(hours(THIS, 1, 9, 17), new Set(), MONDAY)).toBe(false);
  });
});
