import { expect, it } from "vitest";
import { spanOf } from "./row-timer";
import { timerOf } from "./timer";

const now = Date.parse("2026-11-21T12:00:00.000Z");
const HOUR = 3_600_000;
const at = (hours: number) => new Date(now + hours * HOUR).toISOString();

it.each([
  ["the window closes in two hours", at(2), null, { kind: "closing", left: 2 * HOUR }],
  ["the window has closed", at(-1), at(-9), { kind: "closed", left: 0 }],
  ["the window is far off and somebody waits", at(9), at(-1), { kind: "waiting", left: HOUR }],
  ["nobody waits", at(9), null, null],
  ["no window, somebody waits", null, at(-3), { kind: "waiting", left: 3 * HOUR }],
] as const)("when %s", (_, windowClosesAt, waitingSince, timer) => {
  expect(timerOf({ status: "open", windowClosesAt, waitingSince }, now, 4 * HOUR)).toEqual(timer);
  expect(timerOf({ status: "resolved", windowClosesAt, waitingSince }, now, 4 * HOUR)).toBeNull();
});

it("a span is days, hours and minutes", () => {
  expect(spanOf(27 * HOUR + 12 * 60_000 + 5)).toEqual({ days: 1, hours: 3, minutes: 12 });
});
