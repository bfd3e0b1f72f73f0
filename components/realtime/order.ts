import type { ConversationSummary } from "../../server/modules/conversations/schema";
import type { Want } from "./views";

/** A row's place in a list's order: the segment, its key there, its id. The same as the server's cursor (list-order.ts). */
export type Boundary = { segment: number; key: string | number; id: string };
type Order = Pick<Want, "view" | "sort">;
type Place = (row: ConversationSummary, unread: boolean) => [segment: number, key: string | number];

const RANK = { urgent: 0, high: 1, medium: 2, low: 3 } as const;
const rank = ({ priority }: ConversationSummary) => (priority ? RANK[priority] : 4);
const lowRank = ({ priority }: ConversationSummary) => (priority ? 3 - RANK[priority] : 4);
const waiting: Place = (row) => (row.waitingSince ? [0, row.waitingSince] : [1, row.lastMessageAt]);

/** Where a row stands, and for each segment whether its keys rise. */
const ORDERS: Record<Want["sort"] | "closing", { place: Place; rises: (segment: number) => boolean }> = {
  newest: { place: (row) => [0, row.lastMessageAt], rises: () => false },
  oldest: { place: (row) => [0, row.lastMessageAt], rises: () => true },
  created_newest: { place: (row) => [0, row.displayNumber], rises: () => false },
  created_oldest: { place: (row) => [0, row.displayNumber], rises: () => true },
  priority_high: { place: (row) => [rank(row), row.lastMessageAt], rises: () => false },
  priority_low: { place: (row) => [lowRank(row), row.lastMessageAt], rises: () => false },
  priority_created: { place: (row) => [rank(row), row.displayNumber], rises: () => true },
  waiting_longest: { place: waiting, rises: (segment) => segment === 0 },
  waiting_shortest: { place: waiting, rises: () => false },
  unread: { place: (row, unread) => [unread ? 0 : 1, row.lastMessageAt], rises: () => false },
  closing: { place: (row) => [0, row.windowClosesAt ?? ""], rises: () => true },
};
const orderOf = ({ view, sort }: Order) => ORDERS[view === "closing" ? "closing" : sort];

export function placeOf(row: ConversationSummary, order: Order, unread: boolean): Boundary {
  const [segment, key] = orderOf(order).place(row, unread);
  return { segment, key, id: row.id };
}

/** Whether a place comes after the boundary. */
export function isBeyond(place: Boundary, boundary: Boundary, order: Order): boolean {
  if (place.segment !== boundary.segment) return place.segment > boundary.segment;
  const isAbove = place.key === boundary.key ? place.id > boundary.id : place.key > boundary.key;
  if (place.key === boundary.key && place.id === boundary.id) return false;
  return isAbove === orderOf(order).rises(place.segment);
}
