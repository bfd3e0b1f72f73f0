import { free, only } from "./turn";

/** Of an entry in `e`, as toEntry reads it. */
const COLUMNS = `e.id::text as id, e.tenant_id, e.kind, e.lane, e.idempotency_key as key, e.payload, e.attempts, e.max_attempts,
       e.lease_token, e.trace_id`;

/**
 * CTEs that take one entry of which a commit has just told, if it is due, nobody's and the first of its lane: a relation `taken`
 * of at most one row with its `payload`, and `entry` for toEntry. Asked again under the same token it answers the same.
 */
export const takeTold = (given: {
  id: string;
  token: string;
  leaseSeconds: string;
}) => `told as materialized (
     select e.ctid as at from outbox_entry e
     -- As text, so that no plan walks the index of what is ready.
     where e.id = ${given.id}::bigint and e.state::text = 'ready' and (${free("e")} or e.lease_token = ${given.token}::int)
       and (e.lane is null or not exists (
         select 1 from outbox_entry p where ${only("p.lane", "e.lane")} and p.finished_at is null and p.id < e.id))
     for update skip locked
   ), claimed as (
     update outbox_entry e
     set lease_until = now() + ${given.leaseSeconds}::float8 * interval '1 second', lease_token = ${given.token}::int,
       attempts = e.attempts + 1
     where e.ctid = any (array(select at from told))
     returning e.*
   ), taken as materialized (
     select e.tenant_id, e.payload, to_json(r) as entry from claimed e cross join lateral (select ${COLUMNS}) r
   )`;

/** What NOTIFY says of a commit that owes a single thing, and nothing where it owes several. */
export const TOLD = /^([a-z._-]+):(\d+)$/;
