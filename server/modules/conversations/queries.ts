import type { MemberActor, MemberCtx, SystemActor, TenantCtx } from "../../core/ctx";
import { AppError } from "../../core/errors";
import { type Sql, type Statement, statement } from "../../infra/db";
import type { ListedConversation } from "./schema";
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
