import type { Channel } from "../../channels/contract";
import type { PersonId } from "../../channels/inbound";
import { enqueue } from "../../infra/outbox/enqueue";
import { wakeOutbox } from "../../infra/outbox/wake";
import { runtime } from "../../infra/runtime";
import { type Ctx, type Known, keyOf, type Place } from "./people";

/** The outbox's work of asking what a group is called and who is in it. */
export const GROUP_KIND = "group.learn";
const TRIES = 6;

/**
 * Once for each `because`, where the network can be asked: when the group is heard of first, and when people come and go. One
 * after another: a phone that asks for many at a time is noticed.
 */
export async function oweGroup(
  { tenantId, traceId }: Ctx,
  { inboxId, channel }: Place & { channel: Channel },
  group: PersonId,
  because: string,
): Promise<void> {
  if (!channel.wire?.askGroup) return;
  const idempotencyKey = `${GROUP_KIND}:${inboxId}:${keyOf(group)}:${because}`;
  const entry = { kind: GROUP_KIND, lane: `${GROUP_KIND}:${inboxId}`, idempotencyKey, maxAttempts: TRIES };
  await enqueue(runtime().db.sql, [{ ...entry, tenantId, traceId, payload: { inboxId, group } }]);
  wakeOutbox();
}

/** Whether a message comes from a group of which the name, or who is in it, has never been told. */
export function isNewGroup({ said, conversation_id: conversationId }: Known, isHistory = false): boolean {
  return !said.name || (conversationId === null && !isHistory);
}
