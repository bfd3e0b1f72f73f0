import type { Filter } from "../../server/modules/conversations/filter-schema";
import type {
  ConversationSummary,
  ConversationView,
  Facet,
  ListedStatus,
  Sort,
} from "../../server/modules/conversations/schema";
import { type Boundary, isBeyond, placeOf } from "./order";

export type { ConversationView, Filter, ListedStatus, Sort };
/** The lists that stand first among the views, each with its count. */
export const MAIN_VIEWS = [
  "mine",
  "unassigned",
  "mentions",
  "closing",
  "all",
  "snoozed",
] as const satisfies readonly ConversationView[];
export const MORE_VIEWS = ["participating", "unattended"] as const satisfies readonly ConversationView[];
export const FACETS = ["inbox", "label", "team"] as const satisfies readonly Facet[];
export const VIEWS = [
  ...MAIN_VIEWS,
  ...MORE_VIEWS,
  ...FACETS,
  "saved",
] as const satisfies readonly ConversationView[];
export const STATUSES = [
  "open",
  "pending",
  "snoozed",
  "resolved",
  "any",
] as const satisfies readonly ListedStatus[];
/** Before the window of the channel closes. */
export const CLOSING_MS = 4 * 3_600_000;

/** One list: which view, which one of its kind, what it is narrowed to and in which order. */
export type Want = {
  view: ConversationView;
  of: string | null;
  status: ListedStatus;
  sort: Sort;
  filter: Filter | null;
};

/** Some views are about one status, whatever was chosen; the same as the server's. */
export function statusOf({ view, status }: Pick<Want, "view" | "status">): ListedStatus {
  if (view === "closing") return "open";
  if (view === "snoozed") return "snoozed";
  return view === "mentions" || view === "saved" ? "any" : status;
}

/** Only the server can say what belongs into such a list. */
export function isAsked(want: Want): boolean {
  return want.view === "mentions" || want.view === "saved" || want.filter !== null;
}

export function isInView(
  conversation: ConversationSummary,
  want: Pick<Want, "view" | "of" | "status">,
  memberId: string,
  now = Date.now(),
): boolean {
  if (conversation.mergedIntoId) return false;
  const status = statusOf(want);
  if (status !== "any" && conversation.status !== status) return false;
  switch (want.view) {
    case "mine":
      return conversation.assigneeId === memberId;
    case "unassigned":
      return conversation.assigneeId === null;
    case "participating":
      return conversation.participantIds.includes(memberId);
    case "unattended":
      return conversation.firstReplyAt === null || conversation.waitingSince !== null;
    case "inbox":
      return conversation.inboxId === want.of;
    case "team":
      return conversation.teamId === want.of;
    case "label":
      return conversation.labelIds.includes(want.of ?? "");
    case "closing": {
      const left = conversation.windowClosesAt ? Date.parse(conversation.windowClosesAt) - now : 0;
      return left > 0 && left <= CLOSING_MS;
    }
    default:
      return true;
  }
}

/** The rows of a list among all conversations held, in its order, down to the boundary (null: to the end). */
export function listView(
  all: Iterable<ConversationSummary>,
  given: {
    want: Want;
    memberId: string;
    boundary: Boundary | null;
    /** Of a list whose members only the server knows. */
    members: ReadonlySet<string> | null;
    unread: (conversation: ConversationSummary) => boolean;
  },
): ConversationSummary[] {
  const { want, boundary, members, unread } = given;
  const found: { row: ConversationSummary; place: Boundary }[] = [];
  for (const row of all) {
    if (members ? !members.has(row.id) : !isInView(row, want, given.memberId)) continue;
    const place = placeOf(row, want, unread(row));
    if (boundary && isBeyond(place, boundary, want)) continue;
    found.push({ row, place });
  }
  return found
    .sort((a, b) => (a.row === b.row ? 0 : isBeyond(a.place, b.place, want) ? 1 : -1))
    .map(({ row }) => row);
}
