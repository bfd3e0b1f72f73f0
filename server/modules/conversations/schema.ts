import { z } from "zod";
import { cursorOf, MAX_SEQ } from "../../core/paging";
import type { MessageDto, MessageKind } from "../messages/schema";

export const STATUSES = ["open", "pending", "snoozed", "resolved"] as const;
export type ConversationStatus = (typeof STATUSES)[number];
export const VIEWS = ["mine", "unassigned", "all"] as const;
export type ConversationView = (typeof VIEWS)[number];
export type Priority = "low" | "medium" | "high" | "urgent";

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
  contactSeenSeq: number;
  contactSeenAt: string | null;
  createdAt: string;
  version: number;
};

/** How far the asking member has read; unread = conversation.incomingCount − incoming. Keep the one with the highest `version`. */
export type MyRead = { seq: number; incoming: number; version: number };
export type ListedConversation = ConversationSummary & { myRead: MyRead };

export const ListConversations = z.object({
  view: z.enum(VIEWS),
  status: z.enum(["open", "resolved"]).default("open"),
  cursor: cursorOf(z.tuple([z.iso.datetime(), z.uuid()])).optional(),
  limit: z.number().int().min(1).max(50).default(25),
});
export type ListConversations = z.infer<typeof ListConversations>;
export type ConversationPage = { items: ListedConversation[]; nextCursor: string | null };
export type ConversationCounts = Record<ConversationView, number>;

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
