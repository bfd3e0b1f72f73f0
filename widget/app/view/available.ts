import { say } from "../texts";
import { midnight, time } from "./format";
import type { Scene } from "./scene";

/** When an answer can be hoped for: the next opening, what it mostly takes, or who is there. Empty until it is known. */
export function available({ state, texts, locale }: Scene, now = new Date()): string {
  const { availability, agents = [] } = state.session ?? {};
  if (!availability) return "";
  const { isOpen, backAt, replyMinutes } = availability;
  if (!isOpen) return backAt === null ? texts.away : back(new Date(backAt));
  if (replyMinutes !== null)
    return replyMinutes < 20
      ? texts.replies.minutes
      : replyMinutes < 240
        ? texts.replies.hours
        : texts.replies.day;
  return online(agents.flatMap(({ name, isOnline }) => (isOnline ? name : [])));

  function back(at: Date): string {
    const days = (midnight(at) - midnight(now)) / 86_400_000;
    // A weekday alone says which day for a week.
    const on: Intl.DateTimeFormatOptions =
      days < 7 ? { weekday: "long" } : { day: "2-digit", month: "2-digit", year: "numeric" };
    const values = { time: time(at, locale), day: at.toLocaleDateString(locale, on) };
    return say(days ? texts.backOn : texts.backAt, values);
  }

  function online([a = "", b = "", ...more]: string[]): string {
    if (!a) return texts.soon;
    const { one, two, other } = texts.online;
    return say(more.length ? other : b ? two : one, { a, b, n: more.length });
  }
}
