import type { ConversationSummary } from "../../server/modules/conversations/schema";
import { type Boundary, isBeyond, placeOf } from "../realtime/order";
import type { Want } from "../realtime/views";

type Row = ConversationSummary;
/** The rows as they lay when the reader scrolled away from the top. */
export type Hold = { ids: readonly string[]; top: Boundary };
/** The list's order, and which rows have something unread: some orders go by that. */
export type Ordering = { want: Pick<Want, "view" | "sort">; isUnread: (row: Row) => boolean };

export function holdRows(rows: readonly Row[], order: Ordering): Hold | null {
  const first = rows[0];
  return first ? { ids: rows.map((row) => row.id), top: place(first, order) } : null;
}

/**
 * What to show while the reader is down in the list: every held row stays in its place, with what is new in it; what
 * came above waits behind "3 newer", what was loaded below follows on.
 */
export function heldRows(rows: readonly Row[], hold: Hold, order: Ordering): { rows: Row[]; newer: number } {
  const left = new Map(rows.map((row) => [row.id, row]));
  const shown: Row[] = [];
  for (const id of hold.ids) {
    const row = left.get(id);
    if (row) shown.push(row);
    left.delete(id);
  }
  const isNewer = (row: Row) => row.id !== hold.top.id && isBeyond(hold.top, place(row, order), order.want);
  for (const row of left.values()) if (!isNewer(row)) shown.push(row);
  return { rows: shown, newer: rows.filter(isNewer).length };
}

function place(row: Row, { want, isUnread }: Ordering): Boundary {
  return placeOf(row, want, isUnread(row));
}
