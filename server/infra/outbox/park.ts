import { type Sql, statement } from "../db";

// A lane's followers that are due stand in every claim's way while their head is slow or pausing. Parking takes them out
// of the index of due entries; whoever finishes an entry of a lane wakes its next one.

/** How an entry stands to whoever looks: parking is for those in the way, so a follower that blocks nobody is still "ready". */
export const stateOf = (e: string) => `case when ${e}.state = 'ready' and ${e}.lane is not null and exists (
  select 1 from outbox_entry ahead where ahead.lane = ${e}.lane and ahead.id < ${e}.id and ahead.finished_at is null)
  then 'waiting' else ${e}.state::text end`;

/**
 * A follower is parked only under a share lock on the head it waits for. So the head cannot finish before the parking is
 * committed, and who finishes it and then looks for the lane's next entry finds it parked. A head that is just being
 * finished cannot be locked, and its followers stay.
 */
const PARK = statement<{ parked: number }>(
  "outbox_park",
  `with due as (
     select lane, id from outbox_entry
     where tenant_id >= $1::uuid and tenant_id <= $1::uuid and state = 'ready' and lane is not null
       and (lease_until is null or lease_until < now())
     order by tenant_id, id limit 500
   ), heads as (
     select l.lane, h.id from (select distinct lane from due) l cross join lateral (
       select p.id, p.state, p.lease_until from outbox_entry p
       where p.lane >= l.lane and p.lane <= l.lane and p.finished_at is null order by p.lane, p.id limit 1) h
     where h.state = 'scheduled' or h.lease_until > now()
   ), guarded as (
     select e.lane, e.id from outbox_entry e
     where e.id = any (array(select id from heads)) and e.finished_at is null
       and (e.state = 'scheduled' or e.lease_until > now())
     for share skip locked
   ), blocked as (
     select e.ctid as at from outbox_entry e
     where e.id = any (array(select d.id from due d join guarded g on g.lane = d.lane and g.id < d.id))
       and e.state = 'ready' and (e.lease_until is null or e.lease_until < now())
     for update skip locked
   ), parked as (
     update outbox_entry set state = 'waiting' where ctid = any (array(select at from blocked)) returning 1
   )
   select count(*)::int as parked from parked`,
);

/** Sets aside what is blocked among the tenant's first 500 due entries. */
export async function parkBlocked(sql: Sql, tenantId: string): Promise<number> {
  const [row] = await sql(PARK, [tenantId]);
  return row!.parked;
}

const nextOf = (lanes: string) => `
  select h.id from ${lanes} cross join lateral (
    select p.id, p.state from outbox_entry p
    where p.lane >= l.lane and p.lane <= l.lane and p.finished_at is null order by p.lane, p.id limit 1) h
  where h.state = 'waiting'`;

// Asked for first, as mostly nobody waits, and looking into each lane costs.
const WAKE = statement<{ id: string }>(
  "outbox_wake_lanes",
  `update outbox_entry set state = 'ready'
   where exists (select 1 from outbox_entry where state = 'waiting')
     and id = any (array(${nextOf("unnest($1::text[]) as l(lane)")})) and state = 'waiting' returning id::text as id`,
);

/** To be called after the commit that finished an entry of these lanes: their next one is due again if it was parked. */
export async function wakeLanes(sql: Sql, lanes: readonly string[]): Promise<number> {
  return (await sql(WAKE, [lanes])).length;
}

const SWEEP = statement<{ id: string }>(
  "outbox_sweep_lanes",
  `with recursive l as (
     select * from (select lane, 1 as n from outbox_entry where state = 'waiting' order by lane limit 1) first
     union all
     select next.lane, l.n + 1 from l cross join lateral (
       select e.lane from outbox_entry e where e.state = 'waiting' and e.lane > l.lane order by e.lane limit 1) next
     where l.n < 5000
   )
   update outbox_entry set state = 'ready'
   where id = any (array(${nextOf("l")})) and state = 'waiting' returning id::text as id`,
);

/** Wakes the lanes that a worker left asleep when it died between finishing and waking. */
export async function sweepLanes(sql: Sql): Promise<number> {
  return (await sql(SWEEP, [])).length;
}
