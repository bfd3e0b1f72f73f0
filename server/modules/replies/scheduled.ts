import { can, type MemberCtx } from "../../core/ctx";
import { AppError } from "../../core/errors";
import { newId } from "../../core/ids";
import { statement, type Tx } from "../../infra/db";
import { enqueue } from "../../infra/outbox/enqueue";
import { runtime } from "../../infra/runtime";
import { signalLive } from "../conversations/live";
import { getConversationRow, getManageableRow } from "../conversations/queries";
import { getAttachable } from "../messages/files";
import { sendDue } from "./deliver";
import { SCHEDULED_COLUMNS, type ScheduledRow, toScheduled } from "./rows";
import type { HoldReply, Reschedule, ScheduledDto, ScheduledId, ScheduleReply, UndoReply } from "./schema";

/** The outbox entry that sends what is due in a conversation. */
export const SEND_KIND = "replies.send";
const YEAR_MS = 366 * 86_400_000;

/** Keeps a reply back for some seconds; nothing of it leaves before. Null: it was taken back already. Throws as sendMessage. */
export function holdReply(ctx: MemberCtx, input: HoldReply): Promise<ScheduledDto | null> {
  return keepReply(ctx, input, new Date(Date.now() + input.seconds * 1000), true);
}

/** Keeps a reply until a time its writer chose, at most a year ahead. */
export function scheduleReply(ctx: MemberCtx, input: ScheduleReply): Promise<ScheduledDto | null> {
  return keepReply(ctx, input, new Date(input.dueAt), false);
}

const INSERT = statement<ScheduledRow>(
  "scheduled_insert",
  `with put as (
     insert into scheduled_message (id, tenant_id, conversation_id, member_id, client_id, content, file_ids, reply_to_id, is_held, due_at)
     values ($1::uuid, $2::uuid, $3::uuid, $4::uuid, $5, $6, $7::jsonb,
       (select q.id from message q where q.tenant_id = $2::uuid and q.conversation_id = $3::uuid and q.id = $8::uuid), $9::bool, $10::timestamptz)
     on conflict (conversation_id, client_id) do nothing returning *
   )
   select ${SCHEDULED_COLUMNS} from put s`,
);
const BY_CLIENT = statement<ScheduledRow>(
  "scheduled_by_client",
  `select ${SCHEDULED_COLUMNS} from scheduled_message s
   where s.tenant_id = $1::uuid and s.conversation_id = $2::uuid and s.client_id = $3`,
);

async function keepReply(
  ctx: MemberCtx,
  input: Omit<HoldReply, "seconds">,
  dueAt: Date,
  isHeld: boolean,
): Promise<ScheduledDto | null> {
  const { db } = runtime();
  const { conversationId, clientId, content } = input;
  const row = await getManageableRow(db.sql, ctx, conversationId);
  if (content.trim() === "" && input.fileIds.length === 0) {
    throw new AppError("bad_request", "Write something or attach a file.", { field: "content" });
  }
  if (!isHeld) refuseUnlessAhead(dueAt);
  const uploader = { kind: "member", id: ctx.actor.memberId } as const;
  await getAttachable(db.sql, ctx.tenantId, uploader, input.fileIds, clientId);
  const kept = await db.transaction(async (tx) => {
    const [fresh] = await tx.sql(INSERT, [
      newId(),
      ctx.tenantId,
      conversationId,
      ctx.actor.memberId,
      clientId,
      content,
      JSON.stringify(input.fileIds),
      input.replyToId ?? null,
      isHeld,
      dueAt,
    ]);
    if (fresh) await oweAt(tx, ctx, fresh);
    return fresh ?? (await tx.sql(BY_CLIENT, [ctx.tenantId, conversationId, clientId]))[0]!;
  });
  if (kept.member_id !== ctx.actor.memberId) {
    throw new AppError(
      "conflict",
      "This client id belongs to another message. Send it again under a new one.",
      {
        field: "clientId",
      },
    );
  }
  signalLive({ kind: "scheduled", row });
  return kept.cancelled_at ? null : (await toScheduled(db.sql, ctx.tenantId, [kept]))[0]!;
}

function refuseUnlessAhead(dueAt: Date): void {
  const ahead = dueAt.getTime() - Date.now();
  if (ahead > 0 && ahead < YEAR_MS) return;
  throw new AppError("bad_request", "Choose a time within the next year.", { field: "dueAt" });
}

async function oweAt(tx: Tx, ctx: MemberCtx, row: ScheduledRow): Promise<void> {
  await enqueue(tx.sql, [
    {
      tenantId: ctx.tenantId,
      kind: SEND_KIND,
      idempotencyKey: `scheduled:${row.id}:${row.due_at.getTime()}`,
      payload: { conversationId: row.conversation_id },
      runAt: row.due_at,
      traceId: ctx.traceId,
    },
  ]);
}

