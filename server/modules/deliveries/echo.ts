import type { InboundMessage } from "../../channels/inbound";
import { statement } from "../../infra/db";
import { NotYet } from "../../infra/outbox/entry";
import { runtime } from "../../infra/runtime";
import { settle } from "../messages/settle";

type Row = { id: string; is_known: boolean; is_open: boolean; is_match: boolean };

// Of what went out lately: its id is known, or somebody waits for the answer that says it, or nobody knows what became of it.
const OWN = statement<Row>(
  "echo_of_own",
  `select m.id, true as is_known, false as is_open, false as is_match
   from send_attempt t join message m on m.tenant_id = t.tenant_id and m.id = t.message_id
   where t.tenant_id = $1::uuid and t.external_id = $3::text and m.conversation_id = $2::uuid
   union all
   select m.id, false, t.outcome is null and t.started_at > now() - interval '2 minutes',
     m.external_id is null and btrim(m.content) = btrim($4::text) and (m.attachments <> '[]'::jsonb) = $5::bool
   from (select o.* from message o where o.tenant_id = $1::uuid and o.conversation_id = $2::uuid and o.kind = 'outgoing'
     order by o.seq desc limit 50) m
   join send_attempt t on t.tenant_id = m.tenant_id and t.message_id = m.id and t.superseded_at is null
   where t.outcome is null or t.outcome = 'unconfirmed'`,
);

/**
 * Whether a message of ours that a provider tells of is one that we have sent: it may be told before the send is answered, and
 * after a send that never was. Such a one is confirmed by it and not shown twice. Throws NotYet while that cannot be said.
 */
export async function isOwnEcho(
  { tenantId, inboxId }: { tenantId: string; inboxId: string },
  item: InboundMessage,
  conversationId: string | null,
): Promise<boolean> {
  if (item.author !== "us" || !conversationId) return false;
  const { externalId, content, files } = item;
  const values = [tenantId, conversationId, externalId, content, files.length > 0];
  const rows = await runtime().db.sql(OWN, values);
  if (rows.some(({ is_known }) => is_known)) return true;
  const match = rows.find(({ is_match }) => is_match);
  if (match) {
    const at = item.at.toISOString();
    const target = { tenantId, inboxId, externalId, messageId: match.id };
    await settle(target, [{ type: "status", status: "sent", at, failure: null }]);
    return true;
  }
  if (rows.some(({ is_open }) => is_open)) throw new NotYet(1, "A message is on its way that this may be.");
  return false;
}
