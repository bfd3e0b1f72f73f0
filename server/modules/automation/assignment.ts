import type { SystemActor, TenantCtx } from "../../core/ctx";
import { SYSTEM_ROLES } from "../../core/permissions";
import { statement, type Tx } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { changeIn, passOn } from "../conversations/change";
import { type CommittedChange, tellLive } from "../conversations/live";
import { IS_ONLINE } from "../tenants/availability";

const IS_ASSIGNING = statement<{ yes: boolean }>(
  "assignment_is_on",
  `select exists (select 1 from inbox where tenant_id = $1::uuid and workflow->>'assignment' in ('round_robin', 'balanced'))
     or exists (select 1 from team where tenant_id = $1::uuid and workflow->>'assignment' in ('round_robin', 'balanced')) as yes`,
);

// One at a time in a tenant: who is next depends on what the one before has been given.
const LOCK = statement<never>(
  "assignment_lock",
  "select pg_advisory_xact_lock(hashtextextended('assignment:' || $1::text, 0))::text",
);

/** By their own role or a grant they must be able to answer what they are given. */
const ANSWERS = "conversation_manage_assigned";
const ROLES = Object.values(SYSTEM_ROLES)
  .filter((role) => role.permissions.includes(ANSWERS))
  .map((role) => role.key);

/**
 * The conversation that has waited longest among those somebody can take, and who is next: an online member of its inbox
 * (and team) below their capacity, by turn or by the fewest open ones. A team's own rule goes before its inbox's.
 */
const NEXT = statement<{ conversation_id: string; member_id: string; scope: string }>(
  "assignment_next",
  `with free as materialized (
     select m.id, coalesce(k.open_count, 0) as load from member m
     left join conversation_counter k on k.tenant_id = m.tenant_id and k.scope = 'member:' || m.id and k.facet = ''
     where m.tenant_id = $1::uuid and m.deactivated_at is null and ${IS_ONLINE}
       and (m.role = any($2::text[]) or '${ANSWERS}' = any(m.granted)) and not '${ANSWERS}' = any(m.revoked)
       and (m.capacity is null or coalesce(k.open_count, 0) < m.capacity)
   )
   select c.id as conversation_id, next.id as member_id, next.scope
   from conversation c
   join inbox i on i.id = c.inbox_id and i.disabled_at is null
   left join team t on t.id = c.team_id
   cross join lateral (
     select case when t.workflow->>'assignment' in ('off', 'round_robin', 'balanced') then t.workflow->>'assignment'
       else coalesce(i.workflow->>'assignment', 'off') end as mode,
       case when t.workflow->>'assignment' in ('round_robin', 'balanced') then 'team:' || t.id else 'inbox:' || i.id end as scope
   ) rule
   cross join lateral (
     select f.id, rule.scope from free f
     join inbox_member im on im.inbox_id = c.inbox_id and im.member_id = f.id
     left join assignment_turn turn on turn.scope = rule.scope and turn.member_id = f.id
     where c.team_id is null or exists (select 1 from team_member tm where tm.team_id = c.team_id and tm.member_id = f.id)
     order by case when rule.mode = 'balanced' then f.load end, turn.last_at nulls first, f.id limit 1
   ) next
   where c.tenant_id = $1::uuid and c.assignee_id is null and c.status = 'open' and rule.mode <> 'off'
     and not c.is_muted and exists (select 1 from free)
   order by c.waiting_since, c.id limit 1
   for update of c`,
);

const TAKE_TURN = statement<never>(
  "assignment_take_turn",
  `insert into assignment_turn (tenant_id, scope, member_id, last_at) values ($1::uuid, $2::text, $3::uuid, clock_timestamp())
   on conflict (scope, member_id) do update set last_at = excluded.last_at`,
);

/** Gives everything that waits to whoever is free, until nothing waits or nobody is. Answers how many. Safe to run anywhere at any time. */
export async function assignWaiting(ctx: TenantCtx<SystemActor>): Promise<number> {
  const { db } = runtime();
  const [is] = await db.sql(IS_ASSIGNING, [ctx.tenantId]);
  if (!is!.yes) return 0;
  for (let given = 0; ; given++) {
    const told = await db.transaction((tx) => assignNext(tx, ctx));
    if (!told) return given;
    tellLive([told]);
  }
}

async function assignNext(tx: Tx, ctx: TenantCtx<SystemActor>): Promise<CommittedChange | null> {
  await tx.sql(LOCK, [ctx.tenantId]);
  const [next] = await tx.sql(NEXT, [ctx.tenantId, ROLES]);
  if (!next) return null;
  await tx.sql(TAKE_TURN, [ctx.tenantId, next.scope, next.member_id]);
  const { told } = await changeIn(tx, ctx, next.conversation_id, (inner, row) =>
    passOn(inner, ctx, row, next.member_id),
  );
  return told;
}
