import type { TenantId } from "../../core/ids";
import { type Db, type Sql, statement } from "../../infra/db";
import { tellContacts } from "../contacts/live";
import type { KnownUser } from "./schema";

/** An address that another contact of the tenant has is never given to a second one: nobody takes over somebody by naming them. */
export const FREE_EMAIL = (email: string, contactId: string, tenantId: string) =>
  `case when ${email}::text is not null and not exists (select 1 from contact o where o.tenant_id = ${tenantId}
     and o.email = ${email}::text and o.id is distinct from ${contactId} and o.merged_into_id is null) then ${email}::text end`;

/** Two who name one address at once come one after the other: FREE_EMAIL alone would find it free for both. */
const ONE_AT_A_TIME = statement<never>(
  "visitor_email_lock",
  "select pg_advisory_xact_lock(hashtextextended('email:' || $1::text || ':' || $2::text, 0))::text",
);

/** An e-mail address or a telephone number, until the end of the transaction; take it before any row. */
export async function lockName(sql: Sql, tenantId: TenantId, name: string | null | undefined): Promise<void> {
  if (name) await sql(ONE_AT_A_TIME, [tenantId, name]);
}

/** `said` of the identity: what the page itself set last, so that it is known from what the team wrote. */
const WANTED = `wanted as (
     select k.id, k.tenant_id, i.id as identity_id, k.name as old_name, k.email as old_email,
       case when $3::text is not null and (k.name = '' or k.name ~ '^Visitor [0-9]+$' or ($5::bool and k.name = i.data -> 'said' ->> 'name'))
         then $3::text else k.name end as name,
       case when k.email is null or ($5::bool and k.email = i.data -> 'said' ->> 'email')
         then coalesce(${FREE_EMAIL("$4", "k.id", "k.tenant_id")}, k.email) else k.email end as email
     from identity i join contact k on k.tenant_id = i.tenant_id and k.id = i.contact_id
     where i.tenant_id = $1::uuid and i.id = $2::uuid
   )`;
const IS_NEWS = "(w.old_name, w.old_email) is distinct from (w.name, w.email)";

const NEWS = statement<{ id: string }>(
  "visitor_details_news",
  `with ${WANTED} select w.id from wanted w where ${IS_NEWS}`,
);
const FILL = statement<{ id: string }>(
  "visitor_fill_details",
  `with ${WANTED}, put as (
     update contact k set name = w.name, email = w.email, updated_at = now() from wanted w
     where k.id = w.id and ${IS_NEWS} and (k.name, k.email) is not distinct from (w.old_name, w.old_email) returning k.id, k.tenant_id
   ), noted as (
     update identity i set data = i.data || jsonb_build_object('said', coalesce(i.data -> 'said', '{}'::jsonb) || jsonb_strip_nulls(
       jsonb_build_object('name', case when w.name is distinct from w.old_name then w.name end,
         'email', case when w.email is distinct from w.old_email then w.email end)))
     from wanted w join put p on p.id = w.id where i.id = w.identity_id
   ), told as (
     insert into event (tenant_id, id, type, data, trace_id)
     select tenant_id, gen_random_uuid(), 'contact.updated', jsonb_build_object('contactId', id), $6::text from put
   ) select id from put`,
);

/**
 * Puts a visitor's name and address where the team reads them. They fill what is empty. The
 * hash covers the id alone, so that those of a proved user replace only what the page itself set last, never the team's.
 */
export async function fillDetails(db: Db, given: Details): Promise<void> {
  const { tenantId, user } = given;
  if (!user.name && !user.email) return;
  // Mostly there is none, and no transaction is worth its way.
  if (!(await db.sql(NEWS, valuesOf(given))).length) return;
  const changed = await db.sqlTransaction(async (sql) => {
    await lockName(sql, tenantId, user.email);
    return fillIn(sql, given);
  });
  if (changed) tellContacts({ tenantId, ids: [changed], what: "updated" });
}

type Details = { tenantId: TenantId; identityId: string; user: KnownUser; traceId: string };

function valuesOf({ tenantId, identityId, user }: Details) {
  return [tenantId, identityId, user.name, user.email, user.id !== null];
}

/** As fillDetails, under lockName and in its caller's transaction. Answers whose contact has changed, or null. */
export async function fillIn(sql: Sql, given: Details): Promise<string | null> {
  const [changed] = await sql(FILL, [...valuesOf(given), given.traceId]);
  return changed?.id ?? null;
}
