import type { InboundItem } from "../../channels/inbound";
import { statement } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { type Ctx, keyOf, type Place, resolvePerson } from "./people";

const REACHABLE = statement<{ id: string }>(
  "identity_reachable",
  `update identity i set revoked_at = case when $4::bool then null else coalesce(i.revoked_at, $5::timestamptz) end,
     data = (i.data - 'refusedAt') || jsonb_build_object('reachableAt', $5::text)
   where i.tenant_id = $1::uuid and i.id in (
     select a.identity_id from identity_alias a where a.inbox_id = $2::uuid and a.key = any($3::text[]))
     and coalesce(i.data->>'reachableAt', '') <= $5::text returning i.id`,
);

/** Whoever blocks us is not written to until they come back. The newest word counts. Answers whose it is; null: nobody's. */
export async function setReachable(
  ctx: Ctx,
  place: Place,
  { person, isReachable, at }: Extract<InboundItem, { type: "reachable" }>,
): Promise<string | null> {
  if (person.ids.length === 0) return null;
  await resolvePerson(ctx, place, person, at);
  const keys = person.ids.map(keyOf);
  await runtime().db.sql(REACHABLE, [place.tenantId, place.inboxId, keys, isReachable, at.toISOString()]);
  return keys[0]!;
}

const HEARD = statement<never>(
  "identity_heard_again",
  `update identity set revoked_at = null, data = data - 'refusedAt'
   where tenant_id = $1::uuid and id = $2::uuid and (data->>'refusedAt')::timestamptz <= $3::timestamptz`,
);

/** Whoever refused a message of ours and writes since then takes them again. */
export async function hearAgain({ tenantId }: Ctx, identityId: string, at: Date): Promise<void> {
  await runtime().db.sql(HEARD, [tenantId, identityId, at.toISOString()]);
}
