import type { ProviderTemplate } from "../../channels/templates";
import type { TenantCtx } from "../../core/ctx";
import { AppError } from "../../core/errors";
import { encodeCursor } from "../../core/paging";
import { type Sql, statement } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { whyNotSent } from "./rules";
import type { ListTemplates, TemplateListed, TemplatePage } from "./schema";

type Ctx = Pick<TenantCtx, "tenantId">;
export type TemplateRow = Omit<ProviderTemplate, "externalId"> & { id: string; inbox_id: string };
const COLUMNS =
  "t.id, t.inbox_id, t.name, t.language, t.category, t.state, t.quality, t.reason, t.obstacle, t.content";
/** What can be sent comes first. */
const IS_LAST = "(t.state <> 'approved' or t.obstacle is not null)";

const LIST = statement<TemplateRow & { is_last: boolean }>(
  "templates_list",
  `select ${COLUMNS}, ${IS_LAST} as is_last from message_template t
   where t.tenant_id = $1::uuid and t.inbox_id = $2::uuid
     and ($3::text is null or (${IS_LAST}, t.name, t.language) > ($3::bool, $4::text, $5::text))
     and ($6::text is null or position(lower($6::text) in lower(replace(t.name, '_', ' '))) > 0
       or position(lower($6::text) in t.name) > 0 or position(lower($6::text) in lower(t.content->>'body')) > 0)
   order by ${IS_LAST}, t.name, t.language limit $7::int`,
);
const SYNCED = statement<{ at: Date | null; problem: string | null }>(
  "templates_synced",
  `select h.templates_at as at, h.templates_problem as problem from inbox i
   left join inbox_health h on h.tenant_id = i.tenant_id and h.inbox_id = i.id
   where i.tenant_id = $1::uuid and i.id = $2::uuid`,
);

/** An inbox's templates by name, those that can be sent first. Throws not_found. */
export async function listTemplates(
  ctx: Ctx,
  { inboxId, search, cursor, limit }: ListTemplates,
): Promise<TemplatePage> {
  const { sql } = runtime().db;
  const [synced] = await sql(SYNCED, [ctx.tenantId, inboxId]);
  if (!synced) throw new AppError("not_found", "There is no such inbox.");
  const [isLast, name, language] = cursor ?? [];
  const after = [isLast ?? null, name ?? null, language ?? null];
  const rows = await sql(LIST, [ctx.tenantId, inboxId, ...after, search || null, limit + 1]);
  const shown = rows.slice(0, limit);
  const end = shown.at(-1);
  const nextCursor =
    rows.length > limit && end ? encodeCursor([end.is_last ? "1" : "0", end.name, end.language]) : null;
  return {
    items: shown.map(toListed),
    ...{ nextCursor, syncedAt: synced.at?.toISOString() ?? null, problem: synced.problem },
  };
}

function toListed(row: TemplateRow): TemplateListed {
  const { id, name, language, category, state, quality, content } = row;
  return { id, name, language, category, state, quality, whyNot: whyNotSent(row), content };
}

const FIND = statement<TemplateRow>(
  "template_find",
  `select ${COLUMNS} from message_template t where t.tenant_id = $1::uuid and t.inbox_id = $2::uuid and t.id = $3::uuid`,
);

/** Throws not_found for a template that is not this inbox's. */
export async function getTemplate(
  sql: Sql,
  { tenantId }: Ctx,
  { inboxId, templateId }: { inboxId: string; templateId: string },
): Promise<TemplateRow> {
  const [row] = await sql(FIND, [tenantId, inboxId, templateId]);
  if (row) return row;
  throw new AppError(
    "not_found",
    "This template is not here any more. Sync the templates and choose another.",
    {
      field: "templateId",
    },
  );
}
