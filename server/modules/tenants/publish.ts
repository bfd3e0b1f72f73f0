import { type DomainEvent, EVENTS } from "../../core/events";
import { newId, type TenantId } from "../../core/ids";
import { statement, type Tx } from "../../infra/db";

const INSERT_EVENT = statement<never>(
  "event_insert",
  `insert into event (id, tenant_id, type, conversation_id, message_id, data, trace_id)
   values ($1::uuid, $2::uuid, $3, $4::uuid, $5::uuid, $6::jsonb, $7)`,
);

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
}