const WAITING = statement<ScheduledRow>(
  "scheduled_waiting",
  `select ${SCHEDULED_COLUMNS} from scheduled_message s
   where s.tenant_id = $1::uuid and s.conversation_id = $2::uuid and s.sent_at is null and s.cancelled_at is null
     and (not s.is_held or s.member_id = $3::uuid)
   order by s.due_at, s.id`,
);

/** What waits to be sent in a conversation: everybody's scheduled replies, and one's own that are held. Throws not_found. */
export async function listScheduled(ctx: MemberCtx, conversationId: string): Promise<ScheduledDto[]> {
  const { sql } = runtime().db;
  await getConversationRow(sql, ctx, conversationId);
  const rows = await sql(WAITING, [ctx.tenantId, conversationId, ctx.actor.memberId]);
  return toScheduled(sql, ctx.tenantId, rows);
}

// The row is put in where it is not there yet: a request of the same client id that is still under way then finds it cancelled.
const UNDO = statement<{ id: string }>(
  "scheduled_undo",
  `insert into scheduled_message as s (id, tenant_id, conversation_id, member_id, client_id, content, is_held, due_at, cancelled_at)
   select $1::uuid, $2::uuid, $3::uuid, $4::uuid, $5, '', true, now(), now()
   where not exists (select 1 from message m where m.tenant_id = $2::uuid and m.conversation_id = $3::uuid and m.client_id = $5)
   on conflict (conversation_id, client_id) do update set cancelled_at = coalesce(s.cancelled_at, now())
     where s.sent_at is null and s.member_id = $4::uuid
   returning id`,
);

/** Takes back a reply that has not left yet, also one the server has not met. Throws conflict when it is too late. */
export async function undoReply(ctx: MemberCtx, input: UndoReply): Promise<void> {
  const { sql } = runtime().db;
  const { conversationId, clientId } = input;
  const row = await getManageableRow(sql, ctx, conversationId);
  const [taken] = await sql(UNDO, [newId(), ctx.tenantId, conversationId, ctx.actor.memberId, clientId]);
  if (!taken) throw new AppError("conflict", "It has gone out already.");
  signalLive({ kind: "scheduled", row });
}

const LOCK = statement<ScheduledRow>(
  "scheduled_lock",
  `select ${SCHEDULED_COLUMNS} from scheduled_message s
   where s.tenant_id = $1::uuid and s.conversation_id = $2::uuid and s.id = $3::uuid for update`,
);
const CANCEL = statement<never>(
  "scheduled_cancel",
  "update scheduled_message set cancelled_at = now() where tenant_id = $1::uuid and id = $2::uuid",
);
const MOVE = statement<ScheduledRow>(
  "scheduled_move",
  `with put as (update scheduled_message set due_at = $3::timestamptz, content = coalesce($4, content), is_held = false
     where tenant_id = $1::uuid and id = $2::uuid returning *)
   select ${SCHEDULED_COLUMNS} from put s`,
);

/** One's own, or anybody's with conversation_manage_all. Throws not_found, forbidden, conflict. */
export async function cancelScheduled(ctx: MemberCtx, input: ScheduledId): Promise<void> {
  await changeScheduled(ctx, input, async (tx) => {
    await tx.sql(CANCEL, [ctx.tenantId, input.scheduledId]);
  });
}

/** Another time, and other words where they are given. */
export async function reschedule(ctx: MemberCtx, input: Reschedule): Promise<void> {
  await changeScheduled(ctx, input, async (tx) => {
    refuseUnlessAhead(new Date(input.dueAt));
    const values = [ctx.tenantId, input.scheduledId, input.dueAt, input.content?.trim() || null];
    const [moved] = await tx.sql(MOVE, values);
    await oweAt(tx, ctx, moved!);
  });
}

export async function sendScheduledNow(ctx: MemberCtx, input: ScheduledId): Promise<void> {
  await changeScheduled(ctx, input, async (tx) => {
    await tx.sql(MOVE, [ctx.tenantId, input.scheduledId, new Date(0), null]);
  });
  await sendDue(ctx, input.conversationId);
}

async function changeScheduled(
  ctx: MemberCtx,
  { conversationId, scheduledId }: ScheduledId,
  work: (tx: Tx) => Promise<void>,
): Promise<void> {
  const { db } = runtime();
  const row = await getManageableRow(db.sql, ctx, conversationId);
  await db.transaction(async (tx) => {
    const [found] = await tx.sql(LOCK, [ctx.tenantId, conversationId, scheduledId]);
    if (!found || found.cancelled_at) throw new AppError("not_found", "This is not scheduled any more.");
    if (found.sent_at) throw new AppError("conflict", "It has gone out already.");
    if (found.member_id !== ctx.actor.memberId && !can(ctx.actor, "conversation_manage_all")) {
      throw new AppError("forbidden", "Only its writer or an administrator can change this.", {
        permission: "conversation_manage_all",
      });
    }
    await work(tx);
  });
  signalLive({ kind: "scheduled", row });
}
