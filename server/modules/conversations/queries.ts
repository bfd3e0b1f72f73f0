import type { MemberActor, MemberCtx, SystemActor, TenantCtx } from "../../core/ctx";
import { AppError } from "../../core/errors";
import { encodeCursor } from "../../core/paging";
import { type Sql, type Statement, statement } from "../../infra/db";
import type {
  ConversationCounts,
  ConversationPage,
  ConversationView,
  ListConversations,
  ListedConversation,
} from "./schema";
import { READ_COLUMNS, type ReadRow, SUMMARY_COLUMNS, type SummaryRow, toListed } from "./summary";
import {
  manageabilityOf,
  type Visibility,
  visibilityKey,
  visibilityOf,
  visibilityValues,
  visibleSql,
} from "./visibility";

type ListedRow = SummaryRow & ReadRow;
const made = new Map<string, Statement<unknown>>();

/** One statement per shape of the question, made once. */
function once<Row>(name: string, text: () => string): Statement<Row> {
  const known = made.get(name) ?? statement(name, text());
  made.set(name, known);
  return known as Statement<Row>;
}

const FIRST_PAGE = ["infinity", "ffffffff-ffff-ffff-ffff-ffffffffffff"] as const;
const KEYSET = `c.tenant_id = $1::uuid and c.status = $3::text::conversation_status
  and (c.last_message_at, c.id) < ($4::timestamptz, $5::uuid)`;
const NEWEST = "order by c.last_message_at desc, c.id desc limit $6::int";
const QUEUE = "c.assignee_id is null and c.inbox_id = any($7::uuid[])";

/** The conversations of a view, each way to see one walked in list order along its own index, so that depth costs nothing. */
function viewSql(view: ConversationView, v: Visibility): string {
  const ways: string[] = [];
  const way = (condition: string, from = "conversation c") =>
    ways.push(`(select c.* from ${from} where ${KEYSET} and ${condition} ${NEWEST})`);
  if (view === "mine" && v.assigned) way("c.assignee_id = $2::uuid");
  if (view === "unassigned" && v.queue) way(v.all ? "c.assignee_id is null" : QUEUE);
  if (view === "all" && v.all) way("true");
  if (view === "all" && !v.all) {
    if (v.assigned) way("c.assignee_id = $2::uuid");
    if (v.queue) way(QUEUE);
    if (v.participating) {
      way(
        "p.tenant_id = $1::uuid and p.member_id = $2::uuid",
        "conversation_participant p join conversation c on c.id = p.conversation_id",
      );
    }
  }
  return ways.length ? ways.join("\n union ") : `(select c.* from conversation c where false)`;
}

function listStatement(view: ConversationView, v: Visibility): Statement<ListedRow> {
  return once(`conversations_list_${view}_${visibilityKey(v)}`, () => {
    // Every parameter is named once, so that each shape takes the same seven.
    return `with given as (select $2::uuid as member, $7::uuid[] as inboxes),
      page as (select c.* from (${viewSql(view, v)}) c ${NEWEST})
      select ${SUMMARY_COLUMNS}, ${READ_COLUMNS}
      from page c
      join contact k on k.id = c.contact_id
      left join conversation_read r on r.member_id = $2::uuid and r.conversation_id = c.id
      order by c.last_message_at desc, c.id desc`;
  });
}

/** One page of a view, newest first; flat in the number of conversations. */
export async function listConversations(
  sql: Sql,
  ctx: MemberCtx,
  input: ListConversations,
): Promise<ConversationPage> {
  const [at, id] = input.cursor ?? FIRST_PAGE;
  const rows = await sql(listStatement(input.view, visibilityOf(ctx.actor)), [
    ctx.tenantId,
    ctx.actor.memberId,
    input.status,
    at,
    id,
    input.limit + 1,
    ctx.actor.inboxIds,
  ]);
  const items = rows.slice(0, input.limit).map(toListed);
  const last = items.at(-1);
  return {
    items,
    nextCursor: rows.length > input.limit && last ? encodeCursor([last.lastMessageAt, last.id]) : null,
  };
}

