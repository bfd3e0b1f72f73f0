import { NO_PHONE, NO_PHONE_REASON } from "../../channels/pairing";
import type { MemberCtx, SystemActor, TenantCtx } from "../../core/ctx";
import { AppError } from "../../core/errors";
import { statement, type Tx } from "../../infra/db";
import { OUTBOX_CHANNEL } from "../../infra/outbox/enqueue";
import { wakeOutbox } from "../../infra/outbox/wake";
import { runtime } from "../../infra/runtime";
import { audit } from "../audit/audit";
import { FETCH_KIND, GESTURE_KIND, SEND_KIND } from "../conversations/append-sql";
import { publish } from "../tenants/publish";

const RESUME = statement<{ id: string }>(
  "inbox_resume",
  `update inbox set paused_for = null where tenant_id = $1::uuid and id = $2::uuid and paused_for is not null returning id`,
);
const RESUME_REFUSED = statement<{ id: string }>(
  "inbox_resume_refused",
  `update inbox set paused_for = null where tenant_id = $1::uuid and id = $2::uuid and paused_for is not null
     and paused_for->>'code' <> '${NO_PHONE}' returning id`,
);
const RESUME_PHONELESS = statement<{ id: string }>(
  "inbox_resume_phoneless",
  `update inbox set paused_for = null where tenant_id = $1::uuid and id = $2::uuid and paused_for->>'code' = '${NO_PHONE}'
   returning id`,
);
const EXISTS = statement<{ id: string }>(
  "inbox_exists",
  "select id from inbox where tenant_id = $1::uuid and id = $2::uuid",
);
/** What waited for its next try goes now; the lanes keep their order. */
const GO_ON = statement<{ notified: string | null }>(
  "inbox_send_on",
  `with due as (
     update outbox_entry e set state = 'ready', run_at = now() from message m
     where e.tenant_id = $1::uuid and e.kind in ('${SEND_KIND}', '${FETCH_KIND}', '${GESTURE_KIND}') and e.state = 'scheduled'
       and m.tenant_id = e.tenant_id and m.id = (e.payload->>'messageId')::uuid and m.inbox_id = $2::uuid
     returning 1
   ) select pg_notify('${OUTBOX_CHANNEL}', '')::text as notified from due limit 1`,
);

type Ctx = MemberCtx | TenantCtx<SystemActor>;

/** Sending goes on with what has waited. Throws not_found. */
export async function resumeInbox(ctx: Ctx, { inboxId }: { inboxId: string }): Promise<void> {
  await runtime().db.transaction(async (tx) => {
    const [inbox] = await tx.sql(EXISTS, [ctx.tenantId, inboxId]);
    if (!inbox) throw new AppError("not_found", "There is no such inbox.");
    await resume(tx, ctx, inboxId, RESUME);
  });
}

/** A member tries again; where no phone is paired that cannot help. Throws not_found, conflict. */
export async function tryInboxAgain(ctx: MemberCtx, { inboxId }: { inboxId: string }): Promise<void> {
  if (await resumeRefused(ctx, { inboxId })) return;
  const { tenantId } = ctx;
  const inbox = await runtime().db.prisma.inbox.findFirst({ where: { tenantId, id: inboxId } });
  if (!inbox) throw new AppError("not_found", "There is no such inbox.");
  if (inbox.pausedFor) throw new AppError("conflict", `${NO_PHONE_REASON} It sends again once one is.`);
}

/** The same for an inbox whose credentials were refused, and for no other pause. Answers whether it was so. */
export function resumeRefused(ctx: Ctx, { inboxId }: { inboxId: string }): Promise<boolean> {
  return runtime().db.transaction((tx) => resume(tx, ctx, inboxId, RESUME_REFUSED));
}

/** The same for an inbox that has been paused for want of a phone, which is there. */
export function resumePhoneless(ctx: Ctx, { inboxId }: { inboxId: string }): Promise<boolean> {
  return runtime().db.transaction((tx) => resume(tx, ctx, inboxId, RESUME_PHONELESS));
}

async function resume(tx: Tx, ctx: Ctx, inboxId: string, how: typeof RESUME): Promise<boolean> {
  const [resumed] = await tx.sql(how, [ctx.tenantId, inboxId]);
  if (!resumed) return false;
  await goOn(tx, ctx.tenantId, inboxId);
  await publish(tx, ctx, { type: "inbox.updated", inboxId });
  await audit(tx, ctx, { action: "inbox.resume", target: { kind: "inbox", id: inboxId } });
  return true;
}

/** What has waited in an inbox's lanes is tried at once. */
export async function goOn(tx: Tx, tenantId: string, inboxId: string): Promise<void> {
  await tx.sql(GO_ON, [tenantId, inboxId]);
  tx.afterCommit(wakeOutbox);
}
