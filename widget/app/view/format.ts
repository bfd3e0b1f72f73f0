import type { Texts } from "../texts";

/** Languages that write "11:04" wherever they are spoken in our files; the others ask the browser. */
const PLAIN = /^(en-GB|de|fr|it|nl|pl|pt)\b/;

/** "11:04". The browser's own words for times take it longer to find than a slow machine has (docs/widget.md: 50 ms). */
export function time(at: Date, locale: string): string {
  if (PLAIN.test(locale)) return at.toTimeString().slice(0, 5);
  return at.toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit" });
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

/** "12 KB", "3.4 MB" */
export function size(bytes: number, locale: string): string {
  const isSmall = bytes < 1 << 20;
  const n = isSmall ? Math.ceil(bytes / 1024) : bytes / (1 << 20);
  return `${n.toLocaleString(locale, { maximumFractionDigits: 1 })} ${isSmall ? "KB" : "MB"}`;
}

/** Two letters for a face: "Tom" gives TO, "Fern & Kettle" FK. */
export function initials(name: string): string {
  const [first = "", second] = name.match(/[\p{L}\p{N}]+/gu) ?? [];
  return (second ? first.slice(0, 1) + second.slice(0, 1) : first.slice(0, 2)).toUpperCase();
}
