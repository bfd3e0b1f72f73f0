import { z } from "zod";
import { isGroup } from "../../channels/inbound";
import { type CallProvider, type Outgoing, ProviderSilent, type Sent } from "../../channels/outbound";
import type { SystemActor, TenantCtx } from "../../core/ctx";
import { coalesce } from "../../infra/coalesce";
import { type Handler, type HandlerRun, handler, NotYet } from "../../infra/outbox/entry";
import { isHeld } from "../../infra/outbox/settle";
import { throughRestart } from "../../infra/restart";
import { runtime } from "../../infra/runtime";
import { openedLately, openParsed } from "../inboxes/credentials";
import { pauseInbox } from "../inboxes/pause";
import { settle, settleOwn } from "../messages/settle";
import { asidesOf, hasAsides } from "./asides";
import { type AttemptEnd, beginAttempt, endAttempt } from "./attempts";
import { asking, type Begun, beginSends, STANDSTILL_MS } from "./begin";
import { brokenOf } from "./broken";
import { callerWithin } from "./call";
import { finish, nowSent, UNWRITTEN } from "./finish";
import { placeOfFirst } from "./first";
import type { SendJob } from "./job";
import { type Opened, opening, openSends } from "./open";
import { fail, type Going, leaveUnconfirmed, PAUSED_SECONDS, sortFailure, tryAgain } from "./outcome";
import { outgoingParts } from "./outgoing-parts";
import { type AskedPlace, PATIENCE_SECONDS } from "./pace";
import { diedOver, incomplete, refusalOf, unfit } from "./refusals";
import { putAliases } from "./sent";
import { type Asked, takeMessage } from "./told";
import { FileGone } from "./unread";
import { noteWait } from "./waits";

type Ctx = TenantCtx<SystemActor>;

/**
 * Hands one queued message to its provider. What failed for now is tried again, and its lane waits; what cannot be helped
 * fails with words and the way out; where nobody knows whether the provider took it, it is never sent a second time.
 */
export async function sendQueued(ctx: Ctx, messageId: string, run: HandlerRun, told?: Asked): Promise<void> {
  const since = told?.since ?? performance.now();
  const { tenantId } = ctx;
  const message = told ? told.message : await open(opening({ tenantId, messageId, entry: run.entry }));
  if (!message) return;
  const { job, attempt } = message;
  // Handed on, not awaited: of thousands under way at once each frame that is kept is memory that is kept.
  return attempt
    ? sendParts(ctx, run, { job, attempt, since, done: 0, tries: 0 })
    : lookCloser(ctx, run, job, since);
}

/** At what is not the plain first try of a message. */
async function lookCloser(ctx: Ctx, run: HandlerRun, job: SendJob, since: number): Promise<void> {
  const { messageId } = job;
  const parts = outgoingParts(job);
  // A status may tell that it has gone before we could write it down.
  if (parts.length === 1 && job.status !== "queued") {
    // Whoever wrote down that it was sent may have died before it took in what had been said meanwhile.
    if (job.external_id) await settle({ ...targetOf(job), externalId: job.external_id }, []);
    return;
  }
  const sent = job.attempts.filter(({ outcome }) => outcome === "sent");
  const isFirstKnown =
    parts.length > 1 &&
    job.external_id !== null &&
    !sent.some(({ externalId }) => externalId === job.external_id);
  const done = sent.length + (isFirstKnown ? 1 : 0);
  const next = { number: done + 1, of: parts.length };
  const unended = job.attempts.find(({ outcome }) => outcome === null)?.id;
  if (isFirstKnown) {
    const first = unended ?? (await beginAttempt(runtime().db.sql, job.tenantId, messageId));
    await end(job, first, sentAs(job.external_id!));
  }
  if (done >= parts.length) return settleOwn(targetOf(job), [nowSent()]);
  const left = isFirstKnown ? undefined : unended;
  const refused = refusalOf(job);
  // What looks left may be under way, by whoever has taken it over.
  if ((left || refused) && !(await isHeld(runtime().db.sql, run.entry))) throw new NotYet(1, OVERTAKEN);
  if (left) return leaveUnconfirmed({ job, isPlain: false, part: next, attempt: left }, diedOver(job));
  if (refused) return fail(job, next, refused);
  if (job.is_paused || !job.seal_mark) throw new NotYet(PAUSED_SECONDS, "The inbox is paused.");
  const full = await placeOfFirst(job);
  if (full) return fail(job, next, full);
  const tries = job.lastNumber + (isFirstKnown && !unended ? 1 : 0);
  return sendParts(ctx, run, { job, attempt: null, since, done, tries });
}

