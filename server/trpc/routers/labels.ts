import { listLabels } from "../../modules/conversations/labels";
import { router, tenantProcedure } from "../init";
import { SEE } from "../permission-sets";

export const labels = router({
  list: tenantProcedure(SEE).query(({ ctx }) => listLabels(ctx)),
});
