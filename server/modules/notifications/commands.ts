import type { MemberCtx } from "../../core/ctx";
import { AppError } from "../../core/errors";
import { newId } from "../../core/ids";
import { statement } from "../../infra/db";
import { enqueue } from "../../infra/outbox/enqueue";
import { runtime } from "../../infra/runtime";
import type { SetNotificationRead, SnoozeNotification } from "./schema";
import { owedWaking } from "./snooze";
import { tellRead } from "./tell";

const SET_READ = statement<{ id: string }>(
  "notification_set_read",
  `update notification n set read_at = case when $4::bool then coalesce(n.read_at, now()) end
   where n.tenant_id = $1::uuid and n.member_id = $2::uuid and n.id = $3::uuid
     and ($4::bool or n.read_at is null or not exists (select 1 from notification o
       where o.member_id = n.member_id and o.conversation_id = n.conversation_id and o.read_at is null))
   returning n.id`,
);
const EXISTS = statement<{ id: string }>(
  "notification_exists",
  "select id from notification where tenant_id = $1::uuid and member_id = $2::uuid and id = $3::uuid",
);

/** Marks one as read or unread. Where a newer one of its conversation is unread, that one stands for it. Throws not_found. */
export async function setNotificationRead(ctx: MemberCtx, input: SetNotificationRead): Promise<void> {
  const { sql } = runtime().db;
  const own = [ctx.tenantId, ctx.actor.memberId, input.notificationId];
  const [row] = await sql(SET_READ, [...own, input.isRead]);
  if (!row && (await sql(EXISTS, own)).length === 0) throw gone();
  await tellRead(ctx.tenantId, ctx.actor.memberId);
}

const READ_ALL = statement<{ read: number }>(
  "notifications_read_all",
  `with done as (update notification set read_at = now()
     where tenant_id = $1::uuid and member_id = $2::uuid and read_at is null
       and (snoozed_until is null or snoozed_until <= now()) returning 1)
   select count(*)::int as read from done`,
);

/** Marks all that are shown as read; what is put aside comes back all the same. Answers how many. */
export async function readAllNotifications(ctx: MemberCtx): Promise<{ read: number }> {
  const [row] = await runtime().db.sql(READ_ALL, [ctx.tenantId, ctx.actor.memberId]);
  await tellRead(ctx.tenantId, ctx.actor.memberId);
  return { read: row!.read };
}

const SNOOZE = statement<{ id: string }>(
  "notification_snooze",
  `update notification n set snoozed_until = $4::timestamptz, read_at = case when exists (select 1 from notification o
       where o.member_id = n.member_id and o.conversation_id = n.conversation_id and o.read_at is null and o.id <> n.id)
     then coalesce(n.read_at, now()) end
   where n.tenant_id = $1::uuid and n.member_id = $2::uuid and n.id = $3::uuid returning n.id`,
);

/** Puts one aside until that time, when it comes back unread. Throws not_found, bad_request for a time that has passed. */
export async function snoozeNotification(ctx: MemberCtx, input: SnoozeNotification): Promise<void> {
  const until = new Date(input.until);
  if (until.getTime() <= Date.now())
    throw new AppError("bad_request", "Choose a time that is still to come.");
  const { memberId } = ctx.actor;
  await runtime().db.transaction(async (tx) => {
    const [row] = await tx.sql(SNOOZE, [ctx.tenantId, memberId, input.notificationId, until]);
    if (!row) throw gone();
    await enqueue(tx.sql, [owedWaking(ctx, memberId, newId(), until)]);
  });
  await tellRead(ctx.tenantId, memberId);
}

const gone = () => new AppError("not_found", "This notification is not here any more.");
