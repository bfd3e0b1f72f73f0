import {
  createLabel,
  deleteLabel,
  listLabels,
  listLabelsUsed,
  updateLabel,
} from "../../modules/conversations/labels";
import { CreateLabel, LabelId, UpdateLabel } from "../../modules/conversations/labels-schema";
import { router, tenantProcedure } from "../init";
import { SEE } from "../permission-sets";

export const labels = router({
  list: tenantProcedure(SEE).query(({ ctx }) => listLabels(ctx)),
  listUsed: tenantProcedure("settings_account").query(({ ctx }) => listLabelsUsed(ctx)),
  create: tenantProcedure("settings_account")
    .input(CreateLabel)
    .mutation(({ ctx, input }) => createLabel(ctx, input)),
  update: tenantProcedure("settings_account")
    .input(UpdateLabel)
    .mutation(({ ctx, input }) => updateLabel(ctx, input)),
  delete: tenantProcedure("settings_account")
    .input(LabelId)
    .mutation(({ ctx, input }) => deleteLabel(ctx, input)),
});
