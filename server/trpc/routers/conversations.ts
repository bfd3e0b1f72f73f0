import { runtime } from "../../infra/runtime";
import {
  assignConversation,
  markConversationRead,
  setConversationStatus,
  setMemberTyping,
} from "../../modules/conversations/commands";
import { countConversations, getConversation, listConversations } from "../../modules/conversations/queries";
import {
  AssignConversation,
  ConversationId,
  ListConversations,
  MarkRead,
  SetStatus,
  SetTyping,
} from "../../modules/conversations/schema";
import { router, tenantProcedure } from "../init";
import { ANSWER, SEE } from "../permission-sets";

export const conversations = router({
  list: tenantProcedure(SEE)
    .input(ListConversations)
    .query(({ ctx, input }) => listConversations(runtime().db.sql, ctx, input)),
  counts: tenantProcedure(SEE).query(({ ctx }) => countConversations(runtime().db.sql, ctx)),
  get: tenantProcedure(SEE)
    .input(ConversationId)
    .query(({ ctx, input }) => getConversation(runtime().db.sql, ctx, input.conversationId)),
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
    .mutation(({ ctx, input }) => setMemberTyping(ctx, input)),
});
