import { deleteTeam } from "../../modules/conversations/delete-team";
import { CreateTeam, TeamId, UpdateTeam } from "../../modules/tenants/schema";
import { createTeam, listTeams, updateTeam } from "../../modules/tenants/teams";
import { router, tenantProcedure } from "../init";

export const teams = router({
  list: tenantProcedure("team_view").query(({ ctx }) => listTeams(ctx)),
  create: tenantProcedure("team_manage")
    .input(CreateTeam)
    .mutation(({ ctx, input }) => createTeam(ctx, input)),
  update: tenantProcedure("team_manage")
    .input(UpdateTeam)
    .mutation(({ ctx, input }) => updateTeam(ctx, input)),
  delete: tenantProcedure("team_manage")
    .input(TeamId)
    .mutation(({ ctx, input }) => deleteTeam(ctx, input)),
});
