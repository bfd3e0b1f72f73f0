import { z } from "zod";
import type { FormField } from "../../core/form";
import { MAX_SEQ } from "../../core/paging";
import type { RealtimeClientConfig } from "../../infra/realtime/publisher";
import type { AttachmentDto, VisitorMessage } from "../../modules/messages/schema";
import { VisitorHandle, VisitorSend } from "../../modules/messages/visitor-schema";
import type { VisitorFeatures } from "../../modules/visitors/features";
import type { VisitorAgent, VisitorListed } from "../../modules/visitors/open-row";
import type { AskedForm } from "../../modules/visitors/pre-chat";
import { VisitorUser, WidgetLanguage } from "../../modules/visitors/schema";
import type { OpenedSession, VisitorAvailability } from "../../modules/visitors/session";

export type {
  AttachmentDto,
  FormField,
  RealtimeClientConfig,
  VisitorAvailability,
  VisitorListed,
  VisitorMessage,
  VisitorUser,
};
export { VisitorSend };

/** POST /api/widget/session. `handle` only when the visitor has written before. */
export const OpenSession = z.object({
  inbox: z.string().regex(/^[A-Za-z0-9_-]{4,64}$/),
  handle: VisitorHandle.optional(),
  /** Which of the visitor's conversations, perhaps one that has not begun; without it the newest. */
  conversationId: z.uuid().optional(),
  /** The language that the page or the browser asks for; without it the inbox's own. */
  locale: WidgetLanguage.optional().catch(undefined),
  /** What cannot be read is left out: the chat works all the same. */
  user: VisitorUser.optional().catch(undefined),
});
export type OpenSession = z.infer<typeof OpenSession>;

/**
 * POST /api/widget/forget, as text/plain so that a page that is being left need not ask first. `token`: a session's, also one
 * that has run out; it closes the windows of a proved user, who has no handle.
 */
export const ForgetVisitor = OpenSession.pick({ inbox: true, handle: true }).extend({
  token: z.string().max(6000).optional(),
});

export type VisitorConversation = {
  id: string;
  /** Another one whenever its messages get new places, by a merge or a split. */
  version: number;
  status: "open" | "pending" | "snoozed" | "resolved";
  /** The seq of the newest message the visitor may see; what `after` is compared with. */
  lastSeq: number;
  /** How far the visitor has read. */
  seenSeq: number;
  /** How far anybody of the team has read: "Seen" under the visitor's own messages. */
  teamSeenSeq: number;
  unread: number;
};

/** `token` goes into `Authorization: Bearer`, lives for minutes and in memory only. Times are Unix milliseconds. */
export type WidgetSession = {
  token: string;
  expiresAt: number;
  /** True when the handle is known: the visitor has written before. */
  visitor: boolean;
  /** Who the visitor has proved to be. */
  user: { id: string } | null;
  /** What of `user` does not count, and why: for whoever built the page. */
  problem: string | null;
  /** The handle given is worthless, revoked or another website's, and remains so: make a new one. */
  isStale: boolean;
  inbox: OpenedSession["inbox"];
  /** What the business has switched on and off; the server refuses what is off. */
  features: VisitorFeatures;
  /** What is still to be asked before one more conversation begins; null where there is nothing. */
  form: AskedForm | null;
  /** Up to three, those who are there first. */
  agents: VisitorAgent[];
  availability: VisitorAvailability;
  /** The newest 20. */
  conversations: VisitorListed[];
  realtime: RealtimeClientConfig;
  /** The visitor's private realtime channel; null before the first message. */
  channel: string | null;
  conversation: VisitorConversation | null;
};

/** GET /api/widget/messages?after=<seq>&limit=<1..100>: oldest first. `lastSeq` and `version` as in VisitorConversation. */
export const ReadMessages = z.object({
  after: z.coerce.number().int().min(0).max(MAX_SEQ).default(0),
  limit: z.coerce.number().int().min(1).max(100).default(100),
});
export type ReadMessagesAnswer = {
  items: VisitorMessage[];
  lastSeq: number;
  version: number;
  hasMore: boolean;
};

/** POST /api/widget/messages. `session` comes with the first message only and replaces the one in use. */
export type SendAnswer = { message: VisitorMessage; session?: WidgetSession };

/** POST /api/widget/transcript. `to` in full only where it was given with the request. 400 with field `email`: none is known. */
export type TranscriptAnswer = { to: string };

export const SetVisitorTyping = z.object({ isTyping: z.boolean() });
export const SetVisitorRead = z.object({ seq: z.number().int().min(0).max(MAX_SEQ) });
export const AuthorizeVisitor = z.object({ socketId: z.string().max(64), channel: z.string().max(200) });

/**
 * PUT /api/widget/files?name=<name>, raw body, Content-Type of the file → 201 AttachmentDto. Before the first message
 * the handle goes along in `x-parley-handle`.
 */
export type UploadAnswer = AttachmentDto;

/** Every refusal. `retryAfter` in seconds with 429; `field` names a wrong input. */
export type WidgetError = { error: { code: string; message: string; retryAfter?: number; field?: string } };

/** Realtime events on the visitor's channel. With them comes `conversationId`: a visitor may have more than one. */
export type VisitorEvents = {
  /** `prevSeq` is the seq of the visible message before it, 0 for the first: a gap means "ask with after". */
  message: { message: VisitorMessage; prevSeq: number };
  typing: { name: string | null; isTyping: boolean };
  /** Another tab or device of the visitor has read so far. */
  seen: { seq: number };
  teamSeen: { seq: number };
  status: { status: VisitorConversation["status"] };
  /** A message was too large for one event, or messages have moved: ask with after. */
  pull: Record<string, never>;
};
