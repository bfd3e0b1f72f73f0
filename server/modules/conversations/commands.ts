import type { MemberActor, MemberCtx, SystemActor, TenantCtx } from "../../core/ctx";
import { AppError } from "../../core/errors";
import { newId } from "../../core/ids";
import { statement, type Tx } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import type { ActivityData } from "../messages/schema";
import { loadMemberById } from "../tenants/member-actor";
import { publish } from "../tenants/publish";
import { appendAll } from "./append";
import { type CommittedChange, signalLive, tellLive } from "./live";
import { getConversationRow, getManageableRow } from "./queries";
import { refuseUnlessAssignable, refuseUnlessEligible, refuseUnlessStatusAllowed } from "./rules";
import type {
  AssignConversation,
  ConversationSummary,
  MarkRead,
  MyRead,
  SetStatus,
  SetTyping,
} from "./schema";
import { SUMMARY_COLUMNS, type SummaryRow, toSummary } from "./summary";

const LOCK = statement<{ id: string }>(
  "conversation_lock",
  "select c.id from conversation c where c.tenant_id = $1::uuid and c.id = $2::uuid for update",
);
const SET_ASSIGNEE = statement<{ id: string }>(
  "conversation_set_assignee",
  "update conversation set assignee_id = $3::uuid where tenant_id = $1::uuid and id = $2::uuid returning id",
);
const SET_STATUS = statement<{ id: string }>(
  "conversation_set_status",
  `update conversation set status = $3::text::conversation_status, snoozed_until = null,
     waiting_since = case when $3::text = 'resolved' then null else waiting_since end
   where tenant_id = $1::uuid and id = $2::uuid returning id`,
);

const ASSIGNED_ROW = statement<SummaryRow>(
  "conversation_assigned_row",
  `select ${SUMMARY_COLUMNS} from conversation c join contact k on k.id = c.contact_id
   where c.tenant_id = $1::uuid and c.id = $2::uuid and c.assignee_id = $3::uuid`,
);

/** Locks the conversation, then reads it as this actor may change it: what is decided next is decided on the latest. */
async function lockManageable(tx: Tx, ctx: MemberCtx, id: string): Promise<SummaryRow> {
  await tx.sql(LOCK, [ctx.tenantId, id]);
  return getManageableRow(tx.sql, ctx, id);
}

/** Writes the activity line that says who did it; it also moves the conversation's version on. */
async function recordActivity(
  tx: Tx,
  ctx: TenantCtx<MemberActor | SystemActor>,
  row: SummaryRow,
  data: ActivityData,
): Promise<CommittedChange> {
  const [appended] = await appendAll(tx.sql, [
    {
      tenantId: ctx.tenantId,
      conversationId: row.id,
      identityId: null,
      kind: "activity",
      author:
        ctx.actor.kind === "member"
          ? { kind: "member", id: ctx.actor.memberId }
          : { kind: "system", id: null },
      clientId: null,
      content: "",
      attachments: [],
      data,
      status: "sent",
      traceId: ctx.traceId,
    },
  ]);
  if (!appended) throw new AppError("not_found", "This conversation is not here, or it is not yours to see.");
  return appended.change;
}

/** Gives the conversation to a member, or to nobody (null). Throws forbidden, not_found, conflict. */
export async function assignConversation(
  ctx: MemberCtx,
  input: AssignConversation,
): Promise<ConversationSummary> {
  const { db } = runtime();
  const change = await db.transaction(async (tx) => {
    const row = await lockManageable(tx, ctx, input.conversationId);
    if (row.assignee_id === input.assigneeId) return { row };
    refuseUnlessAssignable(ctx.actor, row.assignee_id, input.assigneeId);
    if (input.assigneeId) {
      const assignee = await loadMemberById(tx.sql, ctx.tenantId, input.assigneeId);
      if (!assignee)
        throw new AppError("not_found", "That member is not here any more.", { field: "assigneeId" });
      refuseUnlessEligible(assignee, row.inbox_id);
    }
    const told = await passOn(tx, ctx, row, input.assigneeId);
    return { row: told.row, told };
  });
  if (change.told) tellLive([change.told]);
  return toSummary(change.row);
}

/** The owner changes, with its event and its line in the thread. */
async function passOn(
  tx: Tx,
  ctx: TenantCtx<MemberActor | SystemActor>,
  row: SummaryRow,
  assigneeId: string | null,
): Promise<CommittedChange> {
  await tx.sql(SET_ASSIGNEE, [ctx.tenantId, row.id, assigneeId]);
  const fact = { assigneeId, previousAssigneeId: row.assignee_id };
  await publish(tx, ctx, { type: "conversation.assigned", conversationId: row.id, ...fact });
  const told = await recordActivity(tx, ctx, row, { type: "assigned", ...fact });
  return { ...told, type: "conversation.assigned", before: { assigneeId: row.assignee_id } };
}

