import { can, type MemberCtx } from "../../core/ctx";
import { AppError } from "../../core/errors";
import { statement, type Tx } from "../../infra/db";

const IN_TEAM = statement<{ id: string }>(
  "sharing_in_team",
  "select member_id as id from team_member where tenant_id = $1::uuid and team_id = $2::uuid and member_id = $3::uuid",
);

/**
 * What a member has put together goes to their own teams, or, by whoever keeps the tenant's settings, to any team and to
 * everybody. `what` is it in words: "a view". Throws AppError: "forbidden", "not_found" for a team that is not theirs.
 */
export async function refuseUnlessShareable(
  tx: Tx,
  ctx: MemberCtx,
  { sharedWith, teamId }: { sharedWith: "private" | "team" | "tenant"; teamId: string | null },
  what: string,
): Promise<void> {
  const isManager = can(ctx.actor, "settings_account");
  if (sharedWith === "tenant" && !isManager) {
    throw new AppError(
      "forbidden",
      `You may share ${what} with your teams, not with everybody. Ask an administrator for “Account settings”.`,
      { permission: "settings_account" },
    );
  }
  if (sharedWith !== "team") return;
  if (teamId === null) throw new AppError("bad_request", "Choose the team.", { field: "teamId" });
  const [there] = await tx.sql(IN_TEAM, [ctx.tenantId, teamId, ctx.actor.memberId]);
  if (there) return;
  const team =
    isManager && (await tx.prisma.team.findFirst({ where: { tenantId: ctx.tenantId, id: teamId } }));
  if (!team) throw new AppError("not_found", "You are not in that team.", { field: "teamId" });
}
