import type { MemberCtx } from "../../core/ctx";
import { newId } from "../../core/ids";
import { statement } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { noteUndoable } from "./acts";
import type { ReadsAnswer, SetRead, UndoItem } from "./acts-schema";
import { heardSql } from "./heard-sql";
import { signalLive } from "./live";
import { findConversationRows, getConversationRow } from "./queries";
import type { MyRead } from "./schema";
import { toListed } from "./summary";

const PUT = statement<MyRead>(
  "conversation_read_put",
  `with put as (
     insert into conversation_read as r (tenant_id, conversation_id, member_id, last_seq_read, incoming_read, version)
     values ($1::uuid, $2::uuid, $3::uuid, $4::int, $5::int, 1)
     on conflict (member_id, conversation_id) do update set last_seq_read = excluded.last_seq_read,
       incoming_read = excluded.incoming_read, version = r.version + 1 where $6::int is null or r.version = $6::int
     returning last_seq_read as seq, incoming_read as incoming, version
   ), told as (
     insert into event (tenant_id, id, type, conversation_id, data, trace_id)
     select $1::uuid, $7::uuid, 'conversation.read', $2::uuid, jsonb_build_object('memberId', $3::uuid), $8::text from put
   )
   select seq, incoming, version from put`,
);

/** Sets how far the member has read, also back. With `expected` only while nothing newer was read. Null: it was. */
export async function putRead(
  ctx: MemberCtx,
  conversationId: string,
  read: Pick<MyRead, "seq" | "incoming">,
  expected: Pick<MyRead, "version"> | null,
): Promise<MyRead | null> {
  const { sql } = runtime().db;
  const row = await getConversationRow(sql, ctx, conversationId);
  const { memberId } = ctx.actor;
  const values = [ctx.tenantId, conversationId, memberId, read.seq, read.incoming, expected?.version ?? null];
  const [myRead] = await sql(PUT, [...values, newId(), ctx.traceId]);
  if (!myRead) return null;
  signalLive({ kind: "read", row, memberId, ...myRead });
  return myRead;
}

const LAST_INCOMING = statement<{ seq: number }>(
  "message_last_incoming",
  `select m.seq from message m where m.tenant_id = $1::uuid and m.conversation_id = $2::uuid and ${heardSql("m")}
   order by m.seq desc limit 1`,
);

/**
 * Marks as read, or as unread: from the contact's last message on, for this member alone, on all their devices. What is
 * so already, holds nothing of a contact, or is not theirs to see is left out. Throws not_found when none is theirs.
 */
export async function setRead(ctx: MemberCtx, { conversationIds, isRead }: SetRead): Promise<ReadsAnswer> {
  const { db } = runtime();
  const ids = [...new Set(conversationIds)];
  const rows = await findConversationRows(db.sql, ctx, ids);
  if (rows.length === 0) await getConversationRow(db.sql, ctx, ids[0]!);
  const answer: ReadsAnswer = { reads: [], undoId: null };
  const items: UndoItem[] = [];
  for (const row of rows) {
    const before = toListed(row).myRead;
    const isUnread = before.incoming < row.incoming_count;
    if (isUnread !== isRead || row.incoming_count === 0) continue;
    let target = { seq: row.last_seq, incoming: row.incoming_count };
    if (!isRead) {
      const [last] = await db.sql(LAST_INCOMING, [ctx.tenantId, row.id]);
      target = { seq: (last?.seq ?? row.last_seq) - 1, incoming: row.incoming_count - 1 };
    }
    const myRead = await putRead(ctx, row.id, target, null);
    if (!myRead) continue;
    answer.reads.push({ conversationId: row.id, myRead });
    items.push({ conversationId: row.id, read: { before, after: myRead } });
  }
  if (items.length === 0) return answer;
  const undoId = newId();
  await db.transaction((tx) => noteUndoable(tx, ctx, undoId, items));
  return { ...answer, undoId };
}