const UNRESOLVED_OF = statement<{ id: string }>(
  "conversation_unresolved_of",
  `select c.id from conversation c
   where c.tenant_id = $1::uuid and c.assignee_id = $2::uuid and c.status <> 'resolved' order by c.id`,
);

/** Gives everything back to the queue that still waits for a member who has left: nobody would see it otherwise. */
export async function releaseConversationsOf(ctx: TenantCtx<SystemActor>, memberId: string): Promise<void> {
  const { db } = runtime();
  for (const { id } of await db.sql(UNRESOLVED_OF, [ctx.tenantId, memberId])) {
    const told = await db.transaction(async (tx) => {
      await tx.sql(LOCK, [ctx.tenantId, id]);
      // Back at work, or passed on, in the meantime?
      if (await loadMemberById(tx.sql, ctx.tenantId, memberId)) return null;
      const [row] = await tx.sql(ASSIGNED_ROW, [ctx.tenantId, id, memberId]);
      return row ? passOn(tx, ctx, row, null) : null;
    });
    if (told) tellLive([told]);
  }
}

/** Resolves or reopens. Throws forbidden, not_found. */
export async function setConversationStatus(ctx: MemberCtx, input: SetStatus): Promise<ConversationSummary> {
  refuseUnlessStatusAllowed(ctx.actor, input.status);
  const { db } = runtime();
  const change = await db.transaction(async (tx) => {
    const row = await lockManageable(tx, ctx, input.conversationId);
    if (row.status === input.status) return { row };
    await tx.sql(SET_STATUS, [ctx.tenantId, row.id, input.status]);
    const fact = { status: input.status, previousStatus: row.status };
    await publish(tx, ctx, { type: "conversation.status_changed", conversationId: row.id, ...fact });
    const told = await recordActivity(tx, ctx, row, { type: "status", ...fact });
    return { row: told.row, told: { ...told, type: "conversation.status_changed" } };
  });
  if (change.told) tellLive([change.told]);
  return toSummary(change.row);
}

const MARK_READ = statement<{ seq: number; incoming: number }>(
  "conversation_mark_read",
  `with c as (
    select id, tenant_id, least($4::int, last_seq) as seq, incoming_count, last_seq from conversation
    where tenant_id = $1::uuid and id = $2::uuid
  ), put as (
    insert into conversation_read as r (tenant_id, conversation_id, member_id, last_seq_read, incoming_read)
    select c.tenant_id, c.id, $3::uuid, c.seq, case when c.seq >= c.last_seq then c.incoming_count
      else c.incoming_count - (select count(*)::int from message m where m.conversation_id = c.id and m.seq > c.seq and m.kind = 'incoming') end
    from c
    on conflict (member_id, conversation_id) do update set last_seq_read = excluded.last_seq_read,
      incoming_read = excluded.incoming_read where r.last_seq_read < excluded.last_seq_read
    returning last_seq_read as seq, incoming_read as incoming, tenant_id, conversation_id
  ), told as (
    insert into event (tenant_id, id, type, conversation_id, data, trace_id)
    select tenant_id, $5::uuid, 'conversation.read', conversation_id, jsonb_build_object('memberId', $3::uuid), $6::text from put
  )
  select seq, incoming from put`,
);

/** Reading is each member's own and never goes back. Returns null when it was read as far before. */
export async function markConversationRead(ctx: MemberCtx, input: MarkRead): Promise<MyRead | null> {
  const { db } = runtime();
  const row = await getConversationRow(db.sql, ctx, input.conversationId);
  const values = [ctx.tenantId, input.conversationId, ctx.actor.memberId, input.seq, newId(), ctx.traceId];
  const [read] = await db.sql(MARK_READ, values);
  if (!read) return null;
  signalLive({ kind: "read", row, memberId: ctx.actor.memberId, ...read });
  return read;
}

/** Tells the other viewers, and the visitor unless it is a note. Stores nothing. */
export async function setMemberTyping(ctx: MemberCtx, input: SetTyping): Promise<void> {
  const row = await getManageableRow(runtime().db.sql, ctx, input.conversationId);
  signalLive({
    kind: "typing",
    row,
    memberId: ctx.actor.memberId,
    memberName: ctx.actor.name,
    isTyping: input.isTyping,
    isNote: input.isNote,
  });
}
