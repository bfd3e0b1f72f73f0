import { z } from "zod";
import { type Failure, isGroup } from "../../channels/inbound";
import { type Outgoing, ProviderSilent, type Sent } from "../../channels/outbound";
import { clock } from "../../core/clock";
import type { SystemActor, TenantCtx } from "../../core/ctx";
import { retryDelay } from "../../infra/outbox/backoff";
import { type Handler, type HandlerRun, handler, NotYet, RetryAfter } from "../../infra/outbox/entry";
import { runtime } from "../../infra/runtime";
import { OUT_KEY } from "../conversations/append-sql";
import { signAttachments } from "../conversations/message-row";
import { openCredentials } from "../inboxes/credentials";
import { type SendFailure, UNCONFIRMED } from "../messages/facts";
import { settle, settleOwn } from "../messages/settle";
import { beginAttempt, endAttempt } from "./attempts";
import { callerOf } from "./call";
import { findSendJob, type SendJob } from "./job";
import { reservePlace } from "./pace";
import { pauseInbox } from "./pause";

type Ctx = TenantCtx<SystemActor>;

/** How often a paused inbox is looked at; whoever mends it wakes its lanes at once. */
const PAUSED_SECONDS = 60;
/** So long a provider may be away before its messages fail. */
const PATIENCE_MS = 24 * 3_600_000;
const BACKOFF = { baseSeconds: 2, capSeconds: 60 };
/** A place in the pace that is nearer than this is waited for; a later one is asked for again when it comes. */
const PATIENCE_SECONDS = { recipient: 1, inbox: 10 };

/**
 * Hands one queued message to its provider. What failed for now is tried again, and its lane waits; what cannot be helped
 * fails with words and the way out; where nobody knows whether the provider took it, it is never sent a second time.
 */
export async function sendQueued(ctx: Ctx, messageId: string, run: HandlerRun): Promise<void> {
  const job = await findSendJob(runtime().db.sql, ctx.tenantId, messageId);
  if (!job) return;
  const parts = partsOf(job);
  const done = job.attempts.filter(({ outcome }) => outcome === "sent").length;
  // A status may tell that it has gone before we could write it down.
  const isGone = job.status !== "queued" && (parts.length === 1 || done === 0);
  if (isGone || done >= parts.length) return;
  const open = job.attempts.find(({ outcome }) => outcome === null);
  if (open) return leaveUnconfirmed(job, open.id, "The process ended before the provider had answered.");
  const refused = refusalOf(job);
  if (refused) return fail(job, refused);
  if (job.is_paused || !job.sealed) throw new NotYet(PAUSED_SECONDS, "The inbox is paused.");
  const place = { tenantId: job.tenantId, inboxId: job.inbox_id };
  const opened = await openCredentials(runtime().db.sql, place, job.sealed);
  const credentials = job.wire.credentials.parse(opened);
  for (const [at, part] of parts.entries()) {
    if (at < done) continue;
    await keepPace(job, run.signal);
    await sendPart(ctx, job, part, { isFirst: at === 0, isLast: at === parts.length - 1 }, (message) =>
      job.wire.send(message, { credentials, call: callerOf(job.wire, run.signal) }),
    );
  }
}

/** Several files go as several messages, the words with the first of them or before it. */
function partsOf(job: SendJob): Outgoing[] {
  const files = signAttachments(job.tenantId, job.attachments).map(({ name, contentType, size, url }) => ({
    ...{ name, contentType, size, url: runtime().appUrl + url },
  }));
  const [first] = files;
  const isApart = first && job.content.length > job.wire.captionLength(first.contentType);
  const said = !first || isApart ? [{ text: job.content, file: null }] : [];
  const shown = files.map((file, at) => ({ text: at === 0 && !isApart ? job.content : "", file }));
  return [...said, ...shown].map((part, at) => ({
    ...part,
    ...{ to: job.to, route: job.route, replyTo: at === 0 ? job.reply_to : null },
    correlationId: OUT_KEY + job.messageId + (at === 0 ? "" : `.${at + 1}`),
  }));
}

/** What cannot go out whatever the provider says. */
function refusalOf(job: SendJob): SendFailure | null {
  const { replyWindowHours } = job.channel.capabilities;
  const isClosed = (job.window_closes_at?.getTime() ?? 0) <= clock.now();
  if (replyWindowHours && isClosed)
    return {
      ...{ class: "window", code: "window" },
      reason: `${replyWindowHours} hours have passed since the contact last wrote.`,
      fix: "Send a template.",
    };
  if (job.is_revoked)
    return {
      ...{ class: "recipient", code: "unreachable" },
      reason: "The contact has stopped messages from you.",
      fix: "They can write again at any time; try another channel.",
    };
  if (job.to.length === 0)
    return {
      ...{ class: "recipient", code: "nameless" },
      reason: "This conversation has nobody to send to.",
      fix: "Begin a new one with the contact.",
    };
  return null;
}

