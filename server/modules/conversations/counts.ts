import type { MemberCtx } from "../../core/ctx";
import { type Sql, type Statement, statement } from "../../infra/db";
import { createValues } from "./list-sql";
import type { ConversationCounts, Facet } from "./schema";
import { visibilityOf, visibleSql } from "./visibility";

type Row = { scope: string; facet: string; open: number; snoozed: number };

/** Counters of the scopes the member sees; the queues of a tenant are as many as it has inboxes. */
const OF_ALL = statement<Row>(
  "conversation_counters_all",
  `select scope, facet, open_count as open, snoozed_count as snoozed from conversation_counter
     where tenant_id = $1::uuid and scope = 'all'
   union all
   select scope, facet, open_count, snoozed_count from conversation_counter
     where tenant_id = $1::uuid and facet = '' and (scope = 'member:' || $2::text
       or scope = any(array(select 'queue:' || i.id from inbox i where i.tenant_id = $1::uuid)))`,
);
const OF_SOME = statement<Row>(
  "conversation_counters_some",
  `select scope, facet, open_count as open, snoozed_count as snoozed from conversation_counter
   where tenant_id = $1::uuid and scope = any($2::text[])`,
);

/** Takes part in it and sees it in no other way: no counter knows of these, but one member takes part in few. */
function elsewhere(ctx: MemberCtx): { text: string; values: unknown[] } | null {
  const v = visibilityOf(ctx.actor);
  if (v.all || !v.participating) return null;
  const values = createValues();
  const member = values.put(ctx.actor.memberId, "uuid");
  const otherwise = visibleSql(
    { ...v, participating: false },
    member,
    values.put(ctx.actor.inboxIds, "uuid[]"),
  );
  const text = `select case when c.assignee_id is null then 'queue:' else 'member:' || c.assignee_id end as scope, f.facet, count(*) filter (where c.status = 'open')::int as open,
       count(*) filter (where c.status = 'snoozed')::int as snoozed
     from conversation_participant p join conversation c on c.id = p.conversation_id
     cross join lateral (select distinct x.facet from conversation_places(c) x) f
     where p.tenant_id = ${values.put(ctx.tenantId, "uuid")} and p.member_id = ${member}
       and c.status in ('open', 'snoozed') and not coalesce(${otherwise}, false)
     group by 1, 2`;
  return { text, values: values.values };
}

/** Conversations with an unread mention of the member, and those whose window closes within four hours. */
function pressing(ctx: MemberCtx): { text: string; values: unknown[] } {
  const values = createValues();
  const tenant = values.put(ctx.tenantId, "uuid");
  const member = values.put(ctx.actor.memberId, "uuid");
  const v = visibilityOf(ctx.actor);
  const visible = visibleSql(v, member, v.all ? "" : values.put(ctx.actor.inboxIds, "uuid[]"));
  const text = `select
     (select count(distinct c.id)::int from mention n join conversation c on c.id = n.conversation_id
       where n.tenant_id = ${tenant} and n.member_id = ${member} and n.read_at is null and c.merged_into_id is null
         and ${visible}) as mentions,
     (select count(*)::int from conversation c
       where c.tenant_id = ${tenant} and c.status = 'open' and c.merged_into_id is null
         and c.window_closes_at > now() and c.window_closes_at <= now() + interval '4 hours' and ${visible}) as closing`;
  return { text, values: values.values };
}

/** How many conversations each list holds for this member, from counters kept in the same transactions. */
export async function countConversations(sql: Sql, ctx: MemberCtx): Promise<ConversationCounts> {
  const v = visibilityOf(ctx.actor);
  const own = `member:${ctx.actor.memberId}`;
  const scopes = [
    ...(v.assigned ? [own] : []),
    ...(v.queue ? ctx.actor.inboxIds.map((id) => `queue:${id}`) : []),
  ];
  const more = elsewhere(ctx);
  const { text, values } = pressing(ctx);
  const named = <R>(name: string, asked: string): Statement<R> => statement<R>(name, asked);
  const [rows, others, [now]] = await Promise.all([
    v.all ? sql(OF_ALL, [ctx.tenantId, ctx.actor.memberId]) : sql(OF_SOME, [ctx.tenantId, scopes]),
    more ? sql(named<Row>("conversation_counts_elsewhere", more.text), more.values) : [],
    sql(named<{ mentions: number; closing: number }>("conversation_counts_pressing", text), values),
  ]);
  const counts: ConversationCounts = {
    mine: 0,
    unassigned: 0,
    mentions: now!.mentions,
    closing: now!.closing,
    all: 0,
    snoozed: 0,
    inbox: {},
    label: {},
    team: {},
  };
  for (const row of [...rows, ...others]) {
    if (row.facet === "" && row.scope === own) counts.mine += row.open;
    if (row.facet === "" && row.scope.startsWith("queue:")) counts.unassigned += row.open;
    // Whoever sees all has it counted once under "all"; everybody else adds up the ways in which they see.
    if (v.all && row.scope !== "all") continue;
    if (row.facet === "") {
      counts.all += row.open;
      counts.snoozed += row.snoozed;
      continue;
    }
    const [facet, id] = row.facet.split(":") as [Facet, string];
    if (row.open) counts[facet][id] = (counts[facet][id] ?? 0) + row.open;
  }
  return counts;
}