/** Sends those of its parts that have not gone; as many tries have begun before. */
async function sendParts(
  ctx: Ctx,
  run: HandlerRun,
  {
    job: opened,
    attempt: begun,
    since,
    done,
    tries,
  }: Opened & { since: number; done: number; tries: number },
): Promise<void> {
  let ready: Ready;
  try {
    if (run.stopped) throw run.stopped;
    ready = readyNow(opened) ?? (await prepare(ctx, opened));
  } catch (error) {
    if (begun) await end(opened, begun, { outcome: "retry", reason: (error as Error).message });
    throw error;
  }
  const { job, parts, credentials } = ready;
  for (const [at, part] of parts.entries()) {
    if (at < done) continue;
    const isBegun = at === done && begun !== null;
    if (isBegun && isLate(since)) await refuseLate(job, begun);
    const attempt = isBegun ? begun : await begin(job, tries + at - done + 1, run);
    const going = { job, attempt, isPlain: isBegun, part: { number: at + 1, of: parts.length } };
    const call = callerWithin(job.wire, credentials, () => run.signal);
    const sending = sendPart(ctx, going, part, { credentials, call });
    if (at === parts.length - 1) return sending;
    await sending;
  }
}

type Taken = Extract<Sent, { type: "sent" }>;
type Ready = { job: SendJob; parts: Outgoing[]; credentials: unknown };

/** Of most messages, at once. */
function readyNow(job: SendJob): Ready | null {
  if (hasAsides(job)) return null;
  const place = { tenantId: job.tenantId, inboxId: job.inbox_id };
  const credentials = openedLately(place, job.seal_mark!, job.wire);
  return credentials === undefined ? null : { job, parts: outgoingParts(job), credentials };
}

async function prepare(ctx: Ctx, job: SendJob): Promise<Ready> {
  const { sql } = runtime().db;
  const place = { tenantId: job.tenantId, inboxId: job.inbox_id };
  // Through a restart, as its try may have begun, and one without an end is one of which nobody knows.
  const opened = await throughRestart(() => openParsed(sql, place, job.seal_mark!, job.wire), {
    words: NOT_BEGUN,
  });
  const { credentials, mark } = opened;
  if (credentials === null) {
    await pauseInbox(ctx, job.inbox_id, incomplete(job), mark);
    throw new NotYet(PAUSED_SECONDS, "The inbox is paused.");
  }
  const asides = await throughRestart(() => asidesOf(sql, job), { words: NOT_BEGUN });
  // What is refused is what it was sent with, though others may have been given since it was opened.
  return { job: { ...job, seal_mark: mark }, parts: outgoingParts(job, asides), credentials };
}

const OVERTAKEN = "Another worker has taken it over.";

/** Waits for the message's turn in the channel's pace, and answers the attempt that has begun with it. */
async function begin(job: SendJob, number: number, run: HandlerRun): Promise<string> {
  const { tenantId, messageId } = job;
  async function ask(places: AskedPlace[]): Promise<Begun> {
    const since = performance.now();
    const answer = await beginOne(asking({ tenantId, messageId, number, entry: run.entry, places }));
    if (answer.attempt && isLate(since)) await refuseLate(job, answer.attempt);
    return answer;
  }
  let answer = await ask(placesOf(job));
  for (;;) {
    const { attempt, wait, isReserved, isOvertaken } = answer;
    if (attempt) return attempt;
    if (isOvertaken) throw new NotYet(1, OVERTAKEN);
    if (!isReserved) throw new NotYet(wait, "The channel's pace.");
    await new Promise((resolve) => setTimeout(resolve, wait * 1000));
    if (run.stopped) throw run.stopped;
    answer = await ask([]);
  }
}

const isLate = (since: number) => performance.now() - since >= STANDSTILL_MS;

/** Who has stood still for long may have been taken for dead, and the reply for one of which nobody knows. */
async function refuseLate(job: SendJob, attempt: string): Promise<never> {
  const reason = "The worker stood still before it had asked the provider.";
  await end(job, attempt, { outcome: "retry", reason });
  throw new NotYet(1, reason);
}

type Paced = Pick<SendJob, "wire" | "to" | "per_second" | "identity_id" | "inbox_id">;

