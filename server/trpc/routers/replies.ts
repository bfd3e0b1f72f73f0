import { ConversationId } from "../../modules/conversations/schema";
import { listDrafts, saveDraft } from "../../modules/replies/drafts";
import {
  cancelScheduled,
  holdReply,
  listScheduled,
  reschedule,
  scheduleReply,
  sendScheduledNow,
  undoReply,
} from "../../modules/replies/scheduled";
import {
  HoldReply,
  Reschedule,
  SaveDraft,
  ScheduledId,
  ScheduleReply,
  UndoReply,
} from "../../modules/replies/schema";
import { router, tenantProcedure } from "../init";
import { ANSWER, SEE } from "../permission-sets";

const WRITE = [...ANSWER, "conversation_private_notes"] as const;

/** What is being written, held back, or sent later. messages.send sends at once. */
export const replies = router({
  drafts: tenantProcedure(WRITE).query(({ ctx }) => listDrafts(ctx)),
  saveDraft: tenantProcedure(WRITE)
    .input(SaveDraft)
    .mutation(({ ctx, input }) => saveDraft(ctx, input)),
  hold: tenantProcedure(ANSWER)
    .input(HoldReply)
    .mutation(({ ctx, input }) => holdReply(ctx, input)),
  undo: tenantProcedure(ANSWER)
    .input(UndoReply)
    .mutation(({ ctx, input }) => undoReply(ctx, input)),
  schedule: tenantProcedure(ANSWER)
    .input(ScheduleReply)
    .mutation(({ ctx, input }) => scheduleReply(ctx, input)),
  scheduled: tenantProcedure(SEE)
    .input(ConversationId)
    .query(({ ctx, input }) => listScheduled(ctx, input.conversationId)),
  reschedule: tenantProcedure(ANSWER)
    .input(Reschedule)
    .mutation(({ ctx, input }) => reschedule(ctx, input)),
  sendNow: tenantProcedure(ANSWER)
    .input(ScheduledId)
    .mutation(({ ctx, input }) => sendScheduledNow(ctx, input)),
  cancel: tenantProcedure(ANSWER)
    .input(ScheduledId)
    .mutation(({ ctx, input }) => cancelScheduled(ctx, input)),
});
