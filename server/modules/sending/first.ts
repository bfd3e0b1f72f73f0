import { clock } from "../../core/clock";
import { NotYet } from "../../infra/outbox/entry";
import { type First, takeFirst } from "../inboxes/first-messages";
import type { SendFailure } from "../messages/facts";
import type { SendJob } from "./job";
import { noteWait } from "./waits";

/** A message to which the network itself has refused its place looks again so soon. */
export const LOOK_SECONDS = 60;
/** The others when a place becomes free, and so often at least: a limit may be raised. What the person writes wakes them at once. */
const MOST_SECONDS = 900;
/** As what waits together would come together. */
const SPREAD_SECONDS = 60;
/** Two days' people fit in it; later the message may no longer be true. */
const PATIENCE_MS = 24 * 3_600_000;

/** Whether it goes out to somebody who has not written for longer than the channel lets us answer. */
export function isFirst({ channel, window_closes_at: closesAt }: SendJob): boolean {
  return Boolean(channel.capabilities.replyWindowHours) && (closesAt?.getTime() ?? 0) <= clock.now();
}

/**
 * Takes the message's place among those by which the business writes first. Without one it waits, and its thread says so; answers
 * a refusal where that has lasted a day. Throws NotYet.
 */
export async function placeOfFirst(job: SendJob): Promise<SendFailure | null> {
  if (!isFirst(job)) return null;
  const { tenantId, inbox_id: inboxId, to } = job;
  // The names are in the order of their scopes; the number, where there is one, comes last.
  const { scope, value } = to.at(-1)!;
  const first = await takeFirst({ tenantId, inboxId }, `${scope}:${value}`);
  if (first.type === "taken") return null;
  const reason = wordsOf(first);
  if (clock.now() - job.created_ms > PATIENCE_MS) {
    const fix = "Send it again later, or wait until they write.";
    return { class: "provider", code: "first", reason: `${reason} It has waited for a day.`, fix };
  }
  await noteWait(job, { during: "queued", reason });
  const seconds = Math.min(first.seconds, MOST_SECONDS - SPREAD_SECONDS);
  throw new NotYet(seconds + Math.random() * SPREAD_SECONDS, reason);
}

function wordsOf({ perDay }: Extract<First, { type: "full" }>): string {
  if (perDay === null) return "The network lets this business write first to nobody for now.";
  return `The network lets this business write first to ${perDay.toLocaleString("en-GB")} people in 24 hours, and it already has.`;
}