/** What keeps the pace of a channel takes these: messages, and what is done to one as a message of its own. */
export function placesOf(job: Paced): AskedPlace[] {
  const { pacing } = job.wire;
  const to = isGroup(job.to) ? pacing.group : pacing.recipient;
  const inbox = job.per_second ? 1 / job.per_second : pacing.inbox;
  return [
    { key: `to:${job.identity_id}`, seconds: to, patience: PATIENCE_SECONDS.recipient },
    { key: `inbox:${job.inbox_id}`, seconds: inbox, patience: PATIENCE_SECONDS.inbox },
  ].filter(({ seconds }) => seconds > 0);
}

const end = (job: SendJob, attempt: string, how: AttemptEnd) =>
  endAttempt(runtime().db.sql, job, attempt, how);
const sentAs = (externalId: string): AttemptEnd => ({ outcome: "sent", externalId });
const targetOf = ({ tenantId, inbox_id: inboxId, messageId }: SendJob) => ({ tenantId, inboxId, messageId });

async function sendPart(
  ctx: Ctx,
  going: Going,
  part: Outgoing,
  { credentials, call }: { credentials: unknown; call: CallProvider },
): Promise<void> {
  let wasAsked = false;
  let sent: Sent;
  try {
    const watched: CallProvider = (path, request) => {
      wasAsked = true;
      return call(path, request);
    };
    sent = await going.job.wire.send(part, { credentials, call: watched });
  } catch (error) {
    return sortError(ctx, going, error, wasAsked);
  }
  return sent.type === "failed" ? sortFailure(ctx, going, sent.failure) : writeDown(going, sent);
}

function sortError(ctx: Ctx, going: Going, error: unknown, wasAsked: boolean): Promise<void> {
  const { job } = going;
  if (error instanceof FileGone) return sortFailure(ctx, going, error.failure);
  const broken = brokenOf(error, job.channel.name);
  const neverLeft = error instanceof ProviderSilent && !error.mayHaveArrived;
  if (neverLeft) return tryAgain(going, { code: "unreached", reason: broken.words, detail: broken.detail });
  if (error instanceof z.ZodError && !wasAsked) return sortFailure(ctx, going, unfit(job));
  return leaveUnconfirmed(going, broken);
}

/** What the provider has taken. */
async function writeDown({ job, attempt, isPlain, part }: Going, sent: Taken): Promise<void> {
  const { externalId, others = [], held } = sent;
  if (others.length)
    await throughRestart(() => putAliases(runtime().db.sql, targetOf(job), others), UNWRITTEN);
  const isLast = part.number === part.of;
  // The first part's id is the message's: by it its statuses come.
  if (part.number === 1) {
    const finishing = finish({
      tenantId: job.tenantId,
      inboxId: job.inbox_id,
      messageId: job.messageId,
      conversationId: job.conversation_id,
      externalId,
      attempt,
      isPlain,
      wasQueued: job.status === "queued",
      isWhole: isLast,
    });
    if (!held) return finishing;
    await finishing;
    return noteHeld(job, held);
  }
  await throughRestart(() => end(job, attempt, sentAs(externalId)), UNWRITTEN);
  // Those of the others find it by the attempt; what has come already is taken in.
  await settleOwn(targetOf(job), isLast ? [nowSent()] : []);
  await settle({ ...targetOf(job), externalId, part: part.number }, []);
}

/** It has gone, whether or not this can be written down. */
function noteHeld(job: SendJob, reason: string): Promise<void> {
  const { messageId } = job;
  return noteWait(job, { during: "sent", reason }).catch((err: unknown) =>
    runtime().log.warn({ err, messageId }, "that the network holds a message back could not be noted"),
  );
}

const NOT_BEGUN = "The database is away, so the provider was not asked.";
// What many messages do at the same time is one statement, or one commit, for all of them.
const open = coalesce(
  (asked: readonly ReturnType<typeof opening>[]) =>
    throughRestart(() => openSends(runtime().db.sql, asked), { words: NOT_BEGUN }),
  { most: 200, runs: 2 },
);
const beginOne = coalesce(
  (asked: readonly ReturnType<typeof asking>[]) =>
    throughRestart(() => beginSends(runtime().db.sql, asked), { words: NOT_BEGUN }),
  { most: 200, runs: 2 },
);

/** The outbox's way to sendQueued. */
export const sendQueuedHandler: Handler = handler({
  payload: z.object({ messageId: z.uuid() }),
  timeoutSeconds: 120,
  keepsItsEnd: true,
  run: (ctx, { messageId }, run, given?: Asked) => sendQueued(ctx, messageId, run, given),
  take: takeMessage,
});
