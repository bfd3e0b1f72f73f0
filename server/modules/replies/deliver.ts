import { z } from "zod";
import type { MemberActor, SystemActor, TenantCtx } from "../../core/ctx";
import { type Sql, statement, type Tx } from "../../infra/db";
import { type Handler, handler } from "../../infra/outbox/entry";
import { runtime } from "../../infra/runtime";
import { audit } from "../audit/audit";
import { appendAll, type NewMessage } from "../conversations/append";
import { signalLive, tellLive } from "../conversations/live";
import { stickerIn } from "../messages/sticker";
import { loadMemberById } from "../tenants/member-actor";
import { findFiles, SCHEDULED_COLUMNS, type ScheduledRow } from "./rows";

type Ctx = TenantCtx<MemberActor | SystemActor>;

type Place = { goes_to: string; inbox_id: string };
const LOCK = statement<Place>(
  "scheduled_conversation_lock",
  `select coalesce(c.merged_into_id, c.id) as goes_to, (select g.inbox_id from conversation g
     where g.tenant_id = c.tenant_id and g.id = coalesce(c.merged_into_id, c.id)) as inbox_id
   from conversation c
   where c.tenant_id = $1::uuid and c.id = $2::uuid for update`,
);
const DUE = statement<ScheduledRow>(
  "scheduled_due",
  `select ${SCHEDULED_COLUMNS} from scheduled_message s
   where s.tenant_id = $1::uuid and s.conversation_id = $2::uuid and s.sent_at is null and s.cancelled_at is null
     and s.due_at <= now() order by s.due_at, s.id for update`,
);
const SENT = statement<never>(
  "scheduled_sent",
  "update scheduled_message set sent_at = now() where tenant_id = $1::uuid and id = any($2::uuid[])",
);
const CANCELLED = statement<never>(
  "scheduled_cancelled",
  "update scheduled_message set cancelled_at = now() where tenant_id = $1::uuid and id = any($2::uuid[])",
);

/**
 * Sends everything that has fallen due in a conversation, in the order of its times, each exactly once: the row is marked in
 * the transaction that stores the message, under the conversation's lock. A writer who has left the business sends nothing.
 */
export async function sendDue(ctx: Ctx, conversationId: string): Promise<void> {
  const appended = await runtime().db.transaction(async (tx) => {
    const [place] = await tx.sql(LOCK, [ctx.tenantId, conversationId]);
    const due = place ? await tx.sql(DUE, [ctx.tenantId, conversationId]) : [];
    const ready = await withoutLeavers(tx, ctx, due);
    if (ready.length === 0) return [];
    const stored = await appendAll(tx.sql, await messagesOf(tx.sql, ctx, ready, place!));
    await tx.sql(SENT, [ctx.tenantId, ready.map((row) => row.id)]);
    return stored.filter((one) => one !== null);
  });
  tellLive(appended.filter((one) => one.isNew).map((one) => one.change));
  const last = appended.at(-1);
  if (last) signalLive({ kind: "scheduled", row: last.change.row });
}

async function withoutLeavers(tx: Tx, ctx: Ctx, due: readonly ScheduledRow[]): Promise<ScheduledRow[]> {
  const here = new Map<string, boolean>();
  for (const { member_id } of due) {
    if (!here.has(member_id))
      here.set(member_id, (await loadMemberById(tx.sql, ctx.tenantId, member_id)) !== null);
  }
  const left = due.filter((row) => !here.get(row.member_id));
  if (left.length) {
    await tx.sql(CANCELLED, [ctx.tenantId, left.map((row) => row.id)]);
    for (const row of left) {
      const target = { kind: "scheduled_message", id: row.id };
      await audit(tx, ctx, {
        action: "scheduled_message.cancel",
        target,
        before: { memberId: row.member_id },
      });
    }
  }
  return due.filter((row) => here.get(row.member_id));
}

async function messagesOf(
  sql: Sql,
  ctx: Ctx,
  rows: readonly ScheduledRow[],
  { goes_to: conversationId, inbox_id }: Place,
): Promise<NewMessage[]> {
  const files = await findFiles(
    sql,
    ctx.tenantId,
    rows.flatMap((row) => row.file_ids),
  );
  const message = async (row: ScheduledRow): Promise<NewMessage> => {
    const { content } = row;
    const attachments = row.file_ids.flatMap((id) => files.get(id) ?? []);
    const extra = await stickerIn(sql, { tenant_id: ctx.tenantId, inbox_id }, { content, attachments });
    return {
      tenantId: ctx.tenantId,
      conversationId,
      identityId: null,
      kind: "outgoing",
      author: { kind: "member", id: row.member_id },
      clientId: row.client_id,
      ...{ content, attachments, meta: extra && { extra } },
      replyToId: row.reply_to_id,
      status: "sent",
      traceId: ctx.traceId,
    };
  };
  return Promise.all(rows.map(message));
}

/** The outbox's way to sendDue. */
export const sendHandler: Handler = handler({
  payload: z.object({ conversationId: z.uuid() }),
  run: (ctx, { conversationId }) => sendDue(ctx, conversationId),
});
