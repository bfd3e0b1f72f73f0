import type { Channel } from "../../channels/contract";
import type { PersonId } from "../../channels/inbound";
import { clock } from "../../core/clock";
import { enqueue } from "../../infra/outbox/enqueue";
import { wakeOutbox } from "../../infra/outbox/wake";
import { runtime } from "../../infra/runtime";
import { type Ctx, type Known, keyOf, type Place } from "./people";

/** The outbox's work of asking what a group is called and who is in it. */
export const GROUP_KIND = "group.learn";
const TRIES = 6;
const MINUTE_MS = 60_000;

/**
 * Once for each `because`, where the network can be asked. One after another: a phone that asks for many at a time is noticed.
 */
export async function oweGroup(
  { tenantId, traceId }: Ctx,
  { inboxId, channel }: Place & { channel: Channel },
  group: PersonId,
  because: string,
  runAt?: Date,
): Promise<void> {
  if (!channel.wire?.askGroup) return;
  const idempotencyKey = `${GROUP_KIND}:${inboxId}:${keyOf(group)}:${because}`;
  // What has to wait does not hold up the name of a group that has just been heard of.
  const lane = `${GROUP_KIND}:${inboxId}${runAt ? ":later" : ""}`;
  const entry = { kind: GROUP_KIND, lane, idempotencyKey, maxAttempts: TRIES, runAt };
  await enqueue(runtime().db.sql, [{ ...entry, tenantId, traceId, payload: { inboxId, group } }]);
  wakeOutbox();
}

/** Again, for people have come or gone: at the end of the minute, once for all who did in it. */
export function oweGroupAgain(ctx: Ctx, place: Place & { channel: Channel }, group: PersonId): Promise<void> {
  const end = new Date((Math.floor(clock.now() / MINUTE_MS) + 1) * MINUTE_MS);
  return oweGroup(ctx, place, group, end.toISOString(), end);
}

/** Whether a message comes from a group of which the name, or who is in it, has never been told. */
export function isNewGroup({ said, conversation_id: conversationId }: Known, isHistory = false): boolean {
  return !said.name || (conversationId === null && !isHistory);
}
