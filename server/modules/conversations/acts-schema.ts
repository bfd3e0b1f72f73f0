import { z } from "zod";
import { type AttributeValues, GivenAttributes } from "../contacts/schema";
import { type ConversationSummary, type MyRead, PRIORITIES } from "./schema";

export { PRIORITIES };

/** At most so many conversations in one act, as Chatwoot's bulk actions. */
export const MAX_AT_ONCE = 100;
const ids = z.array(z.uuid()).max(MAX_AT_ONCE);
const few = z.array(z.uuid()).max(50).default([]);

/** One thing a member can do to a conversation. Whatever can be done to one can be done to many, and by a macro. */
export const Act = z.union([
  z.object({ type: z.literal("status"), status: z.enum(["open", "pending", "resolved"]) }),
  /** `until` null waits for the contact's next message. */
  z.object({ type: z.literal("snooze"), until: z.iso.datetime().nullable() }),
  /** `isClaim`: taken as what nobody has; refused with the name of whoever has taken it meanwhile. */
  z.object({
    type: z.literal("assign"),
    assigneeId: z.uuid().nullable(),
    isClaim: z.literal(true).optional(),
  }),
  z.object({ type: z.literal("team"), teamId: z.uuid().nullable() }),
  z.object({ type: z.literal("priority"), priority: z.enum(PRIORITIES).nullable() }),
  z.object({ type: z.literal("labels"), add: few, remove: few }),
  z.object({ type: z.literal("mute"), isMuted: z.boolean() }),
  z.object({ type: z.literal("block"), isBlocked: z.boolean() }),
  z.object({ type: z.literal("participants"), add: few, remove: few }),
  /** The tenant's own fields of a conversation, by key. */
  z.object({ type: z.literal("attributes"), set: GivenAttributes }),
]);
export type Act = z.infer<typeof Act>;
/** What changes the summary that every viewer holds; the tenant's own fields are asked for beside it. */
export type SummaryAct = Exclude<Act, { type: "attributes" }>;
/** `version` is the conversation's: keep the answer with the highest. */
export type AttributesOf = { attributes: AttributeValues; version: number };

export const ActOn = z.object({ conversationIds: ids.min(1), act: Act });
export type ActOn = z.infer<typeof ActOn>;

/** One that was not changed, and why, in words for the person who asked. */
export type Refused = { conversationId: string; code: string; reason: string };
/**
 * `undoId` takes the whole back (`conversations.undo`); null when nothing had to be changed. With every one refused the
 * first refusal is thrown instead.
 */
export type ActAnswer = { conversations: ConversationSummary[]; refused: Refused[]; undoId: string | null };

export const SetRead = z.object({ conversationIds: ids.min(1), isRead: z.boolean() });
export type SetRead = z.infer<typeof SetRead>;
export type ReadsAnswer = { reads: { conversationId: string; myRead: MyRead }[]; undoId: string | null };

export const UndoId = z.object({ undoId: z.uuid() });
export type UndoId = z.infer<typeof UndoId>;
/** `reads` are the caller's own, where reading was taken back. */
export type UndoAnswer = {
  conversations: ConversationSummary[];
  reads: ReadsAnswer["reads"];
  refused: Refused[];
};

/** What can be taken back of one conversation: what was done, and the act that undoes it. */
export type UndoItem =
  | { conversationId: string; did: Act; back: Act; waitingSince?: string }
  | { conversationId: string; read: { before: MyRead; after: MyRead } };
