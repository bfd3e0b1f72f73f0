import { bigintArray, intArray, uuidArray } from "../arrays";
import { type Sql, statement } from "../db";
import { type ClaimedEntry, type Held, NO_TENANT } from "./entry";

export type Claim = {
  /** Entries wanted, at most 200. */
  limit: number;
  /** Marks this claim's leases: a random positive int4. */
  token: number;
  leaseSeconds: number;
  /** Where the turns of the tenants go on; null starts with the first. */
  fromTenant: string | null;
  /** Whether what became of the earlier entries has to be on the disk before the answer; a claim alone need not. */
  isDurable: boolean;
  /** Lanes and single entries a tenant may take at most: for those named, and for the others. */
  rooms: { tenants: readonly string[]; room: readonly number[]; others: number };
};

export type TurnAnswer = {
  entries: ClaimedEntry[];
  /** Where the next claim goes on; null when every tenant has had its turn. */
  nextTenant: string | null;
  /** Tenants of whose first due entries none could be taken: park what is blocked. */
  crowded: string[];
  /** More is due than was looked at. */
  hasMore: boolean;
  /** Some entries are parked: wake the next one of the lanes in which something finished before this turn. */
  anyWaiting: boolean;
  done: number;
};

/** Equality written as a range, so that the planner keeps the order of this column's index and never walks the primary key. */
export function only(column: string, value: string): string {
  return `${column} >= ${value} and ${column} <= ${value}`;
}

export function free(row: string): string {
  return `(${row}.lease_until is null or ${row}.lease_until < now())`;
}

const TENANTS_A_TURN = 8;
/** Due entries looked at, shared among the tenants of a turn. */
const WINDOW = 256;
/** Entries of one lane taken together. */
const RUN = 16;

type TurnRow = Omit<EntryRow, "id"> & {
  next_tenant: string | null;
  crowded: string[] | null;
  has_more: boolean;
  any_waiting: boolean;
  done: number;
  id: string | null;
};

/** An entry as it is read. */
export type EntryRow = {
  id: string;
  tenant_id: string;
  kind: string;
  lane: string | null;
  key: string | null;
  payload: unknown;
  attempts: number;
  max_attempts: number;
  lease_token: number;
  trace_id: string;
};

/**
 * One statement, one commit: records what became of earlier entries and takes the next ones.
 *
 * Tenants take turns: a walk from tenant to tenant along the index of due entries looks at the first few of each, so one
 * tenant's backlog costs the others nothing. A lane's first unfinished entry is its head; only a head can be taken, and with
 * it, where the batch is not full yet, the entries right behind it, which the same worker runs one after another. What is
 * done here no longer blocks its lane, though the statement's snapshot still shows it. Taking an entry changes no indexed
 * column. A claim, and the end of what keeps its own record, wait for no disk. Where a crash of the database takes a claim back,
 * the entry is free again, and whatever its run has committed since has taken the claim with it to the disk; what it did outside
 * without a commit may be done again, as after a lease. Where it takes an end back, whoever held the entry hands it back
 * (lost.ts). The walk, the heads and the locks are one lazy pipeline that ends with the
 * last entry wanted.
 */
