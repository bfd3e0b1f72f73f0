import { type Reader, readerOf } from "./reader";

const SHAPES = {
  time: { timeStyle: "short" },
  date: { day: "2-digit", month: "2-digit", year: "numeric" },
  monthDay: { day: "2-digit", month: "2-digit" },
  weekday: { weekday: "short" },
  longWeekday: { weekday: "long" },
} satisfies Record<string, Intl.DateTimeFormatOptions>;

function write(shape: keyof typeof SHAPES, at: string | number, { locale, zone, formats }: Reader): string {
  formats[shape] ??= new Intl.DateTimeFormat(locale, { timeZone: zone, ...SHAPES[shape] });
  return formats[shape].format(new Date(at));
}

/** "14:31"; "2:31 PM" in American English. */
export function formatTime(iso: string | number, reader: Reader): string {
  return write("time", iso, reader);
}

/** "19/11/2026"; "11/19/2026" in American English. */
export function formatDate(iso: string | number, reader: Reader): string {
  return write("date", iso, reader);
}

/** "19/11/2026, 14:31" */
export function formatDateTime(iso: string | number, reader: Reader): string {
  return `${formatDate(iso, reader)}, ${formatTime(iso, reader)}`;
}

/** "2026-11-19" whatever the reader's language: Swedish writes a date as ISO does. */
const isoDay = (at: string | number, { zone }: Reader) => write("date", at, readerOf("sv", zone));

/** Whole calendar days from `iso` to `now`, as the reader's clock shows them. */
export function daysAgo(iso: string | number, now: number, reader: Reader): number {
  return (Date.parse(isoDay(now, reader)) - Date.parse(isoDay(iso, reader))) / 86_400_000;
}

/** For a list: the time today, then "Thu", after a week "18/11", in another year "18/11/2025". */
export function formatListTime(iso: string, now: number, reader: Reader): string {
  const days = daysAgo(iso, now, reader);
  if (days <= 0) return formatTime(iso, reader);
  if (days < 7) return formatWeekday(iso, reader);
  const yearOf = (at: string | number) => isoDay(at, reader).slice(0, 4);
  return write(yearOf(iso) === yearOf(now) ? "monthDay" : "date", iso, reader);
}

/** For what comes within a week: the time today, else "Mon 01:57". */
export function formatSoon(iso: string, now: number, reader: Reader): string {
  const time = formatTime(iso, reader);
  return daysAgo(iso, now, reader) < 0 ? `${formatWeekday(iso, reader)} ${time}` : time;
}

/** "Thu" */
export function formatWeekday(iso: string | number, reader: Reader): string {
  return write("weekday", iso, reader);
}

/** "Thursday" */
export function formatLongWeekday(iso: string | number, reader: Reader): string {
  return write("longWeekday", iso, reader);
}
