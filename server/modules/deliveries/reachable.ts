import type { Channel } from "../../channels/contract";
import type { InboundItem } from "../../channels/inbound";
import { statement } from "../../infra/db";
import { OUTBOX_CHANNEL } from "../../infra/outbox/enqueue";
import { wakeOutbox } from "../../infra/outbox/wake";
import { runtime } from "../../infra/runtime";
import { SEND_KIND } from "../conversations/append-sql";
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

/** Only the head of a lane can be waiting for its place; what is tried again after a fault keeps to its time. */
const WAKE = statement<{ notified: string | null }>(
  "conversation_send_on",
  `with head as (
     select e.id, e.state, e.payload from outbox_entry e
     where e.lane = 'out:' || $2::text and e.finished_at is null and e.tenant_id = $1::uuid and e.kind = '${SEND_KIND}'
     order by e.lane, e.id limit 1
   ), due as (
     update outbox_entry e set state = 'ready', run_at = now() from head h join message m
       on m.tenant_id = $1::uuid and m.id = (h.payload->>'messageId')::uuid
     where e.id = h.id and e.state = 'scheduled' and m.status = 'queued' and m.meta->'waits'->>'during' = 'queued'
     returning 1
   ) select pg_notify('${OUTBOX_CHANNEL}', '')::text as notified from due limit 1`,
);

/** What waits to go first to somebody is an answer once they have written: it goes at once. */
export async function wakeFirst(
  { tenantId, channel, isHistory }: { tenantId: string; channel: Channel; isHistory?: boolean },
  conversationId: string,
): Promise<void> {
  if (isHistory || !channel.capabilities.replyWindowHours) return;
  const woken = await runtime().db.sql(WAKE, [tenantId, conversationId]);
  if (woken.length) wakeOutbox();
}
