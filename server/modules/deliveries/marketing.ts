import { clock } from "../../core/clock";
import { type Sql, statement } from "../../infra/db";

// Whether somebody takes advertising from the business, as their network last said: kept with them as { isAllowed, at }.

const NOTE = statement<never>(
  "identity_marketing",
  `update identity set data = data || jsonb_build_object('marketing', jsonb_build_object('isAllowed', $3::bool, 'at', $4::text))
   where tenant_id = $1::uuid and id = $2::uuid and coalesce(data->'marketing'->>'at', '') <= $4::text`,
);

/** The newest word counts. */
export async function noteMarketing(
  sql: Sql,
  { tenantId, identityId }: { tenantId: string; identityId: string },
  { isAllowed, at }: { isAllowed: boolean; at: Date },
): Promise<void> {
  await sql(NOTE, [tenantId, identityId, isAllowed, at.toISOString()]);
}

/** The provider has refused a message, as the person takes no advertising. */
export function stopMarketing(sql: Sql, tenantId: string, identityId: string): Promise<void> {
  return noteMarketing(sql, { tenantId, identityId }, { isAllowed: false, at: new Date(clock.now()) });
}

const OF_MESSAGE = statement<{ id: string }>(
  "identity_of_message",
  `select c.identity_id as id from message m join conversation c on c.tenant_id = m.tenant_id and c.id = m.conversation_id
   where m.tenant_id = $1::uuid and m.inbox_id = $2::uuid and (m.external_id = $3::text or m.id = $4::uuid) and c.identity_id is not null
   limit 1`,
);

/** The same, told by a status of the message. */
export async function stopMarketingOf(
  sql: Sql,
  {
    tenantId,
    inboxId,
    externalId,
    messageId = null,
  }: {
    tenantId: string;
    inboxId: string;
    externalId: string;
    messageId?: string | null | undefined;
  },
  at: Date,
): Promise<void> {
  const [identity] = await sql(OF_MESSAGE, [tenantId, inboxId, externalId, messageId]);
  if (identity) await noteMarketing(sql, { tenantId, identityId: identity.id }, { isAllowed: false, at });
}

const TAKES = statement<{ takes: boolean }>(
  "identity_takes_marketing",
  `select coalesce((i.data->'marketing'->>'isAllowed')::bool, true) as takes from identity i where i.tenant_id = $1::uuid and i.id = $2::uuid`,
);

/** True also of whoever has never said anything. */
export async function takesMarketing(
  sql: Sql,
  { tenantId, identityId }: { tenantId: string; identityId: string | null },
): Promise<boolean> {
  const [found] = identityId ? await sql(TAKES, [tenantId, identityId]) : [];
  return found?.takes ?? true;
}
