import type { MemberCtx, SystemActor, TenantCtx } from "../../core/ctx";
import { newId } from "../../core/ids";
import { statement } from "../../infra/db";
import { enqueue } from "../../infra/outbox/enqueue";
import { wakeOutbox } from "../../infra/outbox/wake";
import { runtime } from "../../infra/runtime";
import { audit } from "../audit/audit";
import { deliveryMissing } from "./queries";
import type { DeliveryId } from "./schema";
import { PROCESS_KIND } from "./store";

const AGAIN = statement<{ inbox_id: string; was: string }>(
  "delivery_again",
  `update delivery d set state = 'received', reason = '' from delivery b
   where d.tenant_id = $1::uuid and d.id = $2::uuid and b.id = d.id returning d.inbox_id, b.state::text as was`,
);

/**
 * Has a delivery understood once more, after those that wait already; what it brought before, it does not bring twice. Throws
 * not_found.
 */
export async function replayDelivery(
  ctx: MemberCtx | TenantCtx<SystemActor>,
  { deliveryId }: DeliveryId,
): Promise<void> {
  await runtime().db.transaction(async (tx) => {
    const [row] = await tx.sql(AGAIN, [ctx.tenantId, deliveryId]);
    if (!row) throw deliveryMissing();
    await enqueue(tx.sql, [
      {
        tenantId: ctx.tenantId,
        kind: PROCESS_KIND,
        lane: `in:${row.inbox_id}`,
        idempotencyKey: `delivery:${deliveryId}:${newId()}`,
        payload: { deliveryId },
        traceId: ctx.traceId,
      },
    ]);
    const target = { kind: "delivery", id: deliveryId };
    await audit(tx, ctx, { action: "delivery.replay", target, before: { state: row.was } });
    tx.afterCommit(wakeOutbox);
  });
}
