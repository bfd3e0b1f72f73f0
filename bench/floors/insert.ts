import { randomUUID } from "node:crypto";
import pg from "pg";
import { newId } from "../../server/core/ids";
import type { Visitor } from "../harness/people";

/**
 * The least that storing a visitor's message can be: one plain statement that counts `seq` on under the row lock,
 * brings the list columns up to date, and writes the message and its event. The same rows as the product's own.
 */
const INSERT = {
  name: "floor_insert",
  text: `with c as (
      update conversation set last_seq = last_seq + 1, last_visible_seq = last_seq + 1, incoming_count = incoming_count + 1,
        version = version + 1, last_message_at = now(), last_message_preview = $4, last_message_kind = 'incoming',
        waiting_since = coalesce(waiting_since, now())
      where tenant_id = $1 and id = $2 returning tenant_id, id, inbox_id, contact_id, last_seq
    ), m as (
      insert into message (id, tenant_id, conversation_id, inbox_id, seq, kind, author_kind, author_id, client_id, content)
      select $3, tenant_id, id, inbox_id, last_seq, 'incoming', 'contact', contact_id, $5, $4 from c
    )
    insert into event (tenant_id, id, type, conversation_id, message_id, trace_id)
    select tenant_id, $6, 'message.created', id, $3, $7 from c`,
};

export type RawInsert = {
  insert: (visitor: Visitor, content: string) => Promise<void>;
  close: () => Promise<void>;
};

export function createRawInsert(databaseUrl: string, clients: number): RawInsert {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: clients, idleTimeoutMillis: 0 });
  return {
    async insert({ tenantId, conversationId }, content) {
      const values = [tenantId, conversationId, newId(), content, `v:${randomUUID()}`, newId(), randomUUID()];
      const { rowCount } = await pool.query({ ...INSERT, values });
      if (rowCount !== 1) throw new Error("the floor's insert found no conversation");
    },
    close: () => pool.end(),
  };
}
