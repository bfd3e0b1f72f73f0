import { runtime } from "../../infra/runtime";
import { countSavedView } from "../../modules/conversations/lists";
import { CreateSavedView, SavedViewId, UpdateSavedView } from "../../modules/conversations/saved-view-schema";
import {
  createSavedView,
  deleteSavedView,
  listSavedViews,
  updateSavedView,
} from "../../modules/conversations/saved-views";
import { router, tenantProcedure } from "../init";
import { SEE } from "../permission-sets";

/** Saved views of conversations. Sharing one with the whole tenant needs settings_account too. */
export const views = router({
  list: tenantProcedure(SEE).query(({ ctx }) => listSavedViews(runtime().db.sql, ctx)),
  count: tenantProcedure(SEE)
    .input(SavedViewId)
    .query(({ ctx, input }) => countSavedView(runtime().db.sql, ctx, input.viewId)),
  create: tenantProcedure(SEE)
    .input(CreateSavedView)
    .mutation(({ ctx, input }) => createSavedView(ctx, input)),
  update: tenantProcedure(SEE)
    .input(UpdateSavedView)
    .mutation(({ ctx, input }) => updateSavedView(ctx, input)),
  delete: tenantProcedure(SEE)
    .input(SavedViewId)
    .mutation(({ ctx, input }) => deleteSavedView(ctx, input.viewId)),
});
