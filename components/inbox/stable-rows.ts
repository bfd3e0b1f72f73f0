import type { ConversationSummary } from "../../server/modules/conversations/schema";
import { byNewest } from "../realtime/views";

/** The rows as they lay when the reader scrolled away from the top. */
export type Hold = { ids: readonly string[]; top: ConversationSummary };

export function holdRows(rows: readonly ConversationSummary[]): Hold | null {
  return rows[0] ? { ids: rows.map((row) => row.id), top: rows[0] } : null;
}

/**
 * What to show while the reader is down in the list: every held row stays in its place, with what is new in it; what
 * came above waits behind "3 newer", what was loaded below follows on.
 */
export function heldRows(
  rows: readonly ConversationSummary[],
  hold: Hold,
): { rows: ConversationSummary[]; newer: number } {
  const left = new Map(rows.map((row) => [row.id, row]));
  const shown: ConversationSummary[] = [];
  for (const id of hold.ids) {
    const row = left.get(id);
    if (row) shown.push(row);
    left.delete(id);
  }
  const isNewer = (row: ConversationSummary) => byNewest(row, hold.top) < 0;
  for (const row of left.values()) if (!isNewer(row)) shown.push(row);
  return { rows: shown, newer: rows.filter((row) => row.id !== hold.top.id && isNewer(row)).length };
}
