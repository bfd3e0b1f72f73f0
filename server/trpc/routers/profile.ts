import { setPreferences } from "../../modules/tenants/preferences";
import { SetPreferences } from "../../modules/tenants/schema";
import { memberProcedure, router } from "../init";

/** One's own place in this business: it needs no permission (rbac.md 4.5). */
export const profile = router({
  /** Puts what is named in the place of the old, whole; the rest stays. */
  setPreferences: memberProcedure
    .input(SetPreferences)
    .mutation(({ ctx, input }) => setPreferences(ctx, input)),
});
