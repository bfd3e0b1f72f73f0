import { WebSettings } from "../../channels/web/settings";
import type { TenantId } from "../../core/ids";
import { type Sql, statement } from "../../infra/db";
import type { ReadAnswers } from "../contacts/form-answers";
import { fillIn, lockName } from "./details";

/**
 * A number that another contact has is not given to a second one: see FREE_EMAIL. What the team wrote stays. `said` of the
 * identity keeps the number: nobody has proved that it is theirs. Nothing is written or told when nothing changes.
 */
const FILL_CONTACT = statement<{ id: string }>(
  "visitor_fill_contact",
  `with k as materialized (
     select k.id, k.tenant_id, i.id as identity_id, k.phone as old_phone, k.attributes as old_attributes
     from identity i join contact k on k.tenant_id = i.tenant_id and k.id = i.contact_id
     where i.tenant_id = $1::uuid and i.id = $2::uuid for update of k
   ), wanted as (
     select k.*, $4::text::jsonb || k.old_attributes as attributes,
       coalesce(k.old_phone, case when not exists (select 1 from contact o where o.tenant_id = k.tenant_id
         and o.phone = $3::text and o.id <> k.id and o.merged_into_id is null) then $3::text end) as phone
     from k
   ), put as (
     update contact c set attributes = w.attributes, phone = w.phone, updated_at = now()
     from wanted w where c.id = w.id and (w.phone, w.attributes) is distinct from (w.old_phone, w.old_attributes)
     returning c.id, c.tenant_id
   ), noted as (
     update identity i set data = i.data || jsonb_build_object('said',
       coalesce(i.data -> 'said', '{}'::jsonb) || jsonb_build_object('phone', w.phone))
     from wanted w join put p on p.id = w.id where i.id = w.identity_id and w.phone is distinct from w.old_phone
   )
   insert into event (tenant_id, id, type, data, trace_id)
     select tenant_id, gen_random_uuid(), 'contact.updated', jsonb_build_object('contactId', id), $5::text from put
     returning data ->> 'contactId' as id`,
);
const FILL_CONVERSATION = statement<never>(
  "visitor_fill_conversation",
  `update conversation set attributes = $3::text::jsonb || attributes, version = version + 1
   where tenant_id = $1::uuid and id = $2::uuid and attributes <> $3::text::jsonb || attributes`,
);
const MUST_PROVE = statement<{ settings: unknown }>(
  "visitor_must_prove",
  `select b.settings from identity i join inbox b on b.tenant_id = i.tenant_id and b.id = i.inbox_id
   where i.tenant_id = $1::uuid and i.id = $2::uuid`,
);

/** Before any row is touched: two who name one address or number at once come one after the other. */
export async function lockAnswers(sql: Sql, tenantId: TenantId, read: ReadAnswers | null): Promise<void> {
  await lockName(sql, tenantId, read?.email);
  await lockName(sql, tenantId, read?.phone);
}

/**
 * Puts the answers where they belong, inside the transaction of the message that brings them. They fill what is empty: anybody
 * can name any address here, so that nobody's is taken over, and none is given to a second contact. Where
 * an id counts with its hash only, address and number stay in the rows of the answer.
 */
export async function keepAnswers(
  sql: Sql,
  of: { tenantId: TenantId; identityId: string; conversationId: string; traceId: string },
  read: ReadAnswers,
): Promise<void> {
  const { tenantId, identityId, conversationId, traceId } = of;
  const { name, contact, conversation } = read;
  const [place] = read.email || read.phone ? await sql(MUST_PROVE, [tenantId, identityId]) : [];
  const mayName = !WebSettings.parse(place?.settings ?? {}).requiresHash;
  const [email, phone] = mayName ? [read.email, read.phone] : [null, null];
  if (name || email) await fillIn(sql, { tenantId, identityId, user: { id: null, name, email }, traceId });
  if (phone || Object.keys(contact).length)
    await sql(FILL_CONTACT, [tenantId, identityId, phone, JSON.stringify(contact), traceId]);
  if (Object.keys(conversation).length)
    await sql(FILL_CONVERSATION, [tenantId, conversationId, JSON.stringify(conversation)]);
}
