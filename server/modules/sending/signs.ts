import { z } from "zod";
import { type Gesture, type GestureTarget, ProviderSilent } from "../../channels/outbound";
import { listChannels } from "../../channels/registry";
import type { MemberCtx, SystemActor, TenantCtx } from "../../core/ctx";
import { statement } from "../../infra/db";
import { enqueue } from "../../infra/outbox/enqueue";
import { type Handler, handler } from "../../infra/outbox/entry";
import { runtime } from "../../infra/runtime";
import { getManageableRow } from "../conversations/queries";
import { capabilitiesOf } from "../messages/window";
import { findGestureJob, performGesture } from "./gesture-job";
import { reservePlace } from "./pace";

/** A sign of life that is lost is no harm: it is never tried again later. */
export const READ_KIND = "message.read";
const TRIES = 3;
const TYPING_SECONDS = 4;
const SIGN_TIMEOUT_MS = 10_000;

const READING = listChannels()
  .filter(({ capabilities }) => capabilities.gestures?.includes("read"))
  .map(({ key }) => `'${key}'`);
/** Read by a member where the channel tells the contact so. */
export const IS_TOLD_OF_READING = READING.length
  ? `exists (select 1 from conversation c join inbox b on b.id = c.inbox_id
     where c.id = p.conversation_id and b.channel in (${READING.join(", ")}))`
  : "false";

/** A network takes what was written before the one that is named as read too, in its own order: not in that of their coming. */
const LAST_READ = statement<{ id: string }>(
  "sign_last_read",
  `select id from (select m.id, m.created_at, m.seq from conversation_read r join message m on m.tenant_id = r.tenant_id and m.conversation_id = r.conversation_id
     and m.seq <= r.last_seq_read and m.kind = 'incoming' and m.external_id is not null
   where r.tenant_id = $1::uuid and r.member_id = $2::uuid and r.conversation_id = $3::uuid
   order by m.seq desc limit 50) newest order by created_at desc, seq desc limit 1`,
);
/** Owes the contact the sign that the team has read what they wrote; once, whoever reads it after. */
export async function oweReadMark(
  { tenantId, traceId }: TenantCtx<SystemActor>,
  { conversationId, memberId }: { conversationId: string; memberId: string },
): Promise<void> {
  const { sql } = runtime().db;
  const [last] = await sql(LAST_READ, [tenantId, memberId, conversationId]);
  if (!last) return;
  const entry = { kind: READ_KIND, idempotencyKey: `read_${last.id}`, maxAttempts: TRIES };
  await enqueue(sql, [{ ...entry, tenantId, traceId, payload: { messageId: last.id } }]);
}

/** The outbox's way to the read mark. */
export const readHandler: Handler = handler({
  payload: z.object({ messageId: z.uuid() }),
  run: (ctx, { messageId }, { signal }) =>
    sign(ctx.tenantId, messageId, signal, (target) => ({ type: "read", target })),
});

const LAST_INCOMING = statement<{ id: string }>(
  "sign_last_incoming",
  `select id from message where tenant_id = $1::uuid and conversation_id = $2::uuid and kind = 'incoming'
     and external_id is not null order by seq desc limit 1`,
);

/** Shows the contact that the team is writing, where the channel can, at most every few seconds. Never throws. */
export async function showTyping(ctx: MemberCtx, conversationId: string): Promise<void> {
  const { db, log } = runtime();
  try {
    const row = await getManageableRow(db.sql, ctx, conversationId);
    if (!(await capabilitiesOf(db.sql, row)).gestures?.includes("typing")) return;
    const pace = { key: `typing:${conversationId}`, seconds: TYPING_SECONDS, patience: 0 };
    if (!(await reservePlace(db.sql, ctx.tenantId, pace)).isReserved) return;
    const [last] = await db.sql(LAST_INCOMING, [ctx.tenantId, conversationId]);
    if (!last) return;
    const signal = AbortSignal.timeout(SIGN_TIMEOUT_MS);
    await sign(ctx.tenantId, last.id, signal, (target) => ({ type: "typing", target }));
  } catch (err) {
    log.debug({ err, conversationId }, "the contact does not see that somebody is writing");
  }
}

async function sign(
  tenantId: string,
  messageId: string,
  signal: AbortSignal,
  gestureOf: (target: GestureTarget) => Gesture,
): Promise<void> {
  const job = await findGestureJob(runtime().db.sql, tenantId, messageId);
  if (!job?.sealed || job.isPaused) return;
  const done = await performGesture(job, gestureOf(job.target), signal);
  if (done.type === "failed" && done.failure.class === "retry")
    throw new ProviderSilent(done.failure.reason, false);
}
