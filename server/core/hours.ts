import { z } from "zod";

const TIME = /^([01]\d|2[0-3]):[0-5]\d$|^24:00$/;
const Time = z.string().regex(TIME, "A time looks like 09:00");
const Day = z.iso.date("A day looks like 25/12/2026");

const Interval = z
  .object({ from: Time, to: Time })
  .refine(({ from, to }) => from < to, { message: "It ends before it begins.", path: ["to"] });

/** The intervals of one weekday, which may touch but not overlap. */
const Intervals = z
  .array(Interval)
  .max(10)
  .refine(
    (all) => [...all].sort(byStart).every(({ from }, i, sorted) => i === 0 || sorted[i - 1]!.to <= from),
    {
      message: "Two of these times overlap.",
    },
  );

/** When somebody is there, in wall-clock times of a time zone that stands beside it. Switched off: always. */
export const BusinessHours = z.object({
  isOn: z.boolean(),
  /** Monday first. */
  days: z.array(Intervals).length(7),
  /** Closed all day, both ends included. */
  holidays: z
    .array(
      z
        .object({ name: z.string().trim().min(1, "Name the holiday").max(80), from: Day, to: Day })
        .refine(({ from, to }) => from <= to, { message: "It ends before it begins.", path: ["to"] }),
    )
    .max(200),
});
export type BusinessHours = z.infer<typeof BusinessHours>;

const WORKDAY = [{ from: "09:00", to: "17:00" }];
export const DEFAULT_HOURS: BusinessHours = {
  isOn: false,
  days: [WORKDAY, WORKDAY, WORKDAY, WORKDAY, WORKDAY, [], []],
  holidays: [],
};

/** Farther ahead nobody plans. */
const MAX_DAYS = 400;
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

export function isOpen(hours: BusinessHours, timeZone: string, at: Date): boolean {
  if (!hours.isOn) return true;
  const { day, time } = wallClock(at, timeZone);
  return intervalsOf(hours, day).some(({ from, to }) => from <= time && time < to);
}

/** `at` itself while open, else the moment of the next opening; null when there is none within 400 days. */
export function nextOpening(hours: BusinessHours, timeZone: string, at: Date): Date | null {
  if (isOpen(hours, timeZone, at)) return at;
  const { day: today } = wallClock(at, timeZone);
  for (let ahead = 0; ahead <= MAX_DAYS; ahead++) {
    const day = new Date(Date.parse(today) + ahead * DAY_MS).toISOString().slice(0, 10);
    for (const { from } of [...intervalsOf(hours, day)].sort(byStart)) {
      const opening = firstMoment(hours, timeZone, day, from);
      if (opening && opening.getTime() > at.getTime()) return opening;
    }
  }
  return null;
}

function byStart(a: { from: string }, b: { from: string }): number {
  return a.from < b.from ? -1 : 1;
}

function intervalsOf(hours: BusinessHours, day: string) {
  if (hours.holidays.some(({ from, to }) => from <= day && day <= to)) return [];
  return hours.days[(new Date(day).getUTCDay() + 6) % 7] ?? [];
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** The day ("2026-11-21") and time ("09:30") that a clock on the wall there shows. */
export function wallClock(at: Date, timeZone: string): { day: string; time: string } {
  let format = formats.get(timeZone);
  if (!format) {
    const digits = {
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
    } as const;
    format = new Intl.DateTimeFormat("en-GB", { timeZone, hourCycle: "h23", ...digits });
    formats.set(timeZone, format);
  }
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return { day: `${part.year}-${part.month}-${part.day}`, time: `${part.hour}:${part.minute}` };
}

/** When a clock there first shows that time or, where it is skipped in spring, the first moment after it. */
function firstMoment(hours: BusinessHours, timeZone: string, day: string, time: string): Date | null {
  const wall = Date.parse(`${day}T${time}:00Z`);
  const offsetAt = (moment: number) => {
    const shown = wallClock(new Date(moment), timeZone);
    return Date.parse(`${shown.day}T${shown.time}:00Z`) - moment;
  };
  const guesses = [wall - offsetAt(wall - DAY_MS), wall - offsetAt(wall + DAY_MS)].sort((a, b) => a - b);
  const exact = guesses.find((moment) => moment + offsetAt(moment) === wall);
  if (exact !== undefined) return new Date(exact);
  let moment = guesses[1]!;
  if (!isOpen(hours, timeZone, new Date(moment))) return null;
  while (isOpen(hours, timeZone, new Date(moment - MINUTE_MS))) moment -= MINUTE_MS;
  return new Date(moment);
}

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en-GB", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
