import type { SystemActor, TenantCtx } from "../../core/ctx";
import { statement } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { notifyMembers } from "./notify";
import { tellRead } from "./tell";

type Ctx = TenantCtx<SystemActor>;
type Event<T> = T & { eventId: string; conversationId: string };

const LAST_SEQ = statement<{ last_seq: number }>(
  "notification_last_seq",
  "select last_seq from conversation where tenant_id = $1::uuid and id = $2::uuid",
);

async function lastSeq(ctx: Ctx, conversationId: string): Promise<number> {
  const [row] = await runtime().db.sql(LAST_SEQ, [ctx.tenantId, conversationId]);
  return row?.last_seq ?? 0;
}

/** Work was given to a member, by somebody else. */
export async function notifyAssigned(
  ctx: Ctx,
  event: Event<{ assigneeId: string | null; byMemberId?: string | null }>,
): Promise<void> {
  const { assigneeId, byMemberId = null, eventId, conversationId } = event;
  if (!assigneeId || assigneeId === byMemberId) return;
  const seq = await lastSeq(ctx, conversationId);
  const fact = { eventId, conversationId, messageId: null, seq, byMemberId };
  await notifyMembers(ctx, { type: "conversation_assignment", ...fact }, [assigneeId]);
}

type MessageFacts = {
  seq: number;
  kind: string;
  waits: boolean;
  author_kind: string;
  author_id: string | null;
  assignee_id: string | null;
  participant_ids: string[];
};
const MESSAGE = statement<MessageFacts>(
  "notification_message",
  `select m.seq, m.kind::text as kind, coalesce(m.data ? 'waits', false) as waits, m.author_kind::text as author_kind, m.author_id, c.assignee_id,
     array(select p.member_id::text from conversation_participant p where p.conversation_id = c.id) as participant_ids
   from message m join conversation c on c.id = m.conversation_id
   where m.tenant_id = $1::uuid and m.conversation_id = $2::uuid and m.id = $3::uuid and m.deleted_at is null`,
);

async function readMessage(ctx: Ctx, conversationId: string, messageId: string) {
  const [row] = await runtime().db.sql(MESSAGE, [ctx.tenantId, conversationId, messageId]);
  return row && { ...row, byMemberId: row.author_kind === "member" ? row.author_id : null };
}

/** Of the past: nobody is told that it came. */
const IS_NEWS = `not exists (select 1 from message h where h.tenant_id = p.tenant_id and h.id = p.message_id and h.meta ? 'isHistory')`;

/** Whether anybody has the conversation of the event `p`, or takes part in it. */
export const CONCERNS_MEMBERS = `exists (select 1 from conversation c where c.id = p.conversation_id
  and (c.assignee_id is not null or exists (select 1 from conversation_participant t where t.conversation_id = c.id))) and ${IS_NEWS}`;

/** The contact wrote, or a colleague did: for whoever has the conversation, and for those who take part. */
export async function notifyMessage(ctx: Ctx, event: Event<{ messageId: string }>): Promise<void> {
  const { eventId, conversationId, messageId } = event;
  const message = await readMessage(ctx, conversationId, messageId);
  if (!message || (message.author_kind !== "contact" && message.author_kind !== "member")) return;
  if (message.kind === "activity" && !message.waits) return;
  const { seq, byMemberId, assignee_id: assigneeId } = message;
  const fact = { eventId, conversationId, messageId, seq, byMemberId };
  if (assigneeId)
    await notifyMembers(ctx, { type: "assigned_conversation_new_message", ...fact }, [assigneeId]);
  const others = message.participant_ids.filter((id) => id !== assigneeId);
  await notifyMembers(ctx, { type: "participating_conversation_new_message", ...fact }, others);
}

/** A note names the member. */
export async function notifyMentioned(
  ctx: Ctx,
  event: Event<{ messageId: string; memberId: string }>,
): Promise<void> {
  const { eventId, conversationId, messageId, memberId } = event;
  const message = await readMessage(ctx, conversationId, messageId);
  if (!message) return;
  const { seq, byMemberId } = message;
  const fact = { eventId, conversationId, messageId, seq, byMemberId };
  await notifyMembers(ctx, { type: "conversation_mention", ...fact }, [memberId]);
}

const INBOX_MEMBERS = statement<{ member_id: string }>(
  "notification_inbox_members",
  `select i.member_id from inbox_member i join conversation c on c.inbox_id = i.inbox_id and c.tenant_id = i.tenant_id
     join member m on m.id = i.member_id and m.deactivated_at is null
   where c.tenant_id = $1::uuid and c.id = $2::uuid
     and (m.preferences->'notifications') ? 'conversation_creation'`,
);

/** Somebody new wrote to an inbox of theirs. It is off until a member asks for it, so only those are looked at. */
export async function notifyCreated(ctx: Ctx, event: Event<object>): Promise<void> {
  const { eventId, conversationId } = event;
  const members = await runtime().db.sql(INBOX_MEMBERS, [ctx.tenantId, conversationId]);
  if (members.length === 0) return;
  const seq = await lastSeq(ctx, conversationId);
  const fact = { eventId, conversationId, messageId: null, seq, byMemberId: null };
  await notifyMembers(
    ctx,
    { type: "conversation_creation", ...fact },
    members.map(({ member_id }) => member_id),
  );
}

const SETTLE = statement<{ settled: number }>(
  "notification_settle",
  `with settled as (
     update notification n set read_at = now()
     from conversation_read r
     where n.tenant_id = $1::uuid and n.member_id = $2::uuid and n.conversation_id = $3::uuid and n.read_at is null
       and r.member_id = n.member_id and r.conversation_id = n.conversation_id and r.last_seq_read >= n.seq
     returning 1)
   select count(*)::int as settled from settled`,
);

/** Who has read the conversation has seen what they were told of it, on every device. */
export async function settleRead(ctx: Ctx, event: Event<{ memberId: string }>): Promise<void> {
  const { memberId, conversationId } = event;
  const [row] = await runtime().db.sql(SETTLE, [ctx.tenantId, memberId, conversationId]);
  if (row?.settled) await tellRead(ctx.tenantId, memberId);
}
