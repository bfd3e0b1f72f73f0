import { discardOutboxEntry, listOutbox, retryOutboxEntry } from "../../modules/sending/outbox";
import { OutboxId, ShowOutbox } from "../../modules/sending/schema";
import { router, tenantProcedure } from "../init";
import { READ_OUTBOX, WRITE_OUTBOX } from "../permission-sets";

/** What the business owes the world: mail, messages, files, webhooks. */
export const outbox = router({
  list: tenantProcedure(READ_OUTBOX)
    .input(ShowOutbox)
    .query(({ ctx, input }) => listOutbox(ctx, input)),
  retry: tenantProcedure(WRITE_OUTBOX)
    .input(OutboxId)
    .mutation(({ ctx, input }) => retryOutboxEntry(ctx, input)),
  discard: tenantProcedure(WRITE_OUTBOX)
    .input(OutboxId)
    .mutation(({ ctx, input }) => discardOutboxEntry(ctx, input)),
});
