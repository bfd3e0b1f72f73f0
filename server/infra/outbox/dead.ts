import { type Sql, statement } from "../db";
import { OUTBOX_CHANNEL } from "./enqueue";

export type DeadLetter = {
  id: string;
  kind: string;
  lane: string | null;
  payload: unknown;
  attempts: number;
  lastError: string;
  traceId: string;
  createdAt: Date;
  finishedAt: Date;
};

const LIST = statement<DeadLetter>(
  "outbox_dead_list",
  `select id::text as id, kind, lane, payload, attempts, coalesce(last_error, '') as "lastError", trace_id as "traceId",
          created_at as "createdAt", finished_at as "finishedAt"
   from outbox_entry
   where tenant_id = $1::uuid and state = 'dead' and id < coalesce($2::text::bigint, 9223372036854775807)
   order by id desc limit $3::int`,
);

/** A tenant's dead letters, newest first; `before` is the id of the last one seen. */
export function listDeadLetters(
  sql: Sql,
  tenantId: string,
  { before = null, limit = 50 }: { before?: string | null; limit?: number } = {},
): Promise<DeadLetter[]> {
  return sql(LIST, [tenantId, before, limit]);
}

const RETRY = statement<{ id: string; notified: string | null }>(
  "outbox_dead_retry",
  `update outbox_entry set state = 'ready', attempts = 0, run_at = now(), finished_at = null
   where tenant_id = $1::uuid and id = $2::text::bigint and state = 'dead'
   returning id::text as id, pg_notify('${OUTBOX_CHANNEL}', '')::text as notified`,
);

/**
 * Owes a dead letter again, with all its attempts. What came after it in its lane may be out already; from now on it is first
 * in line. False when there is no such dead letter of this tenant.
 */
export async function retryDeadLetter(sql: Sql, tenantId: string, id: string): Promise<boolean> {
  return (await sql(RETRY, [tenantId, id])).length > 0;
}

const HURRY = statement<{ id: string; notified: string | null }>(
  "outbox_hurry",
  `update outbox_entry set state = 'ready', run_at = now()
   where tenant_id = $1::uuid and id = $2::text::bigint and state = 'scheduled' and last_error is not null
   returning id::text as id, pg_notify('${OUTBOX_CHANNEL}', '')::text as notified`,
);

/**
 * Tries at once what has been tried and waits for its next try; what is planned for a time of its own keeps to it. False when
 * there is no such entry of this tenant.
 */
export async function hurryEntry(sql: Sql, tenantId: string, id: string): Promise<boolean> {
  return (await sql(HURRY, [tenantId, id])).length > 0;
}

const DISCARD = statement<{ id: string }>(
  "outbox_dead_discard",
  `update outbox_entry set state = 'done' where tenant_id = $1::uuid and id = $2::text::bigint and state = 'dead'
   returning id::text as id`,
);

/** Lets a dead letter be. Its idempotency key stays taken. False when there is no such dead letter of this tenant. */
export async function discardDeadLetter(sql: Sql, tenantId: string, id: string): Promise<boolean> {
  return (await sql(DISCARD, [tenantId, id])).length > 0;
}
