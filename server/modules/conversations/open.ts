import type { TenantId } from "../../core/ids";
import { newId } from "../../core/ids";
import { type Sql, statement } from "../../infra/db";

const OPEN = statement<{ id: string }>(
  "conversation_open",
  `with present as (
     select c.id from conversation c where c.tenant_id = $1::uuid and c.identity_id = $4::uuid and c.merged_into_id is null
     order by c.created_at desc, c.id desc limit 1
   ), numbered as (
     insert into tenant_counter as t (tenant_id, last_display_number)
     select $1::uuid, 1 where not exists (select 1 from present)
     on conflict (tenant_id) do update set last_display_number = t.last_display_number + 1
     returning last_display_number as n
   ), opened as (
     insert into conversation (id, tenant_id, display_number, inbox_id, contact_id, identity_id, status, resolved_at)
     select $5::uuid, $1::uuid, n, $2::uuid, $3::uuid, $4::uuid,
       case when $8::bool then 'resolved' else 'open' end::conversation_status, case when $8::bool then now() end
     from numbered returning id
   ), told as (
     insert into event (tenant_id, id, type, conversation_id, trace_id)
     select $1::uuid, $6::uuid, 'conversation.created', o.id, $7::text from opened o where not $8::bool
   )
   select id from present union all select id from opened`,
);

/**
 * The conversation of an identity: the newest there is, or a new one. Its caller lets nobody else do the same at once.
 * `isHistory`: what it is opened for lies in the past, so it is resolved from the first and nobody is told.
 */
export async function openConversation(
  sql: Sql,
  ctx: { tenantId: TenantId; traceId: string },
  of: { inboxId: string; contactId: string; identityId: string; isHistory?: boolean },
): Promise<string> {
  const [row] = await sql(OPEN, [
    ...[ctx.tenantId, of.inboxId, of.contactId, of.identityId],
    ...[newId(), newId(), ctx.traceId, of.isHistory ?? false],
  ]);
  return row!.id;
}
