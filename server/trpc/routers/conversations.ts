import { runtime } from "../../infra/runtime";
import { actOn } from "../../modules/conversations/acts";
import { ActOn, SetRead, UndoId } from "../../modules/conversations/acts-schema";
import { getConversationAttributes } from "../../modules/conversations/attributes";
import {
  assignConversation,
  markConversationRead,
  setConversationStatus,
  setMemberTyping,
} from "../../modules/conversations/commands";
import { countConversations } from "../../modules/conversations/counts";
import { deleteConversation } from "../../modules/conversations/delete";
import { listConversations, listedAmong } from "../../modules/conversations/lists";
import { mergeConversations } from "../../modules/conversations/merge";
import { MergeConversations, SplitConversation } from "../../modules/conversations/merge-schema";
import { listOthersOfContact } from "../../modules/conversations/merge-targets";
import { getConversation } from "../../modules/conversations/queries";
import { setRead } from "../../modules/conversations/reads";
import {
  AssignConversation,
  ConversationId,
  ListConversations,
  ListedAmong,
  MarkRead,
  SetStatus,
  SetTyping,
} from "../../modules/conversations/schema";
import { splitConversation } from "../../modules/conversations/split";
import { undoActs } from "../../modules/conversations/undo";
import { undoMove } from "../../modules/conversations/unmerge";
import { sendTranscript } from "../../modules/messages/transcript";
import { SendTranscript } from "../../modules/messages/transcript-schema";
import { showTyping } from "../../modules/sending/signs";
import { router, tenantProcedure } from "../init";
import { ANSWER, SEE } from "../permission-sets";

export const conversations = router({
  list: tenantProcedure(SEE)
    .input(ListConversations)
    .query(({ ctx, input }) => listConversations(runtime().db.sql, ctx, input)),
  /** Which of some conversations a list holds now; for lists whose conditions only the server can judge. */
  among: tenantProcedure(SEE)
    .input(ListedAmong)
    .query(({ ctx, input }) => listedAmong(runtime().db.sql, ctx, input)),
  counts: tenantProcedure(SEE).query(({ ctx }) => countConversations(runtime().db.sql, ctx)),
  get: tenantProcedure(SEE)
    .input(ConversationId)
    .query(({ ctx, input }) => getConversation(runtime().db.sql, ctx, input.conversationId)),
  /** The values of the tenant's own fields. */
  attributes: tenantProcedure(SEE)
    .input(ConversationId)
    .query(({ ctx, input }) => getConversationAttributes(runtime().db.sql, ctx, input.conversationId)),
  markRead: tenantProcedure(SEE)
    .input(MarkRead)
    .mutation(({ ctx, input }) => markConversationRead(ctx, input)),
  assign: tenantProcedure(ANSWER)
    .input(AssignConversation)
    .mutation(({ ctx, input }) => assignConversation(ctx, input)),
  setStatus: tenantProcedure(["conversation_resolve", "conversation_reopen"])
    .input(SetStatus)
    .mutation(({ ctx, input }) => setConversationStatus(ctx, input)),
  setTyping: tenantProcedure(ANSWER)
    .input(SetTyping)
    .mutation(async ({ ctx, input }) => {
      await setMemberTyping(ctx, input);
      if (input.isTyping && !input.isNote) void showTyping(ctx, input.conversationId);
    }),
  /** One act on one or many conversations; what it needs beyond answering depends on the act. */
  act: tenantProcedure(ANSWER)
    .input(ActOn)
    .mutation(({ ctx, input }) => actOn(ctx, input)),
  setRead: tenantProcedure(SEE)
    .input(SetRead)
    .mutation(({ ctx, input }) => setRead(ctx, input)),
  undo: tenantProcedure(SEE)
    .input(UndoId)
    .mutation(({ ctx, input }) => undoActs(ctx, input)),
  transcript: tenantProcedure(["conversation_export", ...ANSWER])
    .input(SendTranscript)
    .mutation(({ ctx, input }) => sendTranscript(ctx, input)),
  delete: tenantProcedure("conversation_manage_all")
    .input(ConversationId)
    .mutation(({ ctx, input }) => deleteConversation(ctx, input)),
  merge: tenantProcedure(ANSWER)
    .input(MergeConversations)
    .mutation(({ ctx, input }) => mergeConversations(ctx, input)),
  split: tenantProcedure(ANSWER)
    .input(SplitConversation)
    .mutation(({ ctx, input }) => splitConversation(ctx, input)),
  undoMove: tenantProcedure(ANSWER)
    .input(UndoId)
    .mutation(({ ctx, input }) => undoMove(ctx, input)),
  mergeTargets: tenantProcedure(SEE)
    .input(ConversationId)
    .query(({ ctx, input }) => listOthersOfContact(ctx, input)),
});
