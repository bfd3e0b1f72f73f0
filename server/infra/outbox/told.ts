import { free, only } from "./turn";

type Given = { id: string; token: string; leaseSeconds: string };

/**
 * A CTE that finds and locks one entry of which a commit has just told, if it is due, nobody's and the first of its lane: a
 * relation `taken` of at most one row with its `payload`, what it has `begun`, and `entry` for toEntry. Asked again under the
 * same token it answers the same. It is had where claimTold, which has to follow, has a row.
 */
export const takeTold = ({ id, token }: Omit<Given, "leaseSeconds">) => `taken as materialized (
     select e.ctid as at, e.tenant_id, e.payload, e.begun, json_build_object('id', e.id::text, 'tenant_id', e.tenant_id,
       'kind', e.kind, 'lane', e.lane, 'key', e.idempotency_key, 'payload', e.payload, 'attempts', e.attempts + 1,
       'max_attempts', e.max_attempts, 'lease_token', ${token}::int, 'trace_id', e.trace_id) as entry
     from outbox_entry e
     -- As text, so that no plan walks the index of what is ready.
     where e.id = ${id}::bigint and e.state::text = 'ready' and (${free("e")} or e.lease_token = ${token}::int)
       and (e.lane is null or not exists (
         select 1 from outbox_entry p where ${only("p.lane", "e.lane")} and p.finished_at is null and p.id < e.id))
     for update skip locked
   )`;

/** A CTE that leases what takeTold has found, and notes on it what is `begun` with the same commit, if anything. */
export const claimTold = ({
  token,
  leaseSeconds,
  begun,
}: Omit<Given, "id"> & { begun: string }) => `claimed as (
     update outbox_entry e
     set lease_until = now() + ${leaseSeconds}::float8 * interval '1 second', lease_token = ${token}::int,
       attempts = e.attempts + 1, begun = coalesce((${begun}), e.begun)
     where e.ctid = any (array(select at from taken))
     returning e.id
   )`;

/** What NOTIFY says of a commit that owes a single thing, and nothing where it owes several. */
export const TOLD = /^([a-z._-]+):(\d+)$/;
