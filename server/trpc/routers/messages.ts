import { runtime } from "../../infra/runtime";
import { ConversationId } from "../../modules/conversations/schema";
import { sendMessage } from "../../modules/messages/commands";
import { deleteMessage } from "../../modules/messages/delete";
import { listMentionable } from "../../modules/messages/mentions";
import { listMessages } from "../../modules/messages/queries";
import { ListMessages, MessageId, SendMessage } from "../../modules/messages/schema";
import { editMessage, reactToMessage } from "../../modules/sending/gestures";
import { refetchFiles, retryMessage } from "../../modules/sending/retry";
import { EditMessage, ReactToMessage } from "../../modules/sending/schema";
import { getTrace } from "../../modules/sending/trace";
import { router, tenantProcedure } from "../init";
import { ANSWER, SEE } from "../permission-sets";

export const messages = router({
  list: tenantProcedure(SEE)
    .input(ListMessages)
    .query(({ ctx, input }) => listMessages(runtime().db.sql, ctx, input)),
  /** A reply needs one of the answering permissions and the conversation's own; a note needs conversation_private_notes. */
  send: tenantProcedure([...ANSWER, "conversation_private_notes"])
    .input(SendMessage)
    .mutation(({ ctx, input }) => sendMessage(ctx, input)),
  /** One's own; with conversation_manage_all anybody's. */
  delete: tenantProcedure(ANSWER)
    .input(MessageId)
    .mutation(({ ctx, input }) => deleteMessage(ctx, input)),
  /** A failed one goes once more. */
  retry: tenantProcedure(ANSWER)
    .input(MessageId)
    .mutation(({ ctx, input }) => retryMessage(ctx, input)),
  /** Files that could not be had are asked for once more. */
  refetch: tenantProcedure(ANSWER)
    .input(MessageId)
    .mutation(({ ctx, input }) => refetchFiles(ctx, input)),
  /** The team's reaction, where the channel has them. */
  react: tenantProcedure(ANSWER)
    .input(ReactToMessage)
    .mutation(({ ctx, input }) => reactToMessage(ctx, input)),
  /** One's own, where the channel lets it be edited. */
  edit: tenantProcedure(ANSWER)
    .input(EditMessage)
    .mutation(({ ctx, input }) => editMessage(ctx, input)),
  trace: tenantProcedure(SEE)
    .input(MessageId)
    .query(({ ctx, input }) => getTrace(ctx, input)),
  mentionable: tenantProcedure("conversation_private_notes")
    .input(ConversationId)
    .query(({ ctx, input }) => listMentionable(ctx, input.conversationId)),
});
