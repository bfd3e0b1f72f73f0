import { can, type MemberCtx } from "../../core/ctx";
import { AppError } from "../../core/errors";
import { newId } from "../../core/ids";
import { statement, type Tx } from "../../infra/db";
import { enqueue } from "../../infra/outbox/enqueue";
import { wakeOutbox } from "../../infra/outbox/wake";
import { runtime } from "../../infra/runtime";
import { audit } from "../audit/audit";
import { GESTURE_KIND } from "../conversations/append-sql";
import { changeConversation } from "../conversations/change";
import { MESSAGE_COLUMNS, type MessageRow, toMessage } from "../conversations/message-row";
import { getManageableRow } from "../conversations/queries";
import type { ConversationSummary } from "../conversations/schema";
import type { SummaryRow } from "../conversations/summary";
import { publish } from "../tenants/publish";
import { DELETED_PREVIEW, type MessageId } from "./schema";
import { capabilitiesOf } from "./window";

const FIND = statement<MessageRow>(
  "message_in_conversation",
  `select ${MESSAGE_COLUMNS} from message m
   where m.tenant_id = $1::uuid and m.conversation_id = $2::uuid and m.id = $3::uuid`,
);

/**
 * Takes the words and files of one's own message (of anybody's, with conversation_manage_all) away, for the team and the
 * customer; the place in the thread stays. Throws not_found, forbidden.
 */
export function deleteMessage(ctx: MemberCtx, input: MessageId): Promise<ConversationSummary> {
  return changeConversation(ctx, input.conversationId, async (tx) => {
    const [found] = await tx.sql(FIND, [ctx.tenantId, input.conversationId, input.messageId]);
    if (!found || found.kind === "activity") {
      throw new AppError("not_found", "This message is not here any more.", { field: "messageId" });
    }
    refuseUnlessDeletable(ctx, found);
    if (found.is_deleted) return null;
    const { message, authorName } = await empty(tx, ctx, input);
    await tx.sql(SHOW_GONE, [ctx.tenantId, input.conversationId, message.seq, DELETED_PREVIEW]);
    await publish(tx, ctx, { type: "message.updated", ...input });
    await revoke(tx, ctx, await getManageableRow(tx.sql, ctx, input.conversationId), found);
    const { kind, author_kind: authorKind, author_id: authorId, seq } = found;
    await audit(tx, ctx, {
      action: "message.delete",
      target: { kind: "message", id: input.messageId },
      before: { kind, authorKind, authorId, seq, files: found.attachments.length },
    });
    return {
      tenantId: ctx.tenantId,
      eventId: newId(),
      type: "message.updated",
      row: await getManageableRow(tx.sql, ctx, input.conversationId),
      message,
      authorName,
    };
  });
}

/** Where the channel can take back what has gone out, it does; in the lane, so that what is still going out goes first. */
async function revoke(tx: Tx, ctx: MemberCtx, row: SummaryRow, { id, kind }: MessageRow): Promise<void> {
  if (kind !== "outgoing" || !(await capabilitiesOf(tx.sql, row)).gestures?.includes("revoke")) return;
  const { tenantId, traceId } = ctx;
  const entry = { kind: GESTURE_KIND, lane: `out:${row.id}`, idempotencyKey: `revoke_${id}` };
  const payload = { type: "revoke", messageId: id };
  await enqueue(tx.sql, [{ ...entry, tenantId, traceId, payload, maxAttempts: 8 }]);
  tx.afterCommit(wakeOutbox);
}

function refuseUnlessDeletable(ctx: MemberCtx, found: MessageRow): void {
  const isOwn = found.author_kind === "member" && found.author_id === ctx.actor.memberId;
  if (isOwn || can(ctx.actor, "conversation_manage_all")) return;
  throw new AppError(
    "forbidden",
    "You can delete your own messages. Ask an administrator to delete somebody else’s.",
    { permission: "conversation_manage_all" },
  );
}

/** What it said before, its parts and its formatting go with its words. */
const EMPTY = statement<MessageRow & { author_name: string | null }>(
  "message_empty",
  `with gone as (
     update message set content = '', attachments = '[]'::jsonb, data = null, error = null, deleted_at = now(),
       deleted_by_id = $4::uuid, version = version + 1,
       meta = jsonb_strip_nulls(jsonb_build_object('sender', meta->'sender', 'deliveryId', meta->'deliveryId'))
     where tenant_id = $1::uuid and conversation_id = $2::uuid and id = $3::uuid returning *
   )
   select ${MESSAGE_COLUMNS}, (select u.name from member mb join "user" u on u.id = mb.user_id
     where mb.tenant_id = m.tenant_id and mb.id = m.author_id and m.author_kind = 'member') as author_name
   from gone m`,
);
/** No link opens them from here on; what is not erased at once, the clean-up erases as never attached. */
const LET_GO = statement<{ id: string; storage_key: string }>(
  "message_files_let_go",
  `update file set message_id = null, state = 'pending', created_at = least(created_at, now() - interval '2 days')
   where tenant_id = $1::uuid and message_id = $2::uuid returning id, storage_key`,
);

async function empty(tx: Tx, ctx: MemberCtx, { conversationId, messageId }: MessageId) {
  const { storage, db, log } = runtime();
  const [row] = await tx.sql(EMPTY, [ctx.tenantId, conversationId, messageId, ctx.actor.memberId]);
  const files = await tx.sql(LET_GO, [ctx.tenantId, messageId]);
  tx.afterCommit(async () => {
    try {
      for (const { storage_key } of files) await storage.delete(storage_key);
      const ids = files.map(({ id }) => id);
      if (ids.length) await db.prisma.file.deleteMany({ where: { tenantId: ctx.tenantId, id: { in: ids } } });
    } catch (err) {
      log.warn({ err, messageId }, "the files of a deleted message are left to the clean-up");
    }
  });
  return { message: toMessage(row!), authorName: row!.author_name };
}

const SHOW_GONE = statement<never>(
  "conversation_show_gone",
  `update conversation c set version = version + 1,
     last_message_preview = case when n.is_newest then $4::text else c.last_message_preview end,
     last_message_has_file = c.last_message_has_file and not n.is_newest
   from (select not exists (select 1 from message m where m.conversation_id = $2::uuid and m.seq > $3::int
     and m.kind <> 'activity') as is_newest) n
   where c.tenant_id = $1::uuid and c.id = $2::uuid`,
);
