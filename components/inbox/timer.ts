import type { ConversationSummary } from "../../server/modules/conversations/schema";

export type RowTime = { kind: "closing" | "closed" | "waiting"; left: number };

/** What a row counts: the time to the window's end when it is near, that it has ended, or how long somebody waits (ms). */
export function timerOf(
  row: Pick<ConversationSummary, "status" | "windowClosesAt" | "waitingSince">,
  now: number,
  nearMs: number,
): RowTime | null {
  if (row.status === "resolved") return null;
  if (row.windowClosesAt) {
    const left = Date.parse(row.windowClosesAt) - now;
    if (left <= 0) return { kind: "closed", left: 0 };
    if (left <= nearMs) return { kind: "closing", left };
  }
  return row.waitingSince ? { kind: "waiting", left: Math.max(0, now - Date.parse(row.waitingSince)) } : null;
}