const TURN = statement<TurnRow>(
  "outbox_turn",
  `with recursive done as (
     update outbox_entry e set state = 'done', finished_at = now(), lease_until = null
     from unnest($1::bigint[], $2::int[]) as d(id, token)
     where e.id = d.id and e.lease_token = d.token and e.lease_until is not null
     returning e.id
   ), walk as (
     select * from (select e.tenant_id, 1 as turn from outbox_entry e
       where $3 > 0 and e.state = 'ready' and e.tenant_id >= $5::uuid order by e.tenant_id limit 1) first
     union all
     select next.tenant_id, w.turn + 1 from walk w cross join lateral (
       select e.tenant_id from outbox_entry e
       where e.state = 'ready' and e.tenant_id > w.tenant_id order by e.tenant_id limit 1) next
     where w.turn <= ${TENANTS_A_TURN}
   ), tenants as (
     select w.tenant_id, w.turn, coalesce(r.room, $8::int) as room,
            ${WINDOW} / least(${TENANTS_A_TURN}, (select count(*) from walk)) as look
     from walk w left join unnest($6::uuid[], $7::int[]) as r(tenant_id, room) using (tenant_id)
     where w.turn <= ${TENANTS_A_TURN}
   ), due as (
     select t.turn, t.room, d.*
     from tenants t cross join lateral (
       select n.*, row_number() over (order by n.tenant_id, n.id) as place from (
         select e.tenant_id, e.id, e.lane, e.ctid as at from outbox_entry e
         where ${only("e.tenant_id", "t.tenant_id")} and e.state = 'ready' and ${free("e")}
         order by e.tenant_id, e.id limit t.look) n) d
     where t.room > 0
   ), locked as (
     select d.turn, d.room, d.place, d.lane, e.*
     from (select * from due order by place, turn) d
     left join lateral (
       select p.id from outbox_entry p
       where d.lane is not null and ${only("p.lane", "d.lane")} and p.finished_at is null
         and p.id not in (select id from done)
       order by p.lane, p.id limit 1) head on true
     cross join lateral (
       select e.id, e.ctid as at, e.attempts from outbox_entry e
       where e.ctid = d.at and (d.lane is null or d.id = head.id) and e.state = 'ready' and ${free("e")}
       for update skip locked) e
     limit $3::int
   ), heads as (
     select * from (select *, row_number() over (partition by turn order by place) as nth from locked) l where nth <= room
   ), behind as (
     select b.id, b.at, h.lane, row_number() over lane as rank, bool_and(b.is_next) over lane as is_next
     from heads h cross join lateral (
       select p.id, p.ctid as at, p.state <> 'scheduled' and p.attempts = 0 and ${free("p")} as is_next from outbox_entry p
       where ${only("p.lane", "h.lane")} and p.id > h.id and p.finished_at is null
       order by p.lane, p.id limit ${RUN - 1}) b
     where h.attempts = 0 and (select count(*) from locked) < $3::int
     window lane as (partition by h.lane order by b.id)
   ), followers as (
     select e.id, e.ctid as at, b.lane, b.rank
     from (select * from behind where is_next order by rank, id limit $3::int - (select count(*) from locked)) b
     cross join lateral (
       select e.id, e.ctid from outbox_entry e
       where e.ctid = b.at and e.state in ('ready', 'waiting') and ${free("e")}
       for update skip locked) e
   ), taken as (
     select at from heads
     union all
     select at from (select at, rank, count(*) over (partition by lane order by rank) as got from followers) f
     where got = rank
   ), claimed as (
     update outbox_entry e
     set lease_until = now() + $4::float8 * interval '1 second', lease_token = $9::int, attempts = e.attempts + 1
     where e.ctid = any (array(select at from taken))
     returning e.id, e.tenant_id, e.kind, e.lane, e.idempotency_key, e.payload, e.attempts, e.max_attempts, e.lease_token,
       e.trace_id
   )
   select (select w.tenant_id::text from walk w where w.turn > ${TENANTS_A_TURN}) as next_tenant,
          (select array_agg(t.tenant_id::text) from tenants t
           where exists (select 1 from due d where d.turn = t.turn and d.place = t.look)
             and not exists (select 1 from heads h where h.turn = t.turn)) as crowded,
          exists (select 1 from tenants t join due d on d.turn = t.turn and d.place = t.look) as has_more,
          exists (select 1 from outbox_entry where state = 'waiting') as any_waiting,
          (select count(*)::int from done) as done,
          (select set_config('synchronous_commit', 'off', true) where not $10::bool) as relaxed,
          c.id::text, c.tenant_id, c.kind, c.lane, c.idempotency_key as key, c.payload, c.attempts, c.max_attempts,
          c.lease_token, c.trace_id
   from (select 1) one left join claimed c on true`,
);

export async function takeTurn(sql: Sql, done: readonly Held[], claim: Claim): Promise<TurnAnswer> {
  const rows = await sql(TURN, [
    bigintArray(done.map(({ id }) => id)),
    intArray(done.map(({ token }) => token)),
    claim.limit,
    claim.leaseSeconds,
    claim.fromTenant ?? NO_TENANT,
    uuidArray(claim.rooms.tenants),
    intArray(claim.rooms.room),
    claim.rooms.others,
    claim.token,
    claim.isDurable,
  ]);
  const first = rows[0]!;
  return {
    entries: rows
      .filter((row): row is TurnRow & EntryRow => row.id !== null)
      .map(toEntry)
      .sort((a, b) => Number(a.id) - Number(b.id)),
    nextTenant: first.next_tenant,
    crowded: first.crowded ?? [],
    hasMore: first.has_more,
    anyWaiting: first.any_waiting,
    done: first.done,
  };
}

export function toEntry(row: EntryRow): ClaimedEntry {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    kind: row.kind,
    lane: row.lane,
    key: row.key,
    payload: row.payload,
    attempt: row.attempts,
    maxAttempts: row.max_attempts,
    token: row.lease_token,
    traceId: row.trace_id,
  };
}
