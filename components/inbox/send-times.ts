import { isMonthFirst } from "../../server/core/locales";
import { timeInEnglish } from "../i18n/time-words";

/** A time of day at a local date, as the reader's clock shows it. */
function at(now: Date, days: number, hour: number): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, hour, 0, 0, 0);
}

/** Tomorrow at 09:00, and next Monday at 09:00. */
export function offeredTimes(now: Date): { key: "tomorrow" | "monday"; at: Date }[] {
  const untilMonday = ((8 - now.getDay()) % 7 || 7) as number;
  const offered = [
    { key: "tomorrow" as const, at: at(now, 1, 9) },
    { key: "monday" as const, at: at(now, untilMonday, 9) },
  ];
  return untilMonday === 1 ? offered.slice(0, 1) : offered;
}

/** "tomorrow at 5pm", "in 3 hours", "21/11/2026 09:00" as a time ahead of now, its date in the order of the language; null for what is none. */
export async function readTime(words: string, now: Date, locale: string): Promise<Date | null> {
  const { casual, GB } = await import("chrono-node/en");
  const order = isMonthFirst(locale) ? casual : GB;
  // A day alone means its morning.
  const [found] = order.parse(timeInEnglish(words, locale), now, { forwardDate: true });
  if (!found) return null;
  const date = found.start.date();
  if (!found.start.isCertain("hour")) date.setHours(9, 0, 0, 0);
  return date.getTime() > now.getTime() ? date : null;
}
