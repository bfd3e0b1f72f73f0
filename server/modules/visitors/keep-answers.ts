import type { TenantId } from "../../core/ids";
import { type Sql, statement } from "../../infra/db";
import type { ReadAnswers } from "../contacts/form-answers";
import { fillIn, lockEmail } from "./details";

/** A number that another contact has is not given to a second one: see FREE_EMAIL. What the team wrote stays. */
const FILL_CONTACT = statement<{ id: string }>(
  "visitor_fill_contact",
  `with k as materialized (
     select k.id, k.tenant_id from identity i join contact k on k.tenant_id = i.tenant_id and k.id = i.contact_id
     where i.tenant_id = $1::uuid and i.id = $2::uuid for update of k
   ), put as (
     update contact c set attributes = $4::text::jsonb || c.attributes, updated_at = now(),
       phone = coalesce(c.phone, case when not exists (select 1 from contact o where o.tenant_id = k.tenant_id
         and o.phone = $3::text and o.id <> k.id and o.merged_into_id is null) then $3::text end)
     from k where c.id = k.id returning c.id, c.tenant_id
   ) insert into event (tenant_id, id, type, data, trace_id)
     select tenant_id, gen_random_uuid(), 'contact.updated', jsonb_build_object('contactId', id), $5::text from put
     returning data ->> 'contactId' as id`,
);
const FILL_CONVERSATION = statement<never>(
  "visitor_fill_conversation",
  `update conversation set attributes = attributes || $3::text::jsonb, version = version + 1
   where tenant_id = $1::uuid and id = $2::uuid`,
);

/** Before any row is touched: two who name one address or number at once come one after the other. */
export async function lockAnswers(sql: Sql, tenantId: TenantId, read: ReadAnswers | null): Promise<void> {
  await lockEmail(sql, tenantId, read?.email);
  await lockEmail(sql, tenantId, read?.phone);
}

/**
 * Puts the answers where they belong, inside the transaction of the message that brings them. They fill what is empty: anybody
 * can name any address here, so that nobody's is taken over, and none is given to a second contact.
 */
export async function keepAnswers(
  sql: Sql,
  of: { tenantId: TenantId; identityId: string; conversationId: string; traceId: string },
  read: ReadAnswers,
): Promise<void> {
  const { tenantId, identityId, conversationId, traceId } = of;
  const { name, email, phone, contact, conversation } = read;
  if (name || email) await fillIn(sql, { tenantId, identityId, user: { id: null, name, email }, traceId });
  if (phone || Object.keys(contact).length)
    await sql(FILL_CONTACT, [tenantId, identityId, phone, JSON.stringify(contact), traceId]);
  if (Object.keys(conversation).length)
    await sql(FILL_CONVERSATION, [tenantId, conversationId, JSON.stringify(conversation)]);
}
