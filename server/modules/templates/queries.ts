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
const IS_LAST = "(t.state <> 'approved' or t.obstacle is not null)";
const OWN = "replace(b.locale, '-', '_')";
/** What can be sent comes first, and of that what is in the business's language. */
const PLACE = `((case when ${IS_LAST} then 2 else 0 end)
  + (case when split_part(t.language, '_', 1) = split_part(${OWN}, '_', 1) then 0 else 1 end))`;
/** Of one name the language as it is spoken there. */
const TONGUE = `((case when t.language = ${OWN} then '0' else '1' end) || t.language)`;

const LIST = statement<TemplateRow & { place: number; tongue: string }>(
  "templates_list",
  `select ${COLUMNS}, ${PLACE} as place, ${TONGUE} as tongue
   from message_template t join tenant b on b.id = t.tenant_id
   where t.tenant_id = $1::uuid and t.inbox_id = $2::uuid
     and ($3::int is null or (${PLACE}, t.name, ${TONGUE}) > ($3::int, $4::text, $5::text))
     and ($6::text is null or position(lower($6::text) in lower(replace(t.name, '_', ' '))) > 0
       or position(lower($6::text) in t.name) > 0 or position(lower($6::text) in lower(t.content->>'body')) > 0)
   order by place, t.name, tongue limit $7::int`,
);
const SYNCED = statement<{ at: Date | null; problem: string | null }>(
  "templates_synced",
  `select h.templates_at as at, h.templates_problem as problem from inbox i
   left join inbox_health h on h.tenant_id = i.tenant_id and h.inbox_id = i.id
   where i.tenant_id = $1::uuid and i.id = $2::uuid`,
);

/** An inbox's templates by name: those that can be sent first, in the business's own language before others. Throws not_found. */
export async function listTemplates(
  ctx: Ctx,
  { inboxId, search, cursor, limit }: ListTemplates,
): Promise<TemplatePage> {
  const { sql } = runtime().db;
  const [synced] = await sql(SYNCED, [ctx.tenantId, inboxId]);
  if (!synced) throw new AppError("not_found", "There is no such inbox.");
  const [from, name, tongue] = cursor ?? [];
  const after = [from ?? null, name ?? null, tongue ?? null];
  const rows = await sql(LIST, [ctx.tenantId, inboxId, ...after, search || null, limit + 1]);
  const shown = rows.slice(0, limit);
  const end = shown.at(-1);
  const nextCursor = rows.length > limit && end ? encodeCursor([end.place, end.name, end.tongue]) : null;
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
