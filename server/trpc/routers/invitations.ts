import {
  invite,
  listInvitations,
  resendInvitation,
  revokeInvitation,
} from "../../modules/tenants/invitations";
import { InvitationId, Invite } from "../../modules/tenants/schema";
import { router, tenantProcedure } from "../init";

export const invitations = router({
  list: tenantProcedure("team_invite").query(({ ctx }) => listInvitations(ctx)),
  create: tenantProcedure("team_invite")
    .input(Invite)
    .mutation(({ ctx, input }) => invite(ctx, input)),
  resend: tenantProcedure("team_invite")
    .input(InvitationId)
    .mutation(({ ctx, input }) => resendInvitation(ctx, input)),
  revoke: tenantProcedure("team_invite")
    .input(InvitationId)
    .mutation(({ ctx, input }) => revokeInvitation(ctx, input)),
});
