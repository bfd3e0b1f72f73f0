import { createHash } from "node:crypto";
import pg from "pg";
import { newId } from "../../server/core/ids";

/** The least that keeping a webhook can be: one plain statement that writes the delivery and the work it owes. */
const INSERT = {
  name: "floor_delivery",
  text: `with d as (
      insert into delivery (id, tenant_id, inbox_id, digest, body, trace_id) values ($1, $2, $3, $4, $5, $6) returning id
    )
    insert into outbox_entry (tenant_id, kind, lane, idempotency_key, payload)
    select $2, 'delivery.process', 'in:' || $3::uuid, 'delivery:' || d.id, jsonb_build_object('deliveryId', d.id) from d`,
};

export function createRawDelivery(databaseUrl: string, clients: number) {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: clients, idleTimeoutMillis: 0 });
  return {
    async insert(tenantId: string, inboxId: string, body: string): Promise<void> {
      const digest = createHash("sha256").update(body).digest();
      await pool.query({
        ...INSERT,
        values: [newId(), tenantId, inboxId, digest, Buffer.from(body), newId()],
      });
    },
    close: () => pool.end(),
  };
}
