import { z } from "zod";
import { MAX_SEQ } from "../../core/paging";
import type { ConversationSummary } from "./schema";

export const MergeConversations = z.object({ conversationId: z.uuid(), intoConversationId: z.uuid() });
export type MergeConversations = z.infer<typeof MergeConversations>;
/** `fromSeq` and everything after it goes. */
export const SplitConversation = z.object({
  conversationId: z.uuid(),
  fromSeq: z.number().int().min(2).max(MAX_SEQ),
});
export type SplitConversation = z.infer<typeof SplitConversation>;
/** `conversations`: the one to go on in first. `undoId` is good for 14 days, for whoever may change both. */
export type MergeAnswer = { conversations: ConversationSummary[]; undoId: string };

/** What brings both back as they were. */
export type MergeUndo = {
  fromId: string;
  intoId: string;
  messageIds: string[];
  status: { from: string; into: string };
  labelIds: string[];
  participantIds: string[];
  attributes?: Record<string, unknown>;
};
/** Undoing a split puts everything back into the first. */
export type SplitUndo = { fromId: string; newId: string };
