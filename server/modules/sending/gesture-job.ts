import { z } from "zod";
import type { Wire } from "../../channels/contract";
import type { PersonId } from "../../channels/inbound";
import type { Gesture, GestureDone, GestureTarget } from "../../channels/outbound";
import { getChannel } from "../../channels/registry";
import { type Sql, statement } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { openCredentials } from "../inboxes/credentials";
import { callerOf } from "./call";
import { personIds, routedChannels, routeSql, TO_SQL } from "./job";

const messageId = z.uuid();
/** A gesture as it is owed. `at`: when it was shown to us, ISO 8601; `previous`: what it took the place of. */
export const OwedGesture = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("reaction"),
    messageId,
    emoji: z.string().nullable(),
    previous: z.string().nullable(),
    at: z.string(),
  }),
  z.object({ type: z.literal("edit"), messageId, previous: z.string(), at: z.string() }),
  z.object({ type: z.literal("revoke"), messageId }),
]);
export type OwedGesture = z.infer<typeof OwedGesture>;

type Row = {
  inbox_id: string;
  identity_id: string | null;
  per_second: number | null;
  channel: string;
  sealed: Buffer | null;
  is_paused: boolean;
  keys: string[];
  route: string | null;
  content: string;
  external_id: string | null;
  others: string[];
  is_ours: boolean;
  sender: string | null;
  has_file: boolean;
};
const GET = statement<Row>(
  "gesture_job",
  `select m.inbox_id, c.identity_id, b.channel,
     (select h.per_second from inbox_health h where h.tenant_id = b.tenant_id and h.inbox_id = b.id) as per_second, b.sealed_credentials as sealed, b.paused_for is not null as is_paused,
     ${TO_SQL} as keys, ${routeSql("$3")} as route, m.content, m.external_id, m.kind = 'outgoing' as is_ours,
     m.meta->'sender'->>'key' as sender, m.attachments <> '[]'::jsonb as has_file,
     array(select t.external_id from send_attempt t where t.tenant_id = m.tenant_id and t.message_id = m.id
       and t.outcome = 'sent' and t.superseded_at is null and t.external_id <> m.external_id order by t.number)
       || array(select a.external_id from message_alias a where a.tenant_id = m.tenant_id and a.message_id = m.id) as others
   from message m join conversation c on c.tenant_id = m.tenant_id and c.id = m.conversation_id
   join inbox b on b.tenant_id = m.tenant_id and b.id = m.inbox_id
   left join identity i on i.tenant_id = c.tenant_id and i.id = c.identity_id
   where m.tenant_id = $1::uuid and m.id = $2::uuid`,
);

/** What a gesture is made to, and how to reach it. `others`: the further messages as which it went. */
export type GestureJob = {
  tenantId: string;
  inboxId: string;
  messageId: string;
  channelName: string;
  wire: Wire;
  /** Of the one it is done to, and messages a second that the account may send. */
  identityId: string | null;
  perSecond: number | null;
  sealed: Buffer | null;
  isPaused: boolean;
  to: PersonId[];
  route: string | null;
  content: string;
  target: GestureTarget;
  others: string[];
};

/** Null where there is nothing at a provider. */
export async function findGestureJob(sql: Sql, tenantId: string, id: string): Promise<GestureJob | null> {
  const [row] = await sql(GET, [tenantId, id, routedChannels()]);
  const { wire, name: channelName } = row ? getChannel(row.channel) : { wire: null, name: "" };
  if (!row?.external_id || !wire?.gesture) return null;
  const { inbox_id: inboxId, sealed, is_paused: isPaused, route, content, others } = row;
  return {
    ...{ tenantId, inboxId, messageId: id, channelName, wire, sealed, isPaused, route, content, others },
    ...{ to: personIds(row.keys), identityId: row.identity_id, perSecond: row.per_second },
    target: {
      externalId: row.external_id,
      isOurs: row.is_ours,
      sender: row.sender,
      hasFile: row.has_file,
    },
  };
}

/** Throws ProviderSilent. */
export async function performGesture(
  job: GestureJob,
  gesture: Gesture,
  signal: AbortSignal,
): Promise<GestureDone> {
  const { tenantId, inboxId, wire, to, route } = job;
  const opened = await openCredentials(runtime().db.sql, { tenantId, inboxId }, job.sealed!);
  const credentials = wire.credentials.parse(opened);
  return wire.gesture!(gesture, { to, route, credentials, call: callerOf(wire, credentials, signal) });
}
