import type { SystemActor, TenantCtx } from "../../core/ctx";
import { newId } from "../../core/ids";
import { statement, type Tx } from "../../infra/db";
import { publish } from "../tenants/publish";
import { handOver } from "./hand-over";
import { type CommittedChange, tellLive } from "./live";
import { getConversationRow } from "./queries";
import { gather } from "./rearrange";

const LOCK_BOTH = statement<{ id: string; status: string }>(
  "conversations_fold_lock",
  `select c.id, c.status::text as status from conversation c
   where c.tenant_id = $1::uuid and c.id = any($2::uuid[]) and c.merged_into_id is null order by c.id for update`,
);
const CLOSE = statement<never>(
  "conversation_fold_close",
  `update conversation set merged_into_id = $3::uuid, status = 'resolved', snoozed_until = null, waiting_since = null,
     window_closes_at = null, resolved_at = coalesce(resolved_at, now()), version = version + 1
   where tenant_id = $1::uuid and id = $2::uuid`,
);
const TAKE_OVER = statement<never>(
  "conversation_fold_into",
  `update conversation c set version = c.version + 1,
     window_closes_at = greatest(c.window_closes_at, o.window_closes_at),
     assignee_id = coalesce(c.assignee_id, o.assignee_id), team_id = coalesce(c.team_id, o.team_id),
     status = case when c.status = 'resolved' and o.status <> 'resolved' then 'open'::conversation_status else c.status end,
     resolved_at = case when c.status = 'resolved' and o.status <> 'resolved' then null else c.resolved_at end
   from conversation o
   where c.tenant_id = $1::uuid and c.id = $3::uuid and o.tenant_id = $1::uuid and o.id = $2::uuid`,
);

/**
 * Two conversations turn out to be one, as their people are: everything of the first comes into the second, in the order of
 * time, and the emptied one leads there. Nothing happens when either has been merged already.
 */
export async function foldConversation(
  tx: Tx,
  ctx: TenantCtx<SystemActor>,
  { fromId, intoId }: { fromId: string; intoId: string },
): Promise<void> {
  const both = await tx.sql(LOCK_BOTH, [ctx.tenantId, [fromId, intoId]]);
  if (both.length < 2) return;
  await gather(tx, ctx, fromId, intoId);
  await tx.sql(TAKE_OVER, [ctx.tenantId, fromId, intoId]);
  await handOver(tx, ctx.tenantId, fromId, intoId);
  await tx.sql(CLOSE, [ctx.tenantId, fromId, intoId]);
  await publish(tx, ctx, { type: "conversation.merged", conversationId: intoId, fromConversationId: fromId });
  const told: CommittedChange[] = [];
  for (const id of [intoId, fromId]) {
    const row = await getConversationRow(tx.sql, ctx, id);
    told.push({
      ...{ tenantId: ctx.tenantId, eventId: newId(), type: "conversation.merged", row },
      message: null,
    });
  }
  tx.afterCommit(() => tellLive(told));
}
