import type { MemberCtx, SystemActor, TenantCtx } from "../../core/ctx";
import { AppError } from "../../core/errors";
import { newId } from "../../core/ids";
import { statement, type Tx } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { loadMemberById } from "../tenants/member-actor";
import { type ChangeCtx, changeConversation, passOn, putStatus } from "./change";
import { heardSql } from "./heard-sql";
import { type CommittedChange, signalLive } from "./live";
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
import type { SummaryRow } from "./summary";

/** Gives the conversation to a member, or to nobody (null). Throws forbidden, not_found, conflict. */
export function assignConversation(ctx: MemberCtx, input: AssignConversation): Promise<ConversationSummary> {
  return changeConversation(ctx, input.conversationId, (tx, row) => giveTo(tx, ctx, row, input.assigneeId));
}

/** The owner changes, if the actor may say so (`isUndo`: takes back what they said) and the new one can see the inbox. */
export async function giveTo(
  tx: Tx,
  ctx: ChangeCtx,
  row: SummaryRow,
  assigneeId: string | null,
  isUndo = false,
): Promise<CommittedChange | null> {
  if (row.assignee_id === assigneeId) return null;
  if (!isUndo) refuseUnlessAssignable(ctx.actor, row.assignee_id, assigneeId);
  if (assigneeId) {
    const assignee = await loadMemberById(tx.sql, ctx.tenantId, assigneeId);
    if (!assignee)
      throw new AppError("not_found", "That member is not here any more.", { field: "assigneeId" });
    refuseUnlessEligible(assignee, row.inbox_id);
  }
  return passOn(tx, ctx, row, assigneeId);
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
    await changeConversation(ctx, id, async (tx, row) => {
      // Passed on, or the member is back, in the meantime?
      const isOwner = row.assignee_id === memberId && !(await loadMemberById(tx.sql, ctx.tenantId, memberId));
      return isOwner ? passOn(tx, ctx, row, null) : null;
    });
  }
}

/** Resolves or reopens. Throws forbidden, not_found. */
export async function setConversationStatus(ctx: MemberCtx, input: SetStatus): Promise<ConversationSummary> {
  return changeConversation(ctx, input.conversationId, async (tx, row) => {
    if (row.status === input.status) return null;
    refuseUnlessStatusAllowed(ctx.actor, input.status, row.status);
    return putStatus(tx, ctx, row, input.status);
  });
}

const MARK_READ = statement<Partial<MyRead> & { mentions: number }>(
  "conversation_mark_read",
  `with c as (
    select id, tenant_id, least($4::int, last_seq) as seq, incoming_count, last_seq from conversation
    where tenant_id = $1::uuid and id = $2::uuid
  ), put as (
    insert into conversation_read as r (tenant_id, conversation_id, member_id, last_seq_read, incoming_read, version)
    select c.tenant_id, c.id, $3::uuid, c.seq, case when c.seq >= c.last_seq then c.incoming_count
      else c.incoming_count - (select count(*)::int from message m where m.conversation_id = c.id and m.seq > c.seq and ${heardSql("m")}) end, 1
    from c
    on conflict (member_id, conversation_id) do update set last_seq_read = excluded.last_seq_read,
      incoming_read = excluded.incoming_read, version = r.version + 1 where r.last_seq_read < excluded.last_seq_read
    returning last_seq_read as seq, incoming_read as incoming, version, tenant_id, conversation_id
  ), mentioned as (
    update mention n set read_at = now() from c, message m
    where n.tenant_id = c.tenant_id and n.member_id = $3::uuid and n.conversation_id = c.id and n.read_at is null
      and m.tenant_id = n.tenant_id and m.id = n.message_id and m.seq <= c.seq
    returning 1
  ), told as (
    insert into event (tenant_id, id, type, conversation_id, data, trace_id)
    select tenant_id, $5::uuid, 'conversation.read', conversation_id, jsonb_build_object('memberId', $3::uuid), $6::text from put
  )
  select p.seq, p.incoming, p.version, (select count(*)::int from mentioned) as mentions from c left join put p on true`,
);

/**
 * Reading is each member's own and goes back only when they say so (reads.ts); what mentions them up to there is read with
 * it. Returns null when it was read as far before.
 */
export async function markConversationRead(ctx: MemberCtx, input: MarkRead): Promise<MyRead | null> {
  const { db } = runtime();
  const row = await getConversationRow(db.sql, ctx, input.conversationId);
  const values = [ctx.tenantId, input.conversationId, ctx.actor.memberId, input.seq, newId(), ctx.traceId];
  const [done] = await db.sql(MARK_READ, values);
  if (!done || (!done.version && done.mentions === 0)) return null;
  const read = {
    seq: done.seq ?? row.read_seq,
    incoming: done.incoming ?? row.read_incoming,
    version: done.version ?? row.read_version,
  };
  signalLive({ kind: "read", row, memberId: ctx.actor.memberId, ...read });
  return done.version ? read : null;
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
    ...(input.takesOver && { takesOver: true }),
  });
}
