import { type Sql, statement } from "../db";
import { NO_TENANT, type OwedEntry } from "./entry";

/** The channel on which a commit that owes something wakes every worker. */
export const OUTBOX_CHANNEL = "parley_outbox";

const ENQUEUE = statement<{ added: number }>(
  "outbox_enqueue",
  `with given as (
     select * from rows from (jsonb_to_recordset($1::text::jsonb) as (tenant uuid, kind text, lane text, key text,
       payload jsonb, run_at timestamptz, max_attempts int, trace text)) with ordinality
   ), added as (
     insert into outbox_entry
       (tenant_id, kind, lane, idempotency_key, payload, state, run_at, max_attempts, trace_id)
     select tenant, kind, lane, key, payload,
            case when run_at > now() then 'scheduled' else 'ready' end::outbox_state,
            coalesce(run_at, now()), max_attempts, trace
     from given order by ordinality
     on conflict (idempotency_key) do nothing
     returning state
   )
   select count(*)::int as added,
          (select pg_notify('${OUTBOX_CHANNEL}', '')::text from added where state = 'ready' limit 1) as notified
   from added`,
);

/**
 * Owes these side effects to the world if the caller's transaction commits. Answers how many are new. Entries of one lane
 * keep their order only when their transactions are serialised, as by the conversation's row lock: ids are given before
 * the commit.
 */
export async function enqueue(sql: Sql, entries: readonly OwedEntry[]): Promise<number> {
  if (entries.length === 0) return 0;
  const rows = entries.map((entry) => ({
    tenant: entry.tenantId ?? NO_TENANT,
    kind: entry.kind,
    lane: entry.lane ?? null,
    key: entry.idempotencyKey ?? null,
    payload: entry.payload ?? {},
    run_at: entry.runAt?.toISOString() ?? null,
    max_attempts: entry.maxAttempts ?? 12,
    trace: entry.traceId,
  }));
  const [result] = await sql(ENQUEUE, [JSON.stringify(rows)]);
  return result?.added ?? 0;
}
