import type { Texts } from "../texts";

/** Languages that write "11:04" wherever they are spoken in our files; the others ask the browser. */
const PLAIN = /^(en-GB|de|es-ES|fr|it|nl|pl|pt)\b/;

/** "11:04", "2:04 PM". The browser's own words for times take it longer to find than a slow machine has (docs/widget.md: 50 ms). */
export function time(at: Date, locale: string): string {
  const plain = at.toTimeString().slice(0, 5);
  if (PLAIN.test(locale)) return plain;
  if (locale === "en-US") return (at.getHours() % 12 || 12) + plain.slice(2) + (plain < "12" ? " AM" : " PM");
  return at.toLocaleTimeString(locale, { timeStyle: "short" });
}

/** "Today", "Yesterday, 19/11/2026", "Monday, 16/11/2026" */
export function day(at: Date, locale: string, texts: Texts, now = new Date()): string {
  const ago = Math.round((midnight(now) - midnight(at)) / 86_400_000);
  if (ago === 0) return texts.today;
  const name = ago === 1 ? texts.yesterday : at.toLocaleDateString(locale, { weekday: "long" });
  return `${name}, ${at.toLocaleDateString(locale, { day: "2-digit", month: "2-digit", year: "numeric" })}`;
}

/** The start of the day as if it were in UTC, so that days are 24 hours long when the clocks change, too. */
export function midnight(at: Date): number {
  return Date.UTC(at.getFullYear(), at.getMonth(), at.getDate());
}

/** Two letters for a face: "Tom" gives TO, "Fern & Kettle" FK. */
export function initials(name: string): string {
  const [first = "", second] = name.match(/[\p{L}\p{N}]+/gu) ?? [];
  return (second ? first.slice(0, 1) + second.slice(0, 1) : first.slice(0, 2)).toUpperCase();
}