async function keepPace(job: SendJob, signal: AbortSignal): Promise<void> {
  const { pacing } = job.wire;
  const { sql } = runtime().db;
  const to = {
    key: `to:${job.identity_id}`,
    seconds: isGroup(job.to) ? pacing.group : pacing.recipient,
    patience: PATIENCE_SECONDS.recipient,
  };
  const inbox = { key: `inbox:${job.inbox_id}`, seconds: pacing.inbox, patience: PATIENCE_SECONDS.inbox };
  for (const pace of [to, inbox]) {
    const { wait, isReserved } = await reservePlace(sql, job.tenantId, pace);
    if (!isReserved) throw new NotYet(wait, "The channel's pace.");
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait * 1000));
  }
  signal.throwIfAborted();
}

const SENT = { type: "status", status: "sent", failure: null } as const;

async function sendPart(
  ctx: Ctx,
  job: SendJob,
  part: Outgoing,
  { isFirst, isLast }: { isFirst: boolean; isLast: boolean },
  send: (message: Outgoing) => Promise<Sent>,
): Promise<void> {
  const { sql } = runtime().db;
  const attempt = await beginAttempt(sql, job.tenantId, job.messageId);
  let sent: Sent;
  try {
    sent = await send(part);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const neverLeft = error instanceof ProviderSilent && !error.mayHaveArrived;
    if (neverLeft) return tryAgain(job, attempt, { code: "unreached", reason });
    return leaveUnconfirmed(job, attempt, reason);
  }
  if (sent.type === "failed") return sortFailure(ctx, job, attempt, sent.failure);
  // The first part's id is the message's: by it its statuses come.
  const target = { tenantId: job.tenantId, inboxId: job.inbox_id, messageId: job.messageId };
  const facts = isLast ? [{ ...SENT, at: new Date(clock.now()).toISOString() }] : [];
  if (isFirst) await settle({ ...target, externalId: sent.externalId }, facts);
  else await settleOwn(target, facts);
  await endAttempt(sql, job.tenantId, attempt, { outcome: "sent", externalId: sent.externalId });
}

async function sortFailure(ctx: Ctx, job: SendJob, attempt: string, failure: Failure): Promise<void> {
  const { code, reason, fix } = failure;
  if (failure.class === "credentials") {
    await endAttempt(runtime().db.sql, job.tenantId, attempt, { outcome: "retry", code, reason });
    await pauseInbox(ctx, job.inbox_id, { code, reason, fix });
    throw new RetryAfter(PAUSED_SECONDS, reason);
  }
  if (failure.class === "retry") return tryAgain(job, attempt, failure);
  await fail(job, { class: failure.class, code, reason, fix });
  await endAttempt(runtime().db.sql, job.tenantId, attempt, { outcome: "failed", code, reason });
}

/** Never returns normally while there is patience left: the lane waits. */
async function tryAgain(
  job: SendJob,
  attempt: string,
  { code, reason, retryAfter }: { code: string; reason: string; retryAfter?: number },
): Promise<void> {
  const { sql } = runtime().db;
  if (clock.now() - job.created_at.getTime() > PATIENCE_MS) {
    const fix = "Send it again when the provider is back.";
    await fail(job, { class: "provider", code, reason: `${reason} It was tried for a day.`, fix });
    return endAttempt(sql, job.tenantId, attempt, { outcome: "failed", code, reason });
  }
  await endAttempt(sql, job.tenantId, attempt, { outcome: "retry", code, reason });
  const tries = Math.min(job.attempts.length + 1, 10);
  throw new RetryAfter(retryAfter ?? Math.max(0.5, retryDelay(tries, BACKOFF)), reason);
}

async function fail(job: SendJob, failure: SendFailure): Promise<void> {
  const { tenantId, inbox_id: inboxId, messageId } = job;
  const at = new Date(clock.now()).toISOString();
  await settleOwn({ tenantId, inboxId, messageId }, [{ type: "status", status: "failed", at, failure }]);
}

/** Nobody knows whether the provider took it. A status or an echo decides; we do not send it again. */
async function leaveUnconfirmed(job: SendJob, attempt: string, reason: string): Promise<void> {
  await fail(job, {
    class: "provider",
    code: UNCONFIRMED,
    reason: `Unconfirmed: ${reason} It may have arrived all the same.`,
    fix: "It is not sent twice by itself. Ask the contact, or send it again yourself.",
  });
  await endAttempt(runtime().db.sql, job.tenantId, attempt, { outcome: "unconfirmed", reason });
}

/** The outbox's way to sendQueued. */
export const sendQueuedHandler: Handler = handler({
  payload: z.object({ messageId: z.uuid() }),
  timeoutSeconds: 120,
  run: (ctx, { messageId }, run) => sendQueued(ctx, messageId, run),
});