const COUNTS = statement<{ mine: number; queue: number; all: number; elsewhere: number }>(
  "conversations_counts",
  `select
     coalesce((select open_count from conversation_counter where tenant_id = $1::uuid and key = 'member:' || $2::text), 0) as mine,
     coalesce((select sum(open_count) from conversation_counter where tenant_id = $1::uuid and
       case when $4::bool then key like 'queue:%' else key = any($3::text[]) end), 0)::int as queue,
     coalesce((select open_count from conversation_counter where tenant_id = $1::uuid and key = 'all'), 0) as all,
     case when $5::bool then (
       select count(*)::int from conversation_participant p join conversation c on c.id = p.conversation_id
       where p.tenant_id = $1::uuid and p.member_id = $2::text::uuid and c.status = 'open'
         and not ($6::bool and c.assignee_id is not distinct from $2::text::uuid)
         and not ($7::bool and c.assignee_id is null and 'queue:' || c.inbox_id::text = any($3::text[]))
     ) else 0 end as elsewhere`,
);

/** How many open conversations each view holds, from counters kept in the same transactions. */
export async function countConversations(sql: Sql, ctx: MemberCtx): Promise<ConversationCounts> {
  const v = visibilityOf(ctx.actor);
  const queues = ctx.actor.inboxIds.map((id) => `queue:${id}`);
  const [row] = await sql(COUNTS, [
    ctx.tenantId,
    ctx.actor.memberId,
    queues,
    v.all,
    !v.all && v.participating,
    v.assigned,
    v.queue,
  ]);
  const mine = v.assigned ? row!.mine : 0;
  const unassigned = v.queue ? row!.queue : 0;
  return { mine, unassigned, all: v.all ? row!.all : mine + unassigned + row!.elsewhere };
}

function byIdsStatement(v: Visibility): Statement<ListedRow> {
  return once(
    `conversations_by_ids_${visibilityKey(v)}`,
    () => `with given as (select $4::uuid[] as inboxes)
      select ${SUMMARY_COLUMNS}, ${READ_COLUMNS}
      from conversation c
      join contact k on k.id = c.contact_id
      left join conversation_read r on r.member_id = $3::uuid and r.conversation_id = c.id
      where c.tenant_id = $1::uuid and c.id = any($2::uuid[]) and ${visibleSql(v, "$3", "$4")}`,
  );
}

/** Those of the ids that exist and that the actor may see (with `manage`: may answer and change); the rest are left out. */
export async function findConversationRows(
  sql: Sql,
  ctx: Pick<TenantCtx<MemberActor | SystemActor>, "tenantId" | "actor">,
  ids: readonly string[],
  need: "view" | "manage" = "view",
): Promise<ListedRow[]> {
  if (ids.length === 0) return [];
  const v = need === "view" ? visibilityOf(ctx.actor) : manageabilityOf(ctx.actor);
  const [member, inboxes] = visibilityValues(ctx.actor);
  return sql(byIdsStatement(v), [ctx.tenantId, ids, member, inboxes]);
}

/** Throws not_found for a conversation of another tenant and for one the actor may not see, alike. */
export async function getConversationRow(
  sql: Sql,
  ctx: TenantCtx<MemberActor | SystemActor>,
  id: string,
): Promise<ListedRow> {
  const [row] = await findConversationRows(sql, ctx, [id]);
  if (!row) throw new AppError("not_found", "This conversation is not here, or it is not yours to see.");
  return row;
}

export async function getConversation(sql: Sql, ctx: MemberCtx, id: string): Promise<ListedConversation> {
  return toListed(await getConversationRow(sql, ctx, id));
}

/** As getConversationRow, and throws forbidden when the actor may read it but not answer or change it. */
export async function getManageableRow(
  sql: Sql,
  ctx: TenantCtx<MemberActor | SystemActor>,
  id: string,
): Promise<ListedRow> {
  const [row] = await findConversationRows(sql, ctx, [id], "manage");
  if (row) return row;
  await getConversationRow(sql, ctx, id);
  throw new AppError(
    "forbidden",
    "You can read this conversation but not answer or change it. Ask an administrator.",
    {
      permission: "conversation_manage_assigned",
    },
  );
}
