import type { MemberCtx } from "../../core/ctx";
import { statement } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { audit } from "../audit/audit";
import type { TeamId } from "../tenants/schema";
import { lockTeam, removeTeam } from "../tenants/teams";
import { TOLD_AT_ONCE, tellOfMany } from "./tell-many";

const LEAVE_TEAM = statement<{ ids: string[]; n: number }>(
  "conversations_leave_team",
  `with freed as (
     update conversation set team_id = null, version = version + 1
     where tenant_id = $1::uuid and team_id = $2::uuid returning id, status
   ), told as (
     insert into event (tenant_id, id, type, conversation_id, data, trace_id)
     select $1::uuid, gen_random_uuid(), 'conversation.team_changed', id,
       jsonb_build_object('teamId', null, 'previousTeamId', $2::uuid), $3::text from freed where status <> 'resolved'
   )
   select coalesce((array_agg(id::text) filter (where status <> 'resolved'))[1:$4::int], '{}') as ids, count(*)::int as n from freed`,
);

/** Deletes a team. Its conversations lose the team and keep their owners. Throws AppError("not_found"). */
export async function deleteTeam(ctx: MemberCtx, { teamId }: TeamId): Promise<{ conversations: number }> {
  const { db } = runtime();
  return db.transaction(async (tx) => {
    const { name, memberIds } = await lockTeam(tx, ctx, teamId);
    const [left] = await tx.sql(LEAVE_TEAM, [ctx.tenantId, teamId, ctx.traceId, TOLD_AT_ONCE]);
    await removeTeam(tx, ctx, teamId);
    const before = { name, memberIds, conversations: left!.n };
    await audit(tx, ctx, { action: "team.delete", target: { kind: "team", id: teamId }, before });
    await tellOfMany(tx, ctx, { type: "conversation.team_changed", ids: left!.ids, by: "team.delete" });
    return { conversations: left!.n };
  });
}
