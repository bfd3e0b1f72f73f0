import type { MemberCtx } from "../../core/ctx";
import { AppError } from "../../core/errors";
import { statement, type Tx } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { audit } from "../audit/audit";
import { publish } from "../tenants/publish";
import type { UndoId } from "./acts-schema";
import { recordActivity } from "./change";
import { lockBoth, OPEN_AGAIN, tellBoth } from "./merge";
import type { MergeAnswer, MergeUndo, SplitUndo } from "./merge-schema";
import { gather, inTime, listPlaces, rearrange } from "./rearrange";
import { toSummary } from "./summary";

const TAKE = statement<{ kind: string; data: MergeUndo | SplitUndo }>(
  "undoable_take_move",
  `update undoable set undone_at = now() where tenant_id = $1::uuid and id = $2::uuid and kind in ('merge', 'split')
     and undone_at is null and created_at > now() - interval '14 days' returning kind, data`,
);

/**
 * Takes back a merge or a split within 14 days, for whoever may change both conversations. What has been written since
 * stays where it was written; after a split everything comes together again. Throws not_found, forbidden.
 */
export async function undoMove(ctx: MemberCtx, { undoId }: UndoId): Promise<MergeAnswer> {
  const told = await runtime().db.transaction(async (tx) => {
    const [taken] = await tx.sql(TAKE, [ctx.tenantId, undoId]);
    if (!taken) throw new AppError("not_found", "There is nothing left to undo here.");
    const { data } = taken;
    return "intoId" in data ? unmerge(tx, ctx, data) : rejoin(tx, ctx, data);
  });
  return { conversations: told.map(({ row }) => toSummary(row)), undoId };
}

const DROP_LABELS = statement<{ id: string }>(
  "conversation_unmerge_labels",
  `delete from conversation_label where tenant_id = $1::uuid and conversation_id = $2::uuid and label_id = any($3::uuid[])
   returning label_id as id`,
);
const DROP_PARTICIPANTS = statement<{ id: string }>(
  "conversation_unmerge_participants",
  `delete from conversation_participant where tenant_id = $1::uuid and conversation_id = $2::uuid and member_id = any($3::uuid[])
   returning member_id as id`,
);
/** What has been changed since stays. */
const DROP_ATTRIBUTES = statement<never>(
  "conversation_unmerge_attributes",
  `update conversation c set attributes = c.attributes - array(
     select h.key from jsonb_each($3::text::jsonb) h where c.attributes -> h.key = h.value)
   where c.tenant_id = $1::uuid and c.id = $2::uuid`,
);

async function unmerge(tx: Tx, ctx: MemberCtx, data: MergeUndo) {
  const { fromId, intoId, status } = data;
  const [from, into] = await lockBoth(tx, ctx, [fromId, intoId]);
  const places = await listPlaces(tx, ctx, [fromId, intoId]);
  const moved = new Set(data.messageIds);
  const isBack = (p: { id: string; conversation_id: string }) =>
    p.conversation_id === fromId || moved.has(p.id);
  await tx.sql(OPEN_AGAIN, [ctx.tenantId, fromId, status.from === "snoozed" ? "open" : status.from]);
  await tx.sql(DROP_LABELS, [ctx.tenantId, intoId, data.labelIds]);
  await tx.sql(DROP_PARTICIPANTS, [ctx.tenantId, intoId, data.participantIds]);
  await tx.sql(DROP_ATTRIBUTES, [ctx.tenantId, intoId, JSON.stringify(data.attributes ?? {})]);
  await rearrange(
    tx,
    ctx,
    new Map([
      [fromId, inTime(places.filter(isBack))],
      [intoId, places.filter((place) => !isBack(place))],
    ]),
  );
  await record(tx, ctx, "conversation.unmerge", intoId);
  await publish(tx, ctx, { type: "conversation.split", conversationId: intoId, newConversationId: fromId });
  const came = { type: "unmerged", number: into.display_number, conversationId: intoId } as const;
  const went = { type: "unmerged", number: from.display_number, conversationId: fromId } as const;
  const told = [await recordActivity(tx, ctx, from, came), await recordActivity(tx, ctx, into, went)];
  const participantIds = into.participant_ids;
  const before = { assigneeId: into.assignee_id, participantIds };
  return tellBoth(tx, ctx, [told[0]!, { ...told[1]!, before }]);
}

const CLOSE = statement<{ id: string }>(
  "conversation_rejoin",
  `update conversation set merged_into_id = $3::uuid, status = 'resolved', snoozed_until = null, waiting_since = null,
     resolved_at = now(), version = version + 1 where tenant_id = $1::uuid and id = $2::uuid returning id`,
);

async function rejoin(tx: Tx, ctx: MemberCtx, { fromId, newId }: SplitUndo) {
  const [first, second] = await lockBoth(tx, ctx, [fromId, newId]);
  await gather(tx, ctx, newId, fromId);
  const went = { type: "rejoined", number: first.display_number, conversationId: fromId } as const;
  const came = { type: "rejoined", number: second.display_number, conversationId: newId } as const;
  const gone = await recordActivity(tx, ctx, second, went);
  await tx.sql(CLOSE, [ctx.tenantId, newId, fromId]);
  await record(tx, ctx, "conversation.unsplit", fromId);
  await publish(tx, ctx, {
    type: "conversation.merged",
    conversationId: fromId,
    fromConversationId: newId,
  });
  return tellBoth(tx, ctx, [await recordActivity(tx, ctx, first, came), gone]);
}

async function record(tx: Tx, ctx: MemberCtx, action: string, id: string): Promise<void> {
  await audit(tx, ctx, { action, target: { kind: "conversation", id } });
}
