import { describe, expect, it } from "vitest";
import { BusinessHours, DEFAULT_HOURS, isOpen, nextOpening } from "./hours";

const LONDON = "Europe/London";
const week = (...days: [number, string, string][]): BusinessHours["days"] =>
  Array.from({ length: 7 }, (_, day) =>
    days.filter(([d]) => d === day).map(([, from, to]) => ({ from, to })),
  );
const weekdays = (from: string, to: string) =>
  week(...[0, 1, 2, 3, 4].map((d): [number, string, string] => [d, from, to]));
const hours = (days: BusinessHours["days"], holidays: BusinessHours["holidays"] = []): BusinessHours => ({
  isOn: true,
  days,
  holidays,
});
const opening = (h: BusinessHours, zone: string, at: string) =>
  nextOpening(h, zone, new Date(at))?.toISOString();

describe("isOpen", () => {
  const office = hours([
    ...weekdays("09:00", "12:30").slice(0, 4),
    [
      { from: "13:00", to: "24:00" },
      { from: "08:00", to: "12:00" },
    ],
    [],
    [],
  ]);
  it.each([
    ["Monday at opening", "2026-11-23T09:00:00Z", true],
    ["a minute before", "2026-11-23T08:59:59Z", false],
    ["at closing", "2026-11-23T12:30:00Z", false],
    ["Friday between two intervals", "2026-11-27T12:15:00Z", false],
    ["Friday in the second interval", "2026-11-27T13:00:00Z", true],
    ["the last minute of Friday", "2026-11-27T23:59:00Z", true],
    ["Saturday at midnight", "2026-11-28T00:00:00Z", false],
  ])("%s", (_, at, expected) => expect(isOpen(office, LONDON, new Date(at))).toBe(expected));

  it("is always so when hours are switched off", () => {
    expect(isOpen(DEFAULT_HOURS, LONDON, new Date("2026-11-22T03:00:00Z"))).toBe(true);
  });

  it("reads the clock of the time zone, also half an hour off and across midnight", () => {
    const h = hours(weekdays("09:00", "17:00"));
    expect(isOpen(h, "Asia/Kathmandu", new Date("2026-11-23T03:15:00Z"))).toBe(true);
    expect(isOpen(h, "Asia/Kathmandu", new Date("2026-11-23T03:14:00Z"))).toBe(false);
    expect(isOpen(h, "Pacific/Auckland", new Date("2026-11-22T20:00:00Z"))).toBe(true);
  });

  it("follows the clock when it changes", () => {
    const h = hours(weekdays("09:00", "17:00"));
    expect(isOpen(h, LONDON, new Date("2026-10-23T08:00:00Z"))).toBe(true);
    expect(isOpen(h, LONDON, new Date("2026-10-26T08:00:00Z"))).toBe(false);
    expect(isOpen(h, "America/New_York", new Date("2026-03-09T13:00:00Z"))).toBe(true);
  });

  it("is not so on a holiday, whose days are the zone's own", () => {
    const h = hours(weekdays("09:00", "17:00"), [
      { name: "Christmas", from: "2026-12-25", to: "2026-12-28" },
    ]);
    expect(isOpen(h, LONDON, new Date("2026-12-25T10:00:00Z"))).toBe(false);
    expect(isOpen(h, LONDON, new Date("2026-12-28T10:00:00Z"))).toBe(false);
    expect(isOpen(h, LONDON, new Date("2026-12-29T10:00:00Z"))).toBe(true);
  });
});

describe("nextOpening", () => {
  const h = hours(weekdays("09:00", "17:00"), [{ name: "Christmas", from: "2026-12-25", to: "2026-12-28" }]);
  it("is now while open, the next day, after the weekend, after a holiday", () => {
    expect(opening(h, LONDON, "2026-11-23T10:00:00Z")).toBe("2026-11-23T10:00:00.000Z");
    expect(opening(h, LONDON, "2026-11-23T17:00:00Z")).toBe("2026-11-24T09:00:00.000Z");
    expect(opening(h, LONDON, "2026-11-20T18:00:00Z")).toBe("2026-11-23T09:00:00.000Z");
    expect(opening(h, LONDON, "2026-12-24T18:00:00Z")).toBe("2026-12-29T09:00:00.000Z");
  });

  it("finds the second interval of the day, in whatever order they stand", () => {
    const split = hours([
      [
        { from: "14:00", to: "17:00" },
        { from: "09:00", to: "12:00" },
      ],
      [],
      [],
      [],
      [],
      [],
      [],
    ]);
    expect(opening(split, LONDON, "2026-11-23T12:30:00Z")).toBe("2026-11-23T14:00:00.000Z");
    expect(opening(split, LONDON, "2026-11-23T08:00:00Z")).toBe("2026-11-23T09:00:00.000Z");
  });

  it("is an hour earlier in UTC once summer time has begun", () => {
    expect(opening(h, LONDON, "2026-03-27T18:00:00Z")).toBe("2026-03-30T08:00:00.000Z");
    expect(opening(h, "America/New_York", "2026-10-30T22:00:00Z")).toBe("2026-11-02T14:00:00.000Z");
  });

  it("is the first moment after a time that spring skips, and the first of two that autumn repeats", () => {
    const night = hours(week([6, "01:30", "05:00"]));
    expect(opening(night, LONDON, "2026-03-28T12:00:00Z")).toBe("2026-03-29T01:00:00.000Z");
    expect(opening(night, LONDON, "2026-10-24T12:00:00Z")).toBe("2026-10-25T00:30:00.000Z");
  });

  it("is null when nobody ever comes", () => {
    expect(nextOpening(hours(week()), LONDON, new Date())).toBeNull();
  });
});

describe("what is stored", () => {
  it("takes no overlap, no end before its beginning, no day that is none", () => {
    const with0 = (day: unknown) =>
      BusinessHours.safeParse({ ...DEFAULT_HOURS, days: [day, [], [], [], [], [], []] }).success;
    expect(
      with0([
        { from: "09:00", to: "12:00" },
        { from: "12:00", to: "13:00" },
      ]),
    ).toBe(true);
    expect(
      with0([
        { from: "09:00", to: "12:00" },
        { from: "11:00", to: "13:00" },
      ]),
    ).toBe(false);
    expect(with0([{ from: "12:00", to: "09:00" }])).toBe(false);
    expect(with0([{ from: "25:00", to: "26:00" }])).toBe(false);
    const holiday = { name: "X", from: "2026-02-30", to: "2026-03-01" };
    expect(BusinessHours.safeParse({ ...DEFAULT_HOURS, holidays: [holiday] }).success).toBe(false);
  });
});
