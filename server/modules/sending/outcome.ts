import { type Failure, isGroup, type PersonId } from "../../channels/inbound";
import { clock } from "../../core/clock";
import type { SystemActor, TenantCtx } from "../../core/ctx";
import { statement } from "../../infra/db";
import { retryDelay } from "../../infra/outbox/backoff";
import { RetryAfter } from "../../infra/outbox/entry";
import { runtime } from "../../infra/runtime";
import { stopMarketing } from "../deliveries/marketing";
import { resolvePerson } from "../deliveries/people";
import { HELD_SECONDS, holdFirst } from "../inboxes/first-messages";
import { pauseInbox } from "../inboxes/pause";
import { INTERRUPTED, type SendFailure, UNCONFIRMED } from "../messages/facts";
import { settleOwn } from "../messages/settle";
import { type AttemptEnd, endAttempt } from "./attempts";
import type { Broken } from "./broken";
import { isFirst, LOOK_SECONDS } from "./first";
import type { SendJob } from "./job";
import { noteWait } from "./waits";

type Ctx = TenantCtx<SystemActor>;
/** Which one (from 1) of as many as the message goes as. */
export type Part = { number: number; of: number };
/** One part on its way. `isPlain`: its try was begun when it was opened, and has no row before it ends. */
export type Going = { job: SendJob; attempt: string; isPlain: boolean; part: Part };

/** How often a paused inbox is looked at; whoever mends it wakes its lanes at once. */
export const PAUSED_SECONDS = 60;
/** So long a provider may be away before its messages fail. */
const PATIENCE_MS = 24 * 3_600_000;
const BACKOFF = { baseSeconds: 2, capSeconds: 60 };
/** Of what waits for less, its thread need not say why. */
const SAID_SECONDS = 2;
/** Of few tries the last stands more than ten minutes after the first: 4^n seconds (Cloud contract §7), and no longer than this. */
const LONGEST_SECONDS = 300;

/** What the provider has refused: later again, or not at all. */
export async function sortFailure(ctx: Ctx, going: Going, failure: Failure): Promise<void> {
  const { code, reason, fix } = failure;
  if (failure.class === "credentials") {
    await end(going, { outcome: "retry", code, reason });
    await pauseInbox(ctx, going.job.inbox_id, { code, reason, fix }, going.job.seal_mark);
    throw new RetryAfter(PAUSED_SECONDS, reason);
  }
  if (failure.movedTo) await learnMove(ctx, going.job, failure.movedTo);
  if (failure.isFirstLimit && isFirst(going.job)) {
    const { tenantId, inbox_id: inboxId } = going.job;
    await holdFirst(runtime().db.sql, { tenantId, inboxId }, failure.retryAfter ?? HELD_SECONDS);
    return tryAgain(going, { ...failure, retryAfter: LOOK_SECONDS });
  }
  if (failure.class === "retry") return tryAgain(going, failure);
  if (failure.isWorthOnce && triesOf(going.job, code) === 0) return tryAgain(going, failure);
  if (failure.isBlocked) await learnRefusal(going.job);
  if (failure.stopsMarketing && going.job.identity_id)
    await stopMarketing(runtime().db.sql, going.job.tenantId, going.job.identity_id);
  await fail(going.job, going.part, { class: failure.class, code, reason, fix });
  await end(going, { outcome: "failed", code, reason });
}

/** The old name is left: what is sent from now on goes to the new one. */
async function learnMove(
  ctx: Ctx,
  { tenantId, inbox_id: inboxId, to }: SendJob,
  now: PersonId,
): Promise<void> {
  const left = to.filter(({ scope, value }) => scope === now.scope && value !== now.value);
  const nameless = { name: null, phone: null, username: null };
  const moved = { ids: [now, ...left], ...nameless };
  const at = new Date(clock.now());
  await resolvePerson(ctx, { tenantId, inboxId }, moved, at, { gaveUp: left, isGroup: isGroup(moved.ids) });
}

// Providers tell the time in whole seconds.
const REFUSED = statement<never>(
  "identity_refused",
  `update identity set revoked_at = coalesce(revoked_at, now()),
     data = data || jsonb_build_object('refusedAt', date_trunc('second', now()))
   where tenant_id = $1::uuid and id = $2::uuid`,
);

async function learnRefusal({ tenantId, identity_id: identityId }: SendJob): Promise<void> {
  await runtime().db.sql(REFUSED, [tenantId, identityId]);
}

/** Never returns normally while there is patience left: the lane waits. */
export async function tryAgain(
  going: Going,
  given: Pick<Failure, "code" | "reason" | "retryAfter" | "movedTo" | "tries"> & { detail?: string },
): Promise<void> {
  const { code, reason, retryAfter, movedTo, tries = Number.POSITIVE_INFINITY, detail = reason } = given;
  const { job, part } = going;
  const done = 1 + triesOf(job, code);
  const isOver = clock.now() - job.created_ms > PATIENCE_MS;
  if (isOver || done >= tries) {
    const fix = "Send it again when the provider is back.";
    const long = isOver ? "for a day" : `${done} times`;
    await fail(job, part, { class: "provider", code, reason: `${reason} It was tried ${long}.`, fix });
    return end(going, { outcome: "failed", code, reason: detail });
  }
  await end(going, { outcome: "retry", code, reason: detail });
  const own = Number.isFinite(tries)
    ? Math.min(LONGEST_SECONDS, 4 ** done)
    : Math.max(0.5, retryDelay(Math.min(job.attempts.length + 1, 10), BACKOFF));
  const seconds = movedTo ? 0 : (retryAfter ?? own);
  if (seconds >= SAID_SECONDS) await noteWait(job, { during: "queued", reason });
  throw new RetryAfter(seconds, detail);
}

/** As many have ended so before; what a pause, a limit or a standstill has ended is none of them. */
const triesOf = ({ attempts }: SendJob, given: string): number =>
  attempts.filter(({ outcome, code }) => outcome === "retry" && code === given).length;

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
export async function leaveUnconfirmed(going: Going, { words, detail }: Broken): Promise<void> {
  const { job, part } = going;
  await fail(job, part, {
    class: "provider",
    code: part.number < part.of ? INTERRUPTED : UNCONFIRMED,
    reason: `Unconfirmed: ${words} It may have arrived all the same.`,
    fix: "It is not sent twice by itself. Ask the contact, or send it again yourself.",
  });
  await end(going, { outcome: "unconfirmed", reason: detail });
}

function end({ job, attempt }: Going, how: AttemptEnd): Promise<void> {
  return endAttempt(runtime().db.sql, job, attempt, how);
}
