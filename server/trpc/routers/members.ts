import { deactivateMember, listMembers, reactivateMember, setRole } from "../../modules/tenants/members";
import { MemberId, SetRole } from "../../modules/tenants/schema";
import { router, tenantProcedure } from "../init";

export const members = router({
  list: tenantProcedure("team_view").query(({ ctx }) => listMembers(ctx)),
  setRole: tenantProcedure("role_assign")
    .input(SetRole)
    .mutation(({ ctx, input }) => setRole(ctx, input)),
  deactivate: tenantProcedure("team_manage")
    .input(MemberId)
    .mutation(({ ctx, input }) => deactivateMember(ctx, input)),
  reactivate: tenantProcedure("team_manage")
    .input(MemberId)
    .mutation(({ ctx, input }) => reactivateMember(ctx, input)),
});
