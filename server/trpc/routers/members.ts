import { setMemberInboxes } from "../../modules/inboxes/membership";
import { SetMemberInboxes } from "../../modules/inboxes/schema";
import {
  deactivateMember,
  listMembers,
  listPlaces,
  reactivateMember,
  setCapacity,
  setRole,
} from "../../modules/tenants/members";
import { MemberId, SetCapacity, SetRole } from "../../modules/tenants/schema";
import { router, tenantProcedure } from "../init";

export const members = router({
  list: tenantProcedure("team_view").query(({ ctx }) => listMembers(ctx)),
  places: tenantProcedure("team_view").query(({ ctx }) => listPlaces(ctx)),
  setCapacity: tenantProcedure("team_manage")
    .input(SetCapacity)
    .mutation(({ ctx, input }) => setCapacity(ctx, input)),
  setInboxes: tenantProcedure("team_manage")
    .input(SetMemberInboxes)
    .mutation(({ ctx, input }) => setMemberInboxes(ctx, input)),
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
