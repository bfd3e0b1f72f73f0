import { z } from "zod";
import { cursorOf, MAX_SEQ } from "../../core/paging";
import type { MessageDto, MessageKind } from "../messages/schema";
import { Filter } from "./filter-schema";

export const STATUSES = ["open", "pending", "snoozed", "resolved"] as const;
export type ConversationStatus = (typeof STATUSES)[number];
/** The lists of the inbox. `inbox`, `label`, `team` and `saved` each need the id of which one. */
export const VIEWS = [
  "mine",
  "unassigned",
  "mentions",
  "closing",
  "all",
  "snoozed",
  "participating",
  "unattended",
  "inbox",
  "label",
  "team",
  "saved",
] as const;
export type ConversationView = (typeof VIEWS)[number];
export const FACETS = ["inbox", "label", "team"] as const;
export type Facet = (typeof FACETS)[number];
export const PRIORITIES = ["low", "medium", "high", "urgent"] as const;
export type Priority = (typeof PRIORITIES)[number];

/** What every viewer of a conversation sees of it in a list. Keep the one with the highest `version`. */
export type ConversationSummary = {
  id: string;
  displayNumber: number;
  inboxId: string;
  contact: {
    id: string;
    name: string;
    email: string | null;
    phone: string | null;
    city: string | null;
    isBlocked: boolean;
  };
  status: ConversationStatus;
  assigneeId: string | null;
  teamId: string | null;
  participantIds: string[];
  /** Of a snoozed conversation: null waits for the contact's next message. */
  snoozedUntil: string | null;
  isMuted: boolean;
  /** Until when a reply may be written freely; null on channels without a window. */
  windowClosesAt: string | null;
  priority: Priority | null;
  labelIds: string[];
  lastMessage: { kind: MessageKind; preview: string; hasFile: boolean } | null;
  lastMessageAt: string;
  /** Another one than before: its messages were numbered anew, load them again. */
  threadVersion: number;
  /** Where its messages went; such a conversation is in no list. */
  mergedIntoId: string | null;
  lastSeq: number;
  incomingCount: number;
  waitingSince: string | null;
  firstReplyAt: string | null;
  contactSeenSeq: number;
  contactSeenAt: string | null;
  createdAt: string;
  version: number;
};

/** How far the asking member has read; unread = conversation.incomingCount − incoming. Keep the one with the highest `version`. */
export type MyRead = { seq: number; incoming: number; version: number };
export type ListedConversation = ConversationSummary & { myRead: MyRead };

/** What a list may be narrowed to. Some views have a status of their own: see `statusOf`. */
export const LISTED_STATUSES = [...STATUSES, "any"] as const;
export type ListedStatus = (typeof LISTED_STATUSES)[number];

/** The orders of a list. What has no value of the key comes last, newest first. */
export const SORTS = [
  "newest",
  "oldest",
  "created_newest",
  "created_oldest",
  "priority_high",
  "priority_low",
  "priority_created",
  "waiting_longest",
  "waiting_shortest",
  "unread",
] as const;
export type Sort = (typeof SORTS)[number];

const needsId = (view: ConversationView) => ["inbox", "label", "team", "saved"].includes(view);

/** Which list: a view, which one of its kind, and what it is narrowed to. */
const Listing = z.object({
  view: z.enum(VIEWS),
  of: z.uuid().optional(),
  status: z.enum(LISTED_STATUSES).default("open"),
  filter: Filter.optional(),
});
const hasItsId = (list: { view: ConversationView; of?: string }) => needsId(list.view) === Boolean(list.of);
const WRONG_ID = {
  message: "This list needs the id of what it is a list of, others take none.",
  path: ["of"],
};
export type Listing = z.infer<typeof Listing>;

/** The place of the last row: the segment of the order, the key in it, the id. */
export const ListConversations = Listing.extend({
  sort: z.enum(SORTS).default("newest"),
  cursor: cursorOf(
    z.tuple([z.number().int().min(0).max(9), z.union([z.iso.datetime(), z.int()]), z.uuid()]),
  ).optional(),
  limit: z.number().int().min(1).max(50).default(25),
}).refine(hasItsId, WRONG_ID);
export type ListConversations = z.infer<typeof ListConversations>;
/** Which of the conversations are in the list as it is now. */
export const ListedAmong = Listing.extend({ conversationIds: z.array(z.uuid()).min(1).max(100) }).refine(
  hasItsId,
  WRONG_ID,
);
export type ListedAmong = z.infer<typeof ListedAmong>;

export type ConversationPage = { items: ListedConversation[]; nextCursor: string | null };
/** How many conversations each list holds: open ones, snoozed ones under `snoozed`. Lists of none may be missing. */
export type ConversationCounts = Record<
  "mine" | "unassigned" | "mentions" | "closing" | "all" | "snoozed",
  number
> &
  Record<Facet, Record<string, number>>;
/** "Closing soon" begins so long before the channel's window closes. */
export const CLOSING_MS = 4 * 3_600_000;

export const ConversationId = z.object({ conversationId: z.uuid() });
export type ConversationId = z.infer<typeof ConversationId>;
export const AssignConversation = z.object({ conversationId: z.uuid(), assigneeId: z.uuid().nullable() });
export type AssignConversation = z.infer<typeof AssignConversation>;
export const SetStatus = z.object({ conversationId: z.uuid(), status: z.enum(["open", "resolved"]) });
export type SetStatus = z.infer<typeof SetStatus>;
export const MarkRead = z.object({ conversationId: z.uuid(), seq: z.number().int().min(0).max(MAX_SEQ) });
export type MarkRead = z.infer<typeof MarkRead>;
export const SetTyping = z.object({
  conversationId: z.uuid(),
  isTyping: z.boolean(),
  isNote: z.boolean().default(false),
  /** The reply was somebody else's until now. */
  takesOver: z.boolean().optional(),
});
export type SetTyping = z.infer<typeof SetTyping>;

/**
 * The realtime event "change", sent to the rooms that may see it. A conversation that has just left a room comes as
 * "gone" there: ask for it again, and drop it when it is not found.
 */
export type LiveChange = {
  id: string;
  type: string;
  conversation: ConversationSummary;
  message: MessageDto | null;
  /** Too large for one realtime event: ask sync.since. */
  truncated?: true;
};
export type LiveGone = { id: string; conversationId: string };
/** The realtime event "typing". `name` is null for the contact. Clear it after 6 s without another. */
export type LiveTyping = {
  conversationId: string;
  memberId: string | null;
  isTyping: boolean;
  isNote: boolean;
  takesOver?: true;
  /** How long this sign of it counts; 6 s unless told. */
  lastsMs?: number;
};
/** The realtime event "read", to the member's own room. */
export type LiveRead = { conversationId: string; myRead: MyRead };

export const SyncSince = z.object({ cursor: z.string().max(64).nullable() });
export type SyncSince = z.infer<typeof SyncSince>;
/**
 * Everything that changed since the cursor, as it stands now, once. `reset`: the cursor is too old or unknown, load
 * the screen again. `more`: ask again at once with the new cursor.
 */
export type SyncAnswer = {
  cursor: string;
  reset: boolean;
  more: boolean;
  changes: number;
  conversations: ListedConversation[];
  gone: string[];
  messages: MessageDto[];
};
