import type { MemberCtx } from "../../core/ctx";
import { AppError } from "../../core/errors";
import { newId } from "../../core/ids";
import { statement } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { publish } from "../tenants/publish";
import { changeIn, recordActivity } from "./change";
import { noteMove, tellBoth } from "./merge";
import type { MergeAnswer, SplitConversation } from "./merge-schema";
import { listPlaces, rearrange } from "./rearrange";
import { toSummary } from "./summary";

const BEGIN = statement<{ display_number: number }>(
  "conversation_split_begin",
  `with numbered as (
     insert into tenant_counter as t (tenant_id, last_display_number) values ($1::uuid, 1)
     on conflict (tenant_id) do update set last_display_number = t.last_display_number + 1
     returning last_display_number as n
   ), begun as (
     insert into conversation (id, tenant_id, display_number, inbox_id, contact_id, identity_id, status, assignee_id, team_id, priority, window_closes_at)
     select $3::uuid, c.tenant_id, n, c.inbox_id, c.contact_id, c.identity_id, 'open', c.assignee_id, c.team_id, c.priority, c.window_closes_at
     from conversation c, numbered where c.tenant_id = $1::uuid and c.id = $2::uuid returning display_number
   ) select display_number from begun`,
);
const COPY_LABELS = statement<{ id: string }>(
  "conversation_split_labels",
  `insert into conversation_label (tenant_id, conversation_id, label_id)
   select tenant_id, $3::uuid, label_id from conversation_label where tenant_id = $1::uuid and conversation_id = $2::uuid
   returning label_id as id`,
);
const COPY_PARTICIPANTS = statement<{ id: string }>(
  "conversation_split_participants",
  `insert into conversation_participant (tenant_id, conversation_id, member_id)
   select tenant_id, $3::uuid, member_id from conversation_participant where tenant_id = $1::uuid and conversation_id = $2::uuid
   returning member_id as id`,
);

/**
 * A message and everything after it becomes a conversation of its own, with the same contact, owner, team, priority and
 * labels. Throws bad_request when nothing was said from there on or before it, not_found, forbidden.
 */
export async function splitConversation(ctx: MemberCtx, input: SplitConversation): Promise<MergeAnswer> {
  const { conversationId: fromId, fromSeq } = input;
  const [id, undoId] = [newId(), newId()];
  const told = await runtime().db.transaction(async (tx) => {
    const { row } = await changeIn(tx, ctx, fromId, async () => null);
    const places = await listPlaces(tx, ctx, [fromId]);
    const goes = places.filter(({ seq }) => seq >= fromSeq);
    const stays = places.filter(({ seq }) => seq < fromSeq);
    const isSaid = ({ kind }: { kind: string }) => kind !== "activity";
    if (!goes.some(isSaid) || !stays.some(isSaid)) {
      throw new AppError("bad_request", "There must be a message on both sides. Choose another one.", {
        field: "fromSeq",
      });
    }
    const values = [ctx.tenantId, fromId, id];
    const [begun] = await tx.sql(BEGIN, values);
    await tx.sql(COPY_LABELS, values);
    await tx.sql(COPY_PARTICIPANTS, values);
    await rearrange(
      tx,
      ctx,
      new Map([
        [fromId, stays],
        [id, goes],
      ]),
    );
    await noteMove(tx, ctx, undoId, "split", { fromId, newId: id });
    await publish(tx, ctx, { type: "conversation.created", conversationId: id });
    await publish(tx, ctx, { type: "conversation.split", conversationId: fromId, newConversationId: id });
    const fresh = (await changeIn(tx, ctx, id, async () => null)).row;
    const came = { number: row.display_number, conversationId: fromId, undoId };
    const went = { number: begun!.display_number, conversationId: id, undoId };
    return tellBoth(tx, ctx, [
      await recordActivity(tx, ctx, fresh, { type: "splitFrom", ...came }),
      await recordActivity(tx, ctx, row, { type: "splitOff", ...went }),
    ]);
  });
  return { conversations: told.map((change) => toSummary(change.row)), undoId };
}
