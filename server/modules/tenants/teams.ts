import type { MemberCtx } from "../../core/ctx";
import { AppError } from "../../core/errors";
import { newId, type TenantId } from "../../core/ids";
import { isUniqueViolation, type Sql, statement, type Tx } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { audit } from "../audit/audit";
import { publish } from "./publish";
import type { CreateTeam, TeamDto, UpdateTeam } from "./schema";

const TEAMS = statement<TeamDto>(
  "teams_list",
  `select t.id, t.name, t.description, coalesce(t.workflow->>'assignment', 'inherit') as assignment, array(select tm.member_id::text from team_member tm
     join member m on m.id = tm.member_id and m.tenant_id = tm.tenant_id and m.deactivated_at is null
     where tm.tenant_id = t.tenant_id and tm.team_id = t.id order by tm.member_id) as "memberIds"
   from team t where t.tenant_id = $1::uuid order by lower(t.name), t.id limit 500`,
);

/** Every team, by name, with those of its members who are still here. */
export async function listTeams(ctx: { tenantId: TenantId }): Promise<TeamDto[]> {
  return runtime().db.sql(TEAMS, [ctx.tenantId]);
}

/** Throws AppError: "conflict" (field "name"), "not_found" for somebody who is no member. */
export async function createTeam(ctx: MemberCtx, input: CreateTeam): Promise<{ teamId: string }> {
  const teamId = newId();
  await runtime().db.transaction(async (tx) => {
    const { name, description } = input;
    await refuseTaken(name, () =>
      tx.prisma.team.create({ data: { id: teamId, tenantId: ctx.tenantId, name, description } }),
    );
    await putMembers(tx, ctx, teamId, input.memberIds);
    await audit(tx, ctx, { action: "team.create", target: { kind: "team", id: teamId }, after: input });
    await publish(tx, ctx, { type: "team.updated", teamId });
  });
  return { teamId };
}

/** Renames, describes, and puts members in and out. Throws as createTeam, and "not_found" without the team. */
export async function updateTeam(ctx: MemberCtx, input: UpdateTeam): Promise<void> {
  const { teamId, memberIds, assignment, ...named } = input;
  await runtime().db.transaction(async (tx) => {
    const before = await lockTeam(tx, ctx, teamId);
    if (Object.keys(named).length > 0) {
      await refuseTaken(named.name ?? before.name, () =>
        tx.prisma.team.updateMany({ where: { tenantId: ctx.tenantId, id: teamId }, data: named }),
      );
    }
    if (assignment) {
      const where = { tenantId: ctx.tenantId, id: teamId };
      await tx.prisma.team.updateMany({ where, data: { workflow: { assignment } } });
    }
    if (memberIds) await putMembers(tx, ctx, teamId, memberIds);
    const after = { ...named, ...(memberIds && { memberIds }), ...(assignment && { assignment }) };
    await audit(tx, ctx, { action: "team.update", target: { kind: "team", id: teamId }, before, after });
    await publish(tx, ctx, { type: "team.updated", teamId });
  });
}

const LOCK_TEAM = statement<{ name: string; description: string; memberIds: string[] }>(
  "team_lock",
  `select t.name, t.description,
     array(select tm.member_id::text from team_member tm where tm.team_id = t.id order by 1) as "memberIds"
   from team t where t.tenant_id = $1::uuid and t.id = $2::uuid for update of t`,
);

/** The team as it stands, held until the transaction ends. Throws AppError("not_found"). */
export async function lockTeam(tx: Tx, ctx: { tenantId: TenantId }, teamId: string) {
  const [team] = await tx.sql(LOCK_TEAM, [ctx.tenantId, teamId]);
  if (!team) throw new AppError("not_found", "There is no such team.");
  return team;
}

/** Takes the team away, in the caller's transaction; nothing may name it any more. */
export async function removeTeam(tx: Tx, ctx: MemberCtx, teamId: string): Promise<void> {
  const where = { tenantId: ctx.tenantId, teamId };
  // Its views stay with whoever made them.
  await tx.prisma.savedView.updateMany({ where, data: { sharedWith: "private", teamId: null } });
  await tx.prisma.team.deleteMany({ where: { tenantId: ctx.tenantId, id: teamId } });
  await publish(tx, ctx, { type: "team.updated", teamId });
}

const PUT_MEMBERS = statement<{ found: number }>(
  "team_put_members",
  `with wanted as (
     select m.id from member m where m.tenant_id = $1::uuid and m.id = any($3::uuid[]) and m.deactivated_at is null
   ), gone as (
     delete from team_member where tenant_id = $1::uuid and team_id = $2::uuid and member_id <> all($3::uuid[])
   ), come as (
     insert into team_member (tenant_id, team_id, member_id) select $1::uuid, $2::uuid, id from wanted on conflict do nothing
   )
   select count(*)::int as found from wanted`,
);

async function putMembers(tx: Tx, ctx: MemberCtx, teamId: string, memberIds: readonly string[]) {
  const wanted = [...new Set(memberIds)];
  const [put] = await tx.sql(PUT_MEMBERS, [ctx.tenantId, teamId, wanted]);
  if (put!.found < wanted.length) {
    throw new AppError("not_found", "One of them is not a member here any more.", { field: "memberIds" });
  }
}

const JOIN_TEAMS = statement<{ id: string }>(
  "teams_join",
  `insert into team_member (tenant_id, team_id, member_id)
   select t.tenant_id, t.id, $3::uuid from team t where t.tenant_id = $1::uuid and t.id = any($2::uuid[])
   on conflict do nothing returning team_id as id`,
);

/** Puts a member into those of the teams that are still there. Returns which. */
export async function joinTeams(
  tx: Tx,
  ctx: { tenantId: TenantId; traceId: string },
  memberId: string,
  teamIds: readonly string[],
): Promise<string[]> {
  if (teamIds.length === 0) return [];
  const joined = (await tx.sql(JOIN_TEAMS, [ctx.tenantId, teamIds, memberId])).map(({ id }) => id);
  for (const teamId of joined) await publish(tx, ctx, { type: "team.updated", teamId });
  return joined;
}

const TEAM_EXISTS = statement<{ id: string }>(
  "team_exists",
  "select id from team where tenant_id = $1::uuid and id = $2::uuid",
);

/** Throws AppError("not_found", field "teamId"). */
export async function refuseUnlessTeam(sql: Sql, tenantId: TenantId, teamId: string): Promise<void> {
  const [team] = await sql(TEAM_EXISTS, [tenantId, teamId]);
  if (!team) throw new AppError("not_found", "There is no such team any more.", { field: "teamId" });
}

async function refuseTaken(name: string, write: () => Promise<unknown>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (!isUniqueViolation(error, "name")) throw error;
    throw new AppError("conflict", `There is a team “${name}” already.`, { field: "name" });
  }
}
