import type { ConversationSummary } from "../../server/modules/conversations/schema";
import type { Failure } from "../trpc/failure";
import { type Model, unreadOf } from "./model";
import { type Boundary, placeOf } from "./order";
import { isAsked, listView, type Want } from "./views";

/** How far one list has been loaded, and its rows as of `revision`. */
export type List = {
  readonly key: string;
  readonly want: Want;
  boundary: Boundary | null;
  cursor: string | null;
  phase: "empty" | "loading" | "ready" | "failed";
  failure: Failure | null;
  revision: number;
  rows: readonly ConversationSummary[];
  /** Who belongs to it, by the server's word; null where we can see for ourselves. */
  members: Set<string> | null;
};

export function listKey({ view, of, status, sort, filter }: Want): string {
  return [view, of ?? "", status, sort, filter ? JSON.stringify(filter) : ""].join(":");
}

export function createList(want: Want): List {
  return { key: listKey(want), want, ...emptyList(want) };
}

function emptyList(want: Want) {
  return {
    boundary: null,
    cursor: null,
    phase: "empty" as const,
    failure: null,
    revision: -1,
    rows: [],
    members: isAsked(want) ? new Set<string>() : null,
  };
}

/** As if it had never been loaded. */
export function clearList(list: List): void {
  Object.assign(list, emptyList(list.want));
}

/** Notes that a page has come: its last row is how far the list now reaches. */
export function extendList(
  list: List,
  page: { items: readonly ConversationSummary[]; nextCursor: string | null },
  model: Model,
): void {
  const last = page.items.at(-1);
  list.cursor = page.nextCursor;
  const isUnread = last && unreadOf(last, model.reads.get(last.id)) > 0;
  list.boundary = page.nextCursor && last ? placeOf(last, list.want, Boolean(isUnread)) : null;
  if (list.members) for (const { id } of page.items) list.members.add(id);
  list.phase = "ready";
  list.failure = null;
  list.revision = -1;
}

/** The rows to show: the same array until something has changed. */
export function rowsOf(list: List, model: Model): readonly ConversationSummary[] {
  if (list.phase === "empty" || list.revision === model.revision) return list.rows;
  list.revision = model.revision;
  const { want, boundary, members } = list;
  const rows = listView(model.shown.values(), {
    want,
    boundary,
    members,
    memberId: model.memberId,
    unread: (row) => unreadOf(row, model.reads.get(row.id)) > 0,
  });
  const isSame = rows.length === list.rows.length && rows.every((row, i) => row === list.rows[i]);
  if (!isSame) list.rows = rows;
  return list.rows;
}
