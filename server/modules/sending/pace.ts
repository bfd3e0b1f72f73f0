import { type Sql, statement } from "../../infra/db";

/** A place that is asked for in a pace of so many seconds; taken unless it is more than `patience` seconds off. */
export type AskedPlace = { key: string; seconds: number; patience: number };

/** What placesGiven made, as a relation. */
export const placesIn = (given: "$1") =>
  `json_to_recordset(${given}::json) as x(ord int, tenant_id uuid, key text, seconds float8, patience float8)`;

/**
 * CTEs that take the places asked for in a relation `x` (ord, tenant_id, key, seconds, patience): places of one pace are handed
 * out in the order of the asking, as many as are near enough; all workers keep one pace, also over a key that two of them ask
 * for first. `waits` says of each `ord` whether all its places are taken, and in how many seconds they are: the last one that
 * was given, or the first one that was not.
 */
export const takePlaces = (places: string) => `asked as materialized (
     select x.*, row_number() over (partition by x.key order by x.ord) - 1 as nth from ${places}
   ), paces as materialized (
     select key, (array_agg(tenant_id))[1] as tenant_id, count(*) as wanted, max(seconds) as seconds, max(patience) as patience
     from asked group by key
   ), known as materialized (
     select p.key, p.next_at from send_pace p where p.key = any(array(select key from paces)) order by p.key for update
   ), first as materialized (
     select p.*, greatest(coalesce(k.next_at, now.at), now.at) as at, now.at as now
     from paces p left join known k on k.key = p.key cross join (select clock_timestamp() as at) now
   ), placed as materialized (
     select f.*, case when extract(epoch from f.at - f.now)::float8 > f.patience then 0 else least(f.wanted, coalesce(
       floor((f.patience - extract(epoch from f.at - f.now)::float8) / nullif(f.seconds, 0) + 1), f.wanted))::int end as taken
     from first f
   ), put as (
     insert into send_pace as p (key, tenant_id, next_at)
     select key, tenant_id, at + taken * seconds * interval '1 second' from placed where taken > 0 order by key
     on conflict (key) do update set next_at = excluded.next_at where p.key = any(array(select key from known))
     returning key
   ), had as (
     select p.*, case when exists (select 1 from put where put.key = p.key) then p.taken else 0 end as given from placed p
   ), waits as (
     select a.ord, bool_and(a.nth < p.given) as is_reserved, greatest(0, coalesce(
       max(extract(epoch from p.at - p.now)::float8 + a.nth * p.seconds) filter (where a.nth >= p.given),
       max(extract(epoch from p.at - p.now)::float8 + a.nth * p.seconds))) as wait
     from asked a join had p on p.key = a.key group by a.ord
   )`;

/** A place that is nearer than this is waited for; a later one is asked for again when it comes. */
export const PATIENCE_SECONDS = { recipient: 1, inbox: 10 };

/** What placesIn reads. */
export function placesGiven(all: readonly { tenantId: string; places: readonly AskedPlace[] }[]): string {
  return JSON.stringify(
    all.flatMap(({ tenantId, places }, ord) =>
      places.map((place) => ({ ...place, ord, tenant_id: tenantId })),
    ),
  );
}

const RESERVE = statement<{ wait: number; is_reserved: boolean }>(
  "send_pace_reserve",
  `with ${takePlaces(placesIn("$1"))} select wait, is_reserved from waits`,
);

/** Takes one place, or one of each pace. Answers in how many seconds it is, and whether it is taken. */
export async function reservePlace(
  sql: Sql,
  tenantId: string,
  ...places: AskedPlace[]
): Promise<{ wait: number; isReserved: boolean }> {
  const [row] = await sql(RESERVE, [placesGiven([{ tenantId, places }])]);
  return { wait: row?.wait ?? 0, isReserved: row?.is_reserved ?? true };
}
