import { type DomainEvent, EVENTS, type EventType } from "../../core/events";
import { newId, type TenantId } from "../../core/ids";
import { statement, type Tx } from "../../infra/db";
import { tellReference } from "./live";
import type { LiveReference } from "./schema";

const INSERT_EVENT = statement<never>(
  "event_insert",
  `insert into event (id, tenant_id, type, conversation_id, message_id, data, trace_id)
   values ($1::uuid, $2::uuid, $3, $4::uuid, $5::uuid, $6::jsonb, $7)`,
);

/** What is named elsewhere and is other than before. */
const NAMED: Partial<Record<EventType, LiveReference["what"]>> = {
  "member.joined": "members",
  "member.access_changed": "members",
  "team.updated": "teams",
  "inbox.updated": "inboxes",
};

/**
 * Writes one fact into the tenant's change feed, in the transaction that makes it true. Throws ZodError when the event
 * is not what EVENTS promises.
 */
export async function publish(
  tx: Tx,
  ctx: { tenantId: TenantId; traceId: string },
  event: DomainEvent,
): Promise<void> {
  const fields: Record<string, unknown> = EVENTS[event.type].parse(event);
  const { conversationId = null, messageId = null, ...data } = fields;
  await tx.sql(INSERT_EVENT, [
    newId(),
    ctx.tenantId,
    event.type,
    conversationId,
    messageId,
    JSON.stringify(data),
    ctx.traceId,
  ]);
  const what = NAMED[event.type];
  if (what) tellReference(tx, ctx, what);
}
