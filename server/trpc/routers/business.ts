import { runtime } from "../../infra/runtime";
import { getBusiness, updateBusiness } from "../../modules/tenants/business";
import { UpdateBusiness } from "../../modules/tenants/schema";
import { memberProcedure, router, tenantProcedure } from "../init";

export const business = router({
  /** Its clock and hours concern everybody who works in it. */
  get: memberProcedure.query(({ ctx }) => getBusiness(runtime().db.sql, ctx.tenantId)),
  update: tenantProcedure("settings_account")
    .input(UpdateBusiness)
    .mutation(({ ctx, input }) => updateBusiness(ctx, input)),
});
