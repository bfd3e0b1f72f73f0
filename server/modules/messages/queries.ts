import type { MemberCtx } from "../../core/ctx";
import { type Sql, statement } from "../../infra/db";
import { MESSAGE_COLUMNS, type MessageRow, toMessage, toVisitorMessage } from "../conversations/message-row";
import { findConversationRows, getConversationRow } from "../conversations/queries";
import type { ListMessages, MessageDto, VisitorMessage } from "./schema";

const OLDER = statement<MessageRow>(
  "messages_older",
  `select ${MESSAGE_COLUMNS} from message m
   where m.tenant_id = $1::uuid and m.conversation_id = $2::uuid and m.seq < $3::int order by m.seq desc limit $4::int`,
);
const NEWER = statement<MessageRow>(
  "messages_newer",
  `select ${MESSAGE_COLUMNS} from message m
   where m.tenant_id = $1::uuid and m.conversation_id = $2::uuid and m.seq > $3::int order by m.seq limit $4::int`,
);

/** A slice of a thread, ascending by seq: the newest, those before beforeSeq, or those after afterSeq. Throws not_found. */
export async function listMessages(
  sql: Sql,
  ctx: MemberCtx,
  input: ListMessages,
): Promise<{ items: MessageDto[]; hasMore: boolean }> {
  await getConversationRow(sql, ctx, input.conversationId);
  const isNewer = input.afterSeq !== undefined;
  const from = isNewer ? input.afterSeq! : (input.beforeSeq ?? 2_147_483_647);
  const rows = await sql(isNewer ? NEWER : OLDER, [
    ctx.tenantId,
    input.conversationId,
    from,
    input.limit + 1,
  ]);
  const items = rows.slice(0, input.limit).map(toMessage);
  return { items: isNewer ? items : items.reverse(), hasMore: rows.length > input.limit };
}

const BY_IDS = statement<MessageRow>(
  "messages_by_ids",
  `select ${MESSAGE_COLUMNS} from message m
   where m.tenant_id = $1::uuid and m.id = any($2::uuid[]) order by m.conversation_id, m.seq`,
);

/** Those of the messages whose conversation the actor may see. */
export async function findMessages(sql: Sql, ctx: MemberCtx, ids: readonly string[]): Promise<MessageDto[]> {
  if (ids.length === 0) return [];
  const rows = await sql(BY_IDS, [ctx.tenantId, ids]);
  const conversationIds = [...new Set(rows.map((row) => row.conversation_id))];
  const visible = new Set((await findConversationRows(sql, ctx, conversationIds)).map((row) => row.id));
  return rows.filter((row) => visible.has(row.conversation_id)).map(toMessage);
}

const VISIBLE_TO_CONTACT = statement<MessageRow & { author_name: string | null }>(
  "messages_visible_to_contact",
  `select ${MESSAGE_COLUMNS}, u.name as author_name
   from message m
   left join member mb on m.author_kind = 'member' and mb.tenant_id = m.tenant_id and mb.id = m.author_id
   left join "user" u on u.id = mb.user_id
   where m.tenant_id = $1::uuid and m.conversation_id = $2::uuid and m.seq > $3::int and m.kind in ('incoming', 'outgoing')
   order by m.seq limit $4::int`,
);

const THREAD_VERSION = statement<{ version: number; identity_id: string | null }>(
  "conversation_thread_version",
  "select thread_version as version, identity_id from conversation where tenant_id = $1::uuid and id = $2::uuid",
);

/**
 * What the contact may see of a conversation after a seq: no note, no activity. Ascending. `version`: of the whole thread;
 * `identityId`: whose it is now.
 */
export async function listVisitorMessages(
  sql: Sql,
  input: { tenantId: string; conversationId: string; after: number; limit: number },
): Promise<{ items: VisitorMessage[]; version: number; identityId: string | null; hasMore: boolean }> {
  const ids = [input.tenantId, input.conversationId] as const;
  const [rows, [thread]] = await Promise.all([
    sql(VISIBLE_TO_CONTACT, [...ids, input.after, input.limit + 1]),
    sql(THREAD_VERSION, ids),
  ]);
  return {
    version: thread?.version ?? 0,
    identityId: thread?.identity_id ?? null,
    items: rows.slice(0, input.limit).map((row) => toVisitorMessage(toMessage(row), row.author_name)),
    hasMore: rows.length > input.limit,
  };
}
