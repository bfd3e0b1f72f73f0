import { casual, GB } from "chrono-node/en";
import { isMonthFirst } from "../../../server/core/locales";
import type { Reader } from "../../i18n/reader";
import { timeInEnglish } from "../../i18n/time-words";

/** A moment on the wall clock of a time zone. `month` counts from 1. */
export type WallTime = { year: number; month: number; day: number; hour: number; minute: number };

/** The wall clock of a zone at a moment. */
export function wallTime(at: Date, zone: string): WallTime {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    hourCycle: "h23",
  }).formatToParts(at);
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  return { year: of("year"), month: of("month"), day: of("day"), hour: of("hour"), minute: of("minute") };
}

const asUtc = (t: WallTime) => Date.UTC(t.year, t.month - 1, t.day, t.hour, t.minute);

/** The moment at which the zone's clock shows this; in the hour that a change of clocks leaves out, the hour after. */
export function momentOf(wall: WallTime, zone: string): Date {
  const wanted = asUtc(wall);
  let at = wanted;
  // Twice: the offset may differ between the first guess and the moment itself.
  for (let i = 0; i < 2; i++) at += wanted - asUtc(wallTime(new Date(at), zone));
  return new Date(at);
}

const NINE = { hour: 9, minute: 0 };

/** The ready-made times: an hour from now, tomorrow 09:00, next Monday 09:00, first Monday of next month 09:00. */
export function snoozePresets(now: Date, zone: string) {
  const today = wallTime(now, zone);
  const onDay = (year: number, month: number, day: number) => {
    const date = new Date(Date.UTC(year, month - 1, day));
    const wall = { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
    return momentOf({ ...wall, ...NINE }, zone);
  };
  const weekday = new Date(asUtc(today)).getUTCDay();
  const firstOfNext = new Date(Date.UTC(today.year, today.month, 1));
  const toMonday = (day: number) => (8 - day) % 7;
  return {
    hour: new Date(Math.ceil((now.getTime() + 3_600_000) / 60_000) * 60_000),
    tomorrow: onDay(today.year, today.month, today.day + 1),
    week: onDay(today.year, today.month, today.day + (toMonday(weekday) || 7)),
    month: onDay(today.year, today.month + 1, 1 + toMonday(firstOfNext.getUTCDay())),
  };
}

/**
 * A time in words as the agent writes it, on the clock of the zone: "friday 3pm", "in 3 days at 17:00", "sexta às 15h", "24/12", or
 * "12/24" where the month comes first. A day without an hour is 09:00. Null when nothing was understood or it has passed.
 */
export function readTime(words: string, now: Date, reader: Pick<Reader, "locale" | "zone">): Date | null {
  const { locale, zone } = reader;
  const order = isMonthFirst(locale) ? casual : GB;
  const offset = Math.round(
    (asUtc(wallTime(now, zone)) - Math.floor(now.getTime() / 60_000) * 60_000) / 60_000,
  );
  const [found] = order.parse(
    timeInEnglish(words, locale),
    { instant: now, timezone: offset },
    { forwardDate: true },
  );
  if (!found) return null;
  const { start } = found;
  const hasHour = start.isCertain("hour");
  const wall: WallTime = {
    year: start.get("year")!,
    month: start.get("month")!,
    day: start.get("day")!,
    hour: hasHour ? start.get("hour")! : 9,
    minute: hasHour ? (start.get("minute") ?? 0) : 0,
  };
  const at = momentOf(wall, zone);
  return at.getTime() > now.getTime() ? at : null;
}
