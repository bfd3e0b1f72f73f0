import { sendTemplate } from "../../modules/sending/send-template";
import { syncTemplates } from "../../modules/sending/sync-templates";
import { listTemplates } from "../../modules/templates/queries";
import { ListTemplates, SendTemplate, TemplatesOf } from "../../modules/templates/schema";
import { router, tenantProcedure } from "../init";
import { ANSWER } from "../permission-sets";

export const templates = router({
  list: tenantProcedure([...ANSWER, "channel_view"])
    .input(ListTemplates)
    .query(({ ctx, input }) => listTemplates(ctx, input)),
  /** Asks the provider now. Whoever sends templates may find that one is missing. */
  sync: tenantProcedure([...ANSWER, "channel_configure"])
    .input(TemplatesOf)
    .mutation(({ ctx, input }) => syncTemplates(ctx, input)),
  send: tenantProcedure(ANSWER)
    .input(SendTemplate)
    .mutation(({ ctx, input }) => sendTemplate(ctx, input)),
});
