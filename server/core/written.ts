import type { Locale } from "./locales";

/** Writes days as "21/11/2026", or "11/21/2026" where the month comes first. */
export function dayFormat(locale: Locale, timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale, { timeZone, day: "2-digit", month: "2-digit", year: "numeric" });
}

/** Writes moments as "21/11/2026, 14:31", or "11/21/2026, 2:31 PM". */
export function momentWriter(locale: Locale, timeZone: string): (at: Date) => string {
  const day = dayFormat(locale, timeZone);
  const time = new Intl.DateTimeFormat(locale, { timeZone, timeStyle: "short" });
  return (at) => `${day.format(at)}, ${time.format(at)}`;
}
