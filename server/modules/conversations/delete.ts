import type { MemberCtx } from "../../core/ctx";
import { AppError } from "../../core/errors";
import { newId } from "../../core/ids";
import { statement } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { audit } from "../audit/audit";
import { publish } from "../tenants/publish";
import { changeIn } from "./change";
import { tellLive } from "./live";
import type { ConversationId } from "./schema";

const ADMINISTRATOR = 100;

// Without a message and a day old, the hourly clean-up takes the file's bytes and its row.
const FREE_FILES = statement<{ n: number }>(
  "conversation_free_files",
  `with freed as (
     update file set message_id = null, conversation_id = null, created_at = now() - interval '2 days'
     where tenant_id = $1::uuid and (conversation_id = $2::uuid or message_id in (
       select m.id from message m where m.tenant_id = $1::uuid and m.conversation_id = $2::uuid)) returning 1
   ) select count(*)::int as n from freed`,
);
const DELETE = statement<{ id: string }>(
  "conversation_delete",
  "delete from conversation where tenant_id = $1::uuid and (id = $2::uuid or merged_into_id = $2::uuid) returning id",
);

/**
 * Deletes a conversation for good: messages, notes, files, drafts. It needs conversation_manage_all and an
 * administrator's level (rbac.md 4.8). Throws not_found, forbidden.
 */
export async function deleteConversation(ctx: MemberCtx, { conversationId }: ConversationId): Promise<void> {
  const { row } = await runtime().db.transaction((tx) =>
    changeIn(tx, ctx, conversationId, async (tx, row) => {
      if (ctx.actor.level < ADMINISTRATOR)
        throw new AppError("forbidden", "Only administrators and owners may delete conversations.");
      const [files] = await tx.sql(FREE_FILES, [ctx.tenantId, row.id]);
      await tx.sql(DELETE, [ctx.tenantId, row.id]);
      const displayNumber = row.display_number;
      await publish(tx, ctx, { type: "conversation.deleted", conversationId: row.id, displayNumber });
      await audit(tx, ctx, {
        action: "conversation.delete",
        target: { kind: "conversation", id: row.id },
        before: {
          displayNumber,
          contactId: row.contact_id,
          messages: row.last_seq,
          files: files?.n ?? 0,
        },
      });
      return null;
    }),
  );
  const gone = { tenantId: ctx.tenantId, eventId: newId(), type: "conversation.deleted", row, message: null };
  tellLive([{ ...gone, isDeleted: true }]);
}
