import { LOCALE } from "./locale";

const formats = new Map<string, Intl.DateTimeFormat>();

function format(zone: string, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${zone} ${name}`;
  const known = formats.get(key) ?? new Intl.DateTimeFormat(LOCALE, { timeZone: zone, ...options });
  formats.set(key, known);
  return known;
}

/** "14:31" */
export function formatTime(iso: string, zone: string): string {
  return format(zone, "time", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(new Date(iso));
}

/** "19/11/2026" */
export function formatDate(iso: string | number, zone: string): string {
  return format(zone, "date", { day: "2-digit", month: "2-digit", year: "numeric" }).format(new Date(iso));
}

/** "19/11/2026, 14:31" */
export function formatDateTime(iso: string, zone: string): string {
  return `${formatDate(iso, zone)}, ${formatTime(iso, zone)}`;
}

const DAY = 86_400_000;

/** Whole calendar days from `iso` to `now`, as the reader's clock shows them. */
export function daysAgo(iso: string, now: number, zone: string): number {
  const dayOf = (at: number) => {
    const [day, month, year] = formatDate(at, zone).split("/").map(Number);
    return Date.UTC(year!, month! - 1, day!) / DAY;
  };
  return dayOf(now) - dayOf(Date.parse(iso));
}

/** For a list: the time today, then "Thu", after a week "18/11", in another year "18/11/2025". */
export function formatListTime(iso: string, now: number, zone: string): string {
  const days = daysAgo(iso, now, zone);
  if (days <= 0) return formatTime(iso, zone);
  if (days < 7) return format(zone, "weekday", { weekday: "short" }).format(new Date(iso));
  const date = formatDate(iso, zone);
  return date.slice(6) === formatDate(now, zone).slice(6) ? date.slice(0, 5) : date;
}

/** "Thursday" */
export function formatWeekday(iso: string, zone: string): string {
  return format(zone, "long weekday", { weekday: "long" }).format(new Date(iso));
}
