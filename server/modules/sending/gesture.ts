import { z } from "zod";
import type { Failure } from "../../channels/inbound";
import { onWire } from "../../channels/on-wire";
import { type Gesture, ProviderSilent } from "../../channels/outbound";
import { clock } from "../../core/clock";
import type { SystemActor, TenantCtx } from "../../core/ctx";
import { retryDelay } from "../../infra/outbox/backoff";
import { type Handler, type HandlerRun, handler, NotYet, RetryAfter } from "../../infra/outbox/entry";
import { runtime } from "../../infra/runtime";
import { sealMark } from "../inboxes/credentials";
import { pauseInbox } from "../inboxes/pause";
import { learn } from "../messages/facts";
import type { FactualRow } from "../messages/put";
import { changeMessage } from "../messages/settle";
import { brokenOf } from "./broken";
import { findGestureJob, type GestureJob, OwedGesture, performGesture } from "./gesture-job";
import { PAUSED_SECONDS } from "./outcome";
import { reservePlace } from "./pace";
import { placesOf } from "./send";

type Ctx = TenantCtx<SystemActor>;

/**
 * Has the provider do what a member has done to a message. All gestures may be done twice without harm, so whatever is unclear
 * is tried again; what it will not do is taken back and said at the message.
 */
export async function doGesture(ctx: Ctx, owed: OwedGesture, run: HandlerRun): Promise<void> {
  const job = await findGestureJob(runtime().db.sql, ctx.tenantId, owed.messageId);
  if (!job) return;
  if (job.isPaused || !job.sealed) throw new NotYet(PAUSED_SECONDS, "The inbox is paused.");
  for (const gesture of gesturesOf(job, owed)) {
    if (gesture.type !== "revoke") await takeTurn(job, run.signal);
    const failure = await tryOnce(job, gesture, run.signal);
    if (!failure) continue;
    const { code, reason, fix } = failure;
    if (failure.class === "credentials") {
      await pauseInbox(ctx, job.inboxId, { code, reason, fix }, sealMark(job.sealed));
      throw new NotYet(PAUSED_SECONDS, reason);
    }
    if (failure.class === "retry" && run.attempt < run.maxAttempts)
      throw new RetryAfter(failure.retryAfter ?? Math.max(1, retryDelay(run.attempt)), reason);
    return takeBack(job, owed, { reason, fix });
  }
}

/** A message that went as several is taken back as several; the words go with the first. */
function gesturesOf({ target, others, content, wire }: GestureJob, owed: OwedGesture): Gesture[] {
  if (owed.type === "reaction") return [{ type: "reaction", target, emoji: owed.emoji }];
  if (owed.type === "edit") {
    const { text, marks } = onWire(wire, content);
    return [{ type: "edit", target, text, ...(marks.length > 0 && { marks }) }];
  }
  return [target.externalId, ...others].map((externalId) => ({
    type: "revoke",
    target: { ...target, externalId },
  }));
}

/** To the provider a reaction or an edit is a message of its own (Meta: a POST of one; contract telegram §5). Throws NotYet. */
async function takeTurn({ wire, to, ...job }: GestureJob, signal: AbortSignal): Promise<void> {
  const { tenantId, inboxId: inbox_id, identityId: identity_id, perSecond: per_second } = job;
  const places = placesOf({ wire, to, inbox_id, identity_id, per_second });
  const { wait, isReserved } = await reservePlace(runtime().db.sql, tenantId, ...places);
  if (!isReserved) throw new NotYet(wait, "The channel's pace.");
  if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait * 1000));
  signal.throwIfAborted();
}

async function tryOnce(job: GestureJob, gesture: Gesture, signal: AbortSignal): Promise<Failure | null> {
  try {
    const done = await performGesture(job, gesture, signal);
    return done.type === "failed" ? done.failure : null;
  } catch (error) {
    const reason = brokenOf(error, job.channelName).words;
    if (error instanceof z.ZodError) return { class: "provider", code: "unfit", reason, fix: "Do it again." };
    if (!(error instanceof ProviderSilent)) throw error;
    return { class: "retry", code: "unreached", reason, fix: "Do it again." };
  }
}

/** As it was before, with what became of it; what was done since stands. */
function takeBack(
  { tenantId, inboxId, messageId }: GestureJob,
  owed: OwedGesture,
  words: { reason: string; fix: string },
) {
  return changeMessage({ tenantId, inboxId, messageId }, async (message) => {
    if (!isLatest(message, owed)) return null;
    const back = before(message, owed);
    return { ...back, meta: { ...back.meta, notDone: { type: owed.type, ...words } } };
  });
}

function isLatest({ meta }: FactualRow, owed: OwedGesture): boolean {
  if (owed.type === "reaction") return meta?.reactions?.find(({ by }) => by === "us")?.at === owed.at;
  return owed.type === "revoke" || meta?.versions?.at(-1)?.at === owed.at;
}

function before(message: FactualRow, owed: OwedGesture): FactualRow {
  const at = new Date(clock.now()).toISOString();
  if (owed.type === "reaction") {
    const fact = { type: "reaction", by: "us", author: "us", name: null, emoji: owed.previous, at } as const;
    return learn(message, fact) ?? message;
  }
  if (owed.type === "revoke") return message;
  const versions = message.meta?.versions?.filter((version) => version.at !== owed.at) ?? [];
  const { versions: _, marks: __, ...meta } = message.meta ?? {};
  const { marks } = versions.at(-1) ?? {};
  return {
    ...message,
    content: owed.previous,
    meta: { ...meta, ...(marks && { marks }), ...(versions.length > 1 && { versions }) },
  };
}

/** The outbox's way to doGesture. */
export const gestureHandler: Handler = handler({
  payload: OwedGesture,
  run: (ctx, owed, run) => doGesture(ctx, owed, run),
});
