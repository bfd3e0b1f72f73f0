import type { ProviderTemplate, TemplateNews } from "../../channels/templates";
import { newId } from "../../core/ids";
import { type Sql, statement } from "../../infra/db";
import { enqueue } from "../../infra/outbox/enqueue";
import { tellReferenceNow } from "../tenants/live";

type Place = { tenantId: string; inboxId: string };

const PUT = statement<never>(
  "templates_put",
  `insert into message_template (id, tenant_id, inbox_id, external_id, name, language, category, state, quality, reason, obstacle,
     content, heard_at, synced_at)
   select x.id, $1::uuid, $2::uuid, x."externalId", x.name, x.language, x.category, x.state, x.quality, x.reason, x.obstacle,
     x.content, '{}', $4::timestamptz
   from jsonb_to_recordset($3::text::jsonb) as x(id uuid, "externalId" text, name text, language text, category text, state text,
     quality text, reason text, obstacle text, content jsonb)
   on conflict (inbox_id, name, language) do update set external_id = excluded.external_id, content = excluded.content,
     obstacle = excluded.obstacle, synced_at = greatest(message_template.synced_at, excluded.synced_at),
     category = case when message_template.heard_at->>'category' > $5::text then message_template.category else excluded.category end,
     quality = case when message_template.heard_at->>'quality' > $5::text then message_template.quality else excluded.quality end,
     state = case when message_template.heard_at->>'state' > $5::text then message_template.state else excluded.state end,
     reason = case when message_template.heard_at->>'state' > $5::text then message_template.reason else excluded.reason end`,
);
const FORGET = statement<never>(
  "templates_forget",
  `delete from message_template where tenant_id = $1::uuid and inbox_id = $2::uuid and synced_at < $3::timestamptz`,
);

/** Takes in one page of a sync that began at `since`; what was told of a template after that stays. */
export async function putTemplates(
  sql: Sql,
  { tenantId, inboxId }: Place,
  templates: readonly ProviderTemplate[],
  since: Date,
): Promise<void> {
  // One name and language twice on a page would meet itself.
  const each = new Map(templates.map((one) => [`${one.name} ${one.language}`, one]));
  const rows = [...each.values()].map((one) => ({ id: newId(), ...one }));
  const at = since.toISOString();
  await sql(PUT, [tenantId, inboxId, JSON.stringify(rows), at, at]);
}

/** What a whole sync that began at `since` has not met is no more. */
export async function forgetMissing(sql: Sql, { tenantId, inboxId }: Place, since: Date): Promise<void> {
  await sql(FORGET, [tenantId, inboxId, since.toISOString()]);
}

/** What is told of a template by itself; each part counts only if nothing newer was told of it. */
const NEWS = statement<{ id: string }>(
  "template_news",
  `update message_template t set
     state = case when n.state then $5::text else t.state end,
     reason = case when n.state then $6::text else t.reason end,
     category = case when n.category then $7::text else t.category end,
     quality = case when n.quality then $8::text else t.quality end,
     heard_at = t.heard_at || case when n.state then jsonb_build_object('state', $9::text) else '{}' end
       || case when n.category then jsonb_build_object('category', $9::text) else '{}' end
       || case when n.quality then jsonb_build_object('quality', $9::text) else '{}' end
   from message_template o cross join lateral (select
     $5::text is not null and coalesce(o.heard_at->>'state', '') <= $9::text as state,
     $7::text is not null and coalesce(o.heard_at->>'category', '') <= $9::text as category,
     $8::text is not null and coalesce(o.heard_at->>'quality', '') <= $9::text as quality) n
   where o.tenant_id = $1::uuid and o.inbox_id = $2::uuid
     and (o.external_id = $3::text or (o.name = $4::text and o.language = $10::text)) and t.id = o.id
   returning t.id`,
);
const DELETE = statement<{ id: string }>(
  "template_delete",
  `delete from message_template where tenant_id = $1::uuid and inbox_id = $2::uuid
     and (external_id = $3::text or (name = $4::text and language = $5::text)) returning id`,
);

/** The outbox's work of asking an inbox's provider for its templates and its account. */
export const REFRESH_KIND = "inbox.refresh";

/** Applies what the provider tells of one template. One that is not here, or whose text has changed, makes the inbox ask for all. */
export async function noteTemplate(
  sql: Sql,
  { tenantId, inboxId, traceId }: Place & { traceId: string },
  { externalId, name, language, state, reason, category, quality, at }: TemplateNews,
): Promise<void> {
  if (state === "deleted") {
    const gone = await sql(DELETE, [tenantId, inboxId, externalId, name, language]);
    if (gone.length) tellReferenceNow({ tenantId }, "templates");
    return;
  }
  const time = at.toISOString();
  const told = [state, reason, category, quality];
  const [known] = await sql(NEWS, [tenantId, inboxId, externalId, name, ...told, time, language]);
  if (known) tellReferenceNow({ tenantId }, "templates");
  const saysAll = state !== null || category !== null || quality !== null;
  if (known && saysAll) return;
  await oweRefresh(sql, { tenantId, inboxId, traceId }, `${externalId}:${time}`);
}

/** Once for each `because`, at `runAt` or now. */
export async function oweRefresh(
  sql: Sql,
  { tenantId, inboxId, traceId }: Place & { traceId: string },
  because: string,
  runAt?: Date,
): Promise<void> {
  await enqueue(sql, [
    {
      runAt,
      ...{ kind: REFRESH_KIND, tenantId, traceId, payload: { inboxId }, maxAttempts: 5 },
      idempotencyKey: `${REFRESH_KIND}:${inboxId}:${because}`,
    },
  ]);
}
