import { createHash } from "node:crypto";
import type { Marked } from "../../core/marked";
import { type Sql, statement } from "../../infra/db";
import type { OpenBridge } from "./open";
import type { At } from "./post";
import type { Draft } from "./render";

/** Of the words of a post with their formatting, to see whether they have changed. */
export function digestOf({ text, marks }: Marked): string {
  const all = marks.length > 0 ? text + JSON.stringify(marks) : text;
  return all && createHash("sha256").update(all).digest("base64url").slice(0, 22);
}

const POSTED = statement<never>(
  "bridge_posted",
  `with topic as (
     update bridge_topic set shown_seq = greatest(shown_seq, $7::int) where tenant_id = $1::uuid and conversation_id = $3::uuid
   )
   insert into bridge_post (tenant_id, bridge_id, external_id, message_id, file_ids, shown)
   select $1::uuid, $2::uuid, $4::text, id, $6::uuid[], $8::text from unnest($5::uuid[]) id where $4::text is not null
   on conflict (bridge_id, external_id, message_id) do nothing`,
);

/** Writes down what stands in a topic: a post with the messages in it, or that there is nothing more up to a seq. */
export async function notePosted(
  sql: Sql,
  { id, tenant_id: tenantId }: OpenBridge,
  { conversationId }: At,
  given: { upTo: number } | { externalId: string; draft: Draft; shown: Marked },
): Promise<void> {
  if ("upTo" in given) {
    await sql(POSTED, [tenantId, id, conversationId, null, [], [], given.upTo, ""]);
    return;
  }
  const { messages, files } = given.draft;
  const ids = messages.map((message) => message.id);
  const fileIds = files.map(({ fileId }) => fileId);
  const upTo = Math.max(...messages.map(({ seq }) => seq)) - (given.draft.isWhole ? 0 : 1);
  await sql(POSTED, [
    ...[tenantId, id, conversationId, given.externalId, ids, fileIds, upTo, digestOf(given.shown)],
  ]);
}

const POST_OF = statement<{ external_id: string }>(
  "bridge_post_of_message",
  `select external_id from bridge_post where tenant_id = $1::uuid and bridge_id = $2::uuid and message_id = $3::uuid
   order by external_id limit 1`,
);

/** The post that shows a message; null where none does. */
export async function postOf(
  sql: Sql,
  { id, tenant_id: tenantId }: OpenBridge,
  messageId: string,
): Promise<string | null> {
  const [post] = await sql(POST_OF, [tenantId, id, messageId]);
  return post?.external_id ?? null;
}

const MESSAGE_OF = statement<{ message_id: string }>(
  "bridge_message_of_post",
  `select p.message_id from bridge_post p join message m on m.tenant_id = p.tenant_id and m.id = p.message_id
   where p.tenant_id = $1::uuid and p.bridge_id = $2::uuid and p.external_id = $3::text
   order by m.kind = 'incoming' desc, m.seq desc limit 1`,
);

/** The message that a post stands for; of several the customer's last one. */
export async function messageOf(
  sql: Sql,
  { id, tenant_id: tenantId }: OpenBridge,
  externalId: string,
): Promise<string | null> {
  const [post] = await sql(MESSAGE_OF, [tenantId, id, externalId]);
  return post?.message_id ?? null;
}

const TIE = statement<never>(
  "bridge_post_tie",
  `insert into bridge_post (tenant_id, bridge_id, external_id, message_id) values ($1::uuid, $2::uuid, $3::text, $4::uuid)
   on conflict (bridge_id, external_id, message_id) do nothing`,
);

/** A message that was written in the topic, whose words there are its author's own. */
export async function tiePost(
  sql: Sql,
  { id, tenant_id: tenantId }: OpenBridge,
  externalId: string,
  messageId: string,
): Promise<void> {
  await sql(TIE, [tenantId, id, externalId, messageId]);
}
