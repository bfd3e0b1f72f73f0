import type { Failure } from "../../channels/inbound";
import { clock } from "../../core/clock";
import type { SystemActor, TenantCtx } from "../../core/ctx";
import { retryDelay } from "../../infra/outbox/backoff";
import { RetryAfter } from "../../infra/outbox/entry";
import { runtime } from "../../infra/runtime";
import { pauseInbox } from "../inboxes/pause";
import { INTERRUPTED, type SendFailure, UNCONFIRMED } from "../messages/facts";
import { settleOwn } from "../messages/settle";
import { type AttemptEnd, endAttempt } from "./attempts";
import type { SendJob } from "./job";

type Ctx = TenantCtx<SystemActor>;
/** Which one (from 1) of as many as the message goes as. */
export type Part = { number: number; of: number };
/** One part on its way. */
export type Going = { job: SendJob; attempt: string; part: Part };

/** How often a paused inbox is looked at; whoever mends it wakes its lanes at once. */
export const PAUSED_SECONDS = 60;
/** So long a provider may be away before its messages fail. */
const PATIENCE_MS = 24 * 3_600_000;
const BACKOFF = { baseSeconds: 2, capSeconds: 60 };

/** What the provider has refused: later again, or not at all. */
export async function sortFailure(ctx: Ctx, going: Going, failure: Failure): Promise<void> {
  const { code, reason, fix } = failure;
  if (failure.class === "credentials") {
    await end(going, { outcome: "retry", code, reason });
    await pauseInbox(ctx, going.job.inbox_id, { code, reason, fix });
    throw new RetryAfter(PAUSED_SECONDS, reason);
  }
  if (failure.class === "retry") return tryAgain(going, failure);
  await fail(going.job, going.part, { class: failure.class, code, reason, fix });
  await end(going, { outcome: "failed", code, reason });
}

/** Never returns normally while there is patience left: the lane waits. */
export async function tryAgain(
  going: Going,
  { code, reason, retryAfter }: { code: string; reason: string; retryAfter?: number },
): Promise<void> {
  const { job, part } = going;
  if (clock.now() - job.created_at.getTime() > PATIENCE_MS) {
    const fix = "Send it again when the provider is back.";
    await fail(job, part, { class: "provider", code, reason: `${reason} It was tried for a day.`, fix });
    return end(going, { outcome: "failed", code, reason });
  }
  await end(going, { outcome: "retry", code, reason });
  const tries = Math.min(job.attempts.length + 1, 10);
  throw new RetryAfter(retryAfter ?? Math.max(0.5, retryDelay(tries, BACKOFF)), reason);
}

/** Of several, what has gone stays gone and what follows is not sent: the message says so. */
export async function fail(job: SendJob, { number, of }: Part, failure: SendFailure): Promise<void> {
  const { tenantId, inbox_id: inboxId, messageId } = job;
  const at = new Date(clock.now()).toISOString();
  const isWhole = of === 1 || (number === 1 && failure.code !== INTERRUPTED);
  const rest = number < of ? " What follows it was not sent." : "";
  const told = isWhole
    ? failure
    : { ...failure, part: number, reason: `Part ${number} of ${of}: ${failure.reason}${rest}` };
  await settleOwn({ tenantId, inboxId, messageId }, [
    { type: "status", status: "failed", at, failure: told },
  ]);
}

/** Nobody knows whether the provider took it. A status or an echo decides; we do not send it again. */
export async function leaveUnconfirmed(going: Going, reason: string): Promise<void> {
  const { job, part } = going;
  await fail(job, part, {
    class: "provider",
    code: part.number < part.of ? INTERRUPTED : UNCONFIRMED,
    reason: `Unconfirmed: ${reason} It may have arrived all the same.`,
    fix: "It is not sent twice by itself. Ask the contact, or send it again yourself.",
  });
  await end(going, { outcome: "unconfirmed", reason });
}

function end({ job, attempt }: Going, how: AttemptEnd): Promise<void> {
  return endAttempt(runtime().db.sql, job.tenantId, attempt, how);
}
