import type { ConversationSummary, ConversationView } from "../../server/modules/conversations/schema";
import type { Failure } from "../trpc/failure";
import type { Model } from "./model";
import { type Boundary, type ListedStatus, listView } from "./views";

export type ListKey = `${ConversationView}:${ListedStatus}`;

/** How far one list has been loaded, and its rows as of `revision`. */
export type List = {
  readonly view: ConversationView;
  readonly status: ListedStatus;
  boundary: Boundary | null;
  cursor: string | null;
  phase: "empty" | "loading" | "ready" | "failed";
  failure: Failure | null;
  revision: number;
  rows: readonly ConversationSummary[];
};

export function listKey(view: ConversationView, status: ListedStatus): ListKey {
  return `${view}:${status}`;
}

export function createList(view: ConversationView, status: ListedStatus): List {
  return {
    view,
    status,
    boundary: null,
    cursor: null,
    phase: "empty",
    failure: null,
    revision: -1,
    rows: [],
  };
}

/** Notes that a page has come: its last row is how far the list now reaches. */
export function extendList(
  list: List,
  page: { items: readonly ConversationSummary[]; nextCursor: string | null },
): void {
  const last = page.items.at(-1);
  list.cursor = page.nextCursor;
  list.boundary = page.nextCursor && last ? { at: last.lastMessageAt, id: last.id } : null;
  list.phase = "ready";
  list.failure = null;
  list.revision = -1;
}

/** The rows to show: the same array until something has changed. */
export function rowsOf(list: List, model: Model): readonly ConversationSummary[] {
  if (list.phase === "empty" || list.revision === model.revision) return list.rows;
  list.revision = model.revision;
  const { view, status, boundary } = list;
  const rows = listView(model.shown.values(), { view, status, boundary, memberId: model.memberId });
  const isSame = rows.length === list.rows.length && rows.every((row, i) => row === list.rows[i]);
  if (!isSame) list.rows = rows;
  return list.rows;
}
