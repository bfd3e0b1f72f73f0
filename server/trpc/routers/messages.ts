import { runtime } from "../../infra/runtime";
import { sendMessage } from "../../modules/messages/commands";
import { listMessages } from "../../modules/messages/queries";
import { ListMessages, SendMessage } from "../../modules/messages/schema";
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
});
