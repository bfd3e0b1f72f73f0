import type { InboundMessage } from "../../channels/inbound";
import { inWords } from "../../channels/words";
import type { Mark } from "../../core/marked";
import { type Sql, statement } from "../../infra/db";
import { enqueue } from "../../infra/outbox/enqueue";
import { wakeOutbox } from "../../infra/outbox/wake";
import { runtime } from "../../infra/runtime";
import { FETCH_KIND } from "../conversations/append-sql";
import { asParts, filesInOrder, inOrder } from "../messages/parts";
import type { FactualRow } from "../messages/put";
import { changeMessage } from "../messages/settle";
import type { Ctx, Place } from "./people";

/** The same for every message of an album, so that whichever comes first makes it. */
export function albumClientId(album: string): string {
  return `in:album:${album}`;
}

const FIND = statement<{ id: string }>(
  "message_of_album",
  "select id from message where tenant_id = $1::uuid and conversation_id = $2::uuid and client_id = $3::text",
);
const ALIAS = statement<never>(
  "message_alias_put",
  `insert into message_alias (tenant_id, inbox_id, external_id, message_id) values ($1::uuid, $2::uuid, $3::text, $4::uuid)
   on conflict (inbox_id, external_id) do nothing`,
);

/** Brings one more message of an album to the one that stands for all of them. False: none of them is here yet. */
export async function joinAlbum(
  ctx: Ctx,
  { tenantId, inboxId }: Place,
  item: InboundMessage & { album: string },
  conversationId: string,
): Promise<boolean> {
  const { sql } = runtime().db;
  const [found] = await sql(FIND, [tenantId, conversationId, albumClientId(item.album)]);
  if (!found) return false;
  await changeMessage({ tenantId, inboxId, messageId: found.id }, async (message, tx) => {
    if (message.external_id === item.externalId) return null;
    await tx(ALIAS, [tenantId, inboxId, item.externalId, message.id]);
    return withPart(tx, ctx, message, item);
  });
  wakeOutbox();
  return true;
}

/** The words with their formatting, unless they had to be put differently. */
export function markedWords(item: InboundMessage): { text: string; marks?: Mark[] } {
  const text = inWords(item);
  return { text, ...(item.marks && text === item.content && { marks: [...item.marks] }) };
}

async function withPart(
  sql: Sql,
  { tenantId, traceId }: Ctx,
  message: FactualRow,
  item: InboundMessage,
): Promise<FactualRow | null> {
  const { externalId: id, files } = item;
  const known = message.meta?.parts ?? [];
  // Taken away by one of the team it stays away; taken back part by part, it is what is left of it.
  const isTakenBack = known.length > 0 && known.every(({ isGone }) => isGone);
  const isAway = message.is_deleted && !isTakenBack;
  if (isAway || known.some((part) => part.id === id)) return null;
  const parts = inOrder([...known, { id, ...markedWords(item) }]);
  const added = files.map((file) => ({ ...file, fileId: null, error: null, part: id }));
  if (added.length) {
    const owed = { kind: FETCH_KIND, idempotencyKey: `media_${message.id}:${id}` };
    await enqueue(sql, [{ ...owed, tenantId, traceId, payload: { messageId: message.id } }]);
  }
  const all = asParts(message, parts);
  const fetched = filesInOrder([...(message.meta?.files ?? []), ...added]);
  return { ...all, is_deleted: false, meta: { ...all.meta, files: fetched } };
}
