import type { Channel } from "../../channels/contract";
import type { InboundItem, InboundMessage } from "../../channels/inbound";
import { heardBack, marksOf } from "../../channels/on-wire";
import { isAlike, type Mark } from "../../core/marked";
import { statement } from "../../infra/db";
import { NotYet } from "../../infra/outbox/entry";
import { runtime } from "../../infra/runtime";
import type { Fact } from "../messages/facts";
import { settle } from "../messages/settle";
import { TRIES_SQL } from "../messages/tries";
import { keyOf } from "./people";

type Now = { content: string; marks: Mark[] | null };
type Row = { id: string; is_known: boolean; is_open: boolean; is_nameless: boolean } & Now;

// Of what went out lately: its id is known, or somebody waits for the answer that says it, or nobody knows what became of it. Of
// those only what was tried about when it was said: equal words may be typed on the phone at any time.
const OWN = statement<Row>(
  "echo_of_own",
  `select m.id, true as is_known, false as is_open, false as is_nameless, '' as content, null::jsonb as marks
   from send_attempt t join message m on m.tenant_id = t.tenant_id and m.id = t.message_id
   where t.tenant_id = $1::uuid and t.external_id = $3::text and m.conversation_id = $2::uuid
   union all
   select m.id, true, false, false, '', null from message m
   where m.tenant_id = $1::uuid and m.inbox_id = $6::uuid and m.external_id = $3::text and m.conversation_id = $2::uuid
     and m.try_id is not null
   union all
   select m.id, false, t.outcome is null and t.started_at > now() - interval '2 minutes',
     m.external_id is null and (m.attachments <> '[]'::jsonb) = $4::bool, m.content, m.meta->'marks'
   from (select o.* from message o where o.tenant_id = $1::uuid and o.conversation_id = $2::uuid and o.kind = 'outgoing'
     order by o.seq desc limit 50) m
   cross join lateral ${TRIES_SQL} t
   where t.superseded_at is null and (t.outcome is null or t.outcome = 'unconfirmed')
     and t.started_at between $5::timestamptz - interval '1 hour' and $5::timestamptz + interval '2 minutes'`,
);

type Heard = { tenantId: string; inboxId: string; channel: Channel };

/**
 * Whether a message of ours that a provider tells of is one that we have sent: it may be told before the send is answered, and
 * after a send that never was. Such a one is confirmed by it and not shown twice. Throws NotYet while that cannot be said.
 */
export async function isOwnEcho(
  { tenantId, inboxId, channel }: Heard,
  item: InboundMessage,
  conversationId: string | null,
): Promise<boolean> {
  if (item.author !== "us" || !conversationId) return false;
  const { externalId, content, files, at: saidAt } = item;
  const asked = [tenantId, conversationId, externalId, files.length > 0, saidAt, inboxId];
  const rows = await runtime().db.sql(OWN, asked);
  if (rows.some(({ is_known }) => is_known)) return true;
  // The wire says its own way what was written in Markdown: both are compared as it brings them back.
  const match = rows.find(
    (row) =>
      row.is_nameless &&
      heardBack(channel.wire, row.content, row.marks ?? undefined).trim() === content.trim(),
  );
  if (match) {
    const at = item.at.toISOString();
    const target = { tenantId, inboxId, externalId, messageId: match.id };
    await settle(target, [{ type: "status", status: "sent", at, failure: null }]);
    return true;
  }
  if (rows.some(({ is_open }) => is_open)) throw new NotYet(1, "A message is on its way that this may be.");
  return false;
}

const NOW = statement<Now>(
  "message_words_now",
  `select content, meta->'marks' as marks from message
   where tenant_id = $1::uuid and inbox_id = $2::uuid and external_id = $3::text and kind = 'outgoing'`,
);

type Edit = Extract<InboundItem, { type: "edit" }>;

/** Who did it, as a fact keeps it. */
export function whoseOf({ author, sender }: Pick<Edit, "author" | "sender">) {
  return { author, ...(sender && { by: sender.map(keyOf) }) };
}

/**
 * An edit of a message of ours that says what it says already is our own, come back: it keeps our way of writing it. It still
 * counts, since another one may come that was made before it.
 */
export async function inOurWords({ tenantId, inboxId, channel }: Heard, edit: Edit): Promise<Fact> {
  const { author, target, content } = edit;
  const at = edit.at.toISOString();
  const [now] = author === "us" ? await runtime().db.sql(NOW, [tenantId, inboxId, target]) : [];
  const own = now?.marks ?? undefined;
  const isSaid = now !== undefined && heardBack(channel.wire, now.content, own) === content;
  // What the wire has brought itself it brings back as it was, unless the formatting is another one.
  const isOwn = isSaid && (!own || isAlike(own, edit.marks ?? []));
  const marks = isOwn ? own : marksOf(channel.wire, edit);
  const words = { content: isOwn ? now.content : content, ...(marks && { marks }) };
  return { type: "edit", ...words, at, ...whoseOf(edit) };
}
