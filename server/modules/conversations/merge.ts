import type { MemberCtx } from "../../core/ctx";
import { AppError } from "../../core/errors";
import { newId } from "../../core/ids";
import { statement, type Tx } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { audit } from "../audit/audit";
import { publish } from "../tenants/publish";
import { changeIn, recordActivity } from "./change";
import { handOver } from "./hand-over";
import { type CommittedChange, tellLive } from "./live";
import type { MergeAnswer, MergeConversations, MergeUndo } from "./merge-schema";
import { gather } from "./rearrange";
import { type SummaryRow, toSummary } from "./summary";

const LOCK_BOTH = statement<{ id: string }>(
  "conversations_lock",
  "select c.id from conversation c where c.tenant_id = $1::uuid and c.id = any($2::uuid[]) order by c.id for update",
);

/** Locks both and reads them as this member may change them. Throws not_found, forbidden. */
export async function lockBoth(
  tx: Tx,
  ctx: MemberCtx,
  ids: readonly [string, string],
): Promise<[SummaryRow, SummaryRow]> {
  await tx.sql(LOCK_BOTH, [ctx.tenantId, ids]);
  const read = async (id: string) => (await changeIn(tx, ctx, id, async () => null)).row;
  return [await read(ids[0]), await read(ids[1])];
}

const CLOSE = statement<{ id: string }>(
  "conversation_merge_away",
  `update conversation set merged_into_id = $3::uuid, status = 'resolved', snoozed_until = null, waiting_since = null,
     resolved_at = now(), version = version + 1 where tenant_id = $1::uuid and id = $2::uuid returning id`,
);
const OPEN_AGAIN = statement<{ id: string }>(
  "conversation_merge_status",
  `update conversation set status = $3::text::conversation_status, merged_into_id = null, version = version + 1,
     resolved_at = case when $3::text = 'resolved' then coalesce(resolved_at, now()) end
   where tenant_id = $1::uuid and id = $2::uuid returning id`,
);
/**
 * Moves everything of a conversation into another of the same contact, in the order of time; the emptied one is resolved,
 * in no list, and leads to the other. Throws conflict for two contacts' conversations, not_found, forbidden.
 */
export async function mergeConversations(ctx: MemberCtx, input: MergeConversations): Promise<MergeAnswer> {
  const { conversationId: fromId, intoConversationId: intoId } = input;
  if (fromId === intoId)
    throw new AppError("conflict", "A conversation cannot be merged with itself. Choose another one.");
  const undoId = newId();
  const told = await runtime().db.transaction(async (tx) => {
    const [from, into] = await lockBoth(tx, ctx, [fromId, intoId]);
    refuseUnlessMergeable(from, into);
    const went = { number: into.display_number, conversationId: intoId, undoId };
    const messageIds = await gather(tx, ctx, fromId, intoId);
    const gone = await recordActivity(tx, ctx, from, { type: "mergedInto", ...went });
    await tx.sql(CLOSE, [ctx.tenantId, fromId, intoId]);
    const status = { from: from.status, into: into.status };
    if (into.status === "resolved" && from.status !== "resolved")
      await tx.sql(OPEN_AGAIN, [ctx.tenantId, intoId, "open"]);
    const handed = await handOver(tx, ctx.tenantId, fromId, intoId);
    const data: MergeUndo = { fromId, intoId, messageIds, status, ...handed };
    await noteMove(tx, ctx, undoId, "merge", data);
    await publish(tx, ctx, {
      type: "conversation.merged",
      conversationId: intoId,
      fromConversationId: fromId,
    });
    const fact = { number: from.display_number, conversationId: fromId, undoId };
    const came = await recordActivity(tx, ctx, into, { type: "merged", ...fact });
    return tellBoth(tx, ctx, [came, gone]);
  });
  return { conversations: told.map(({ row }) => toSummary(row)), undoId };
}

function refuseUnlessMergeable(from: SummaryRow, into: SummaryRow): void {
  if (from.contact_id !== into.contact_id) {
    throw new AppError(
      "conflict",
      `#${from.display_number} and #${into.display_number} are with two contacts. Merge the contacts first, or choose another conversation of ${from.contact_name}.`,
      { field: "intoConversationId" },
    );
  }
  if (from.merged_into_id || into.merged_into_id)
    throw new AppError("conflict", "This conversation has been merged already. Open the one it went into.");
}

/** Keeps what undoes a merge or a split, and the audit row of it. */
export async function noteMove(
  tx: Tx,
  ctx: MemberCtx,
  undoId: string,
  kind: "merge" | "split",
  data: object,
): Promise<void> {
  const { memberId } = ctx.actor;
  await tx.prisma.undoable.create({ data: { id: undoId, tenantId: ctx.tenantId, memberId, kind, data } });
  const id = "intoId" in data ? String(data.intoId) : String((data as { fromId: string }).fromId);
  const { messageIds: _, ...after } = data as { messageIds?: string[] };
  await audit(tx, ctx, { action: `conversation.${kind}`, target: { kind: "conversation", id }, after });
}

/** Both as they stand at the end of the transaction, told after its commit. */
export async function tellBoth(
  tx: Tx,
  ctx: MemberCtx,
  changes: readonly CommittedChange[],
): Promise<CommittedChange[]> {
  const system = { ...ctx, actor: { kind: "system", name: "merge" } as const };
  const told: CommittedChange[] = [];
  for (const change of changes) {
    const { row } = await changeIn(tx, system, change.row.id, async () => null);
    told.push({ ...change, row });
  }
  tx.afterCommit(() => tellLive(told));
  return told;
}

export { OPEN_AGAIN };
