import type { TenantId } from "../../core/ids";
import { type Sql, statement } from "../../infra/db";
import { tellContacts } from "../contacts/live";
import type { KnownUser } from "./schema";

/** An address that another contact of the tenant has is never given to a second one: nobody takes over somebody by naming them. */
export const FREE_EMAIL = (email: string, contactId: string, tenantId: string) =>
  `case when ${email}::text is not null and not exists (select 1 from contact o where o.tenant_id = ${tenantId}
     and o.email = ${email}::text and o.id is distinct from ${contactId} and o.merged_into_id is null) then ${email}::text end`;

const FILL = statement<{ id: string }>(
  "visitor_fill_details",
  `with wanted as (
     select k.id, k.tenant_id,
       case when $3::text is not null and ($5::bool or k.name = '' or k.name ~ '^Visitor [0-9]+$') then $3::text else k.name end as name,
       case when $5::bool or k.email is null then coalesce(${FREE_EMAIL("$4", "k.id", "k.tenant_id")}, k.email) else k.email end as email
     from contact k where k.tenant_id = $1::uuid and k.id = $2::uuid
   ), put as (
     update contact k set name = w.name, email = w.email, updated_at = now() from wanted w
     where k.id = w.id and (k.name, k.email) is distinct from (w.name, w.email) returning k.id, k.tenant_id
   ), told as (
     insert into event (tenant_id, id, type, data, trace_id)
     select tenant_id, gen_random_uuid(), 'contact.updated', jsonb_build_object('contactId', id), $6::text from put
   ) select id from put`,
);

/**
 * Puts a visitor's name and address where the team reads them. Those of a proved user replace what stands there; anybody
 * else's only fill what is empty.
 */
export async function fillDetails(
  sql: Sql,
  given: { tenantId: TenantId; contactId: string; user: KnownUser; traceId: string },
): Promise<void> {
  const { tenantId, contactId, user, traceId } = given;
  if (!user.name && !user.email) return;
  const values = [tenantId, contactId, user.name, user.email, user.id !== null, traceId];
  const [changed] = await sql(FILL, values);
  if (changed) tellContacts({ tenantId, ids: [contactId], what: "updated" });
}
