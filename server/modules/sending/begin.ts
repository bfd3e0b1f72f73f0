import { newId } from "../../core/ids";
import { type Sql, statement } from "../../infra/db";

/** A place that is asked for in a pace of so many seconds; taken unless it is more than `patience` seconds off. */
export type AskedPlace = { key: string; seconds: number; patience: number };
/** `known`: how many tries have been made, as far as the asking worker knows. */
export type Asked = { tenantId: string; messageId: string; known: number; places: readonly AskedPlace[] };
/**
 * `attempt`: begun, as all places are now. Else in how many seconds they are, and whether they are taken; `isOvertaken`: another
 * worker has begun meanwhile.
 */
export type Begun = { attempt: string | null; wait: number; isReserved: boolean; isOvertaken: boolean };

type Row = { ord: number; wait: number; is_reserved: boolean; is_overtaken: boolean };

/**
 * Places of one pace are handed out in the order of the asking, as many as are near enough; all workers keep one pace. Where all
 * places of a message are now, its attempt begins with the same commit; not where there are more tries than its worker knows, as
 * it has stood still and another one has taken its work over.
 */
const BEGIN = statement<Row>(
  "send_begin",
  `with given as materialized (
     select * from json_to_recordset($1::json) as x(ord int, tenant_id uuid, message_id uuid, attempt_id uuid, known int)
   ), asked as materialized (
     select x.*, row_number() over (partition by x.key order by x.ord) - 1 as nth
     from json_to_recordset($2::json) as x(ord int, tenant_id uuid, key text, seconds float8, patience float8)
   ), paces as materialized (
     select key, (array_agg(tenant_id))[1] as tenant_id, count(*) as wanted, max(seconds) as seconds, max(patience) as patience
     from asked group by key
   ), known as materialized (
     select p.key, p.next_at from send_pace p where p.key = any(array(select key from paces)) order by p.key for update
   ), first as materialized (
     select p.*, greatest(coalesce(k.next_at, now.at), now.at) as at, now.at as now
     from paces p left join known k on k.key = p.key cross join (select clock_timestamp() as at) now
   ), placed as materialized (
     select f.*, greatest(0, least(f.wanted,
       floor((f.patience - extract(epoch from f.at - f.now)::float8) / f.seconds + 1)))::int as taken from first f
   ), put as (
     insert into send_pace as p (key, tenant_id, next_at)
     select key, tenant_id, at + taken * seconds * interval '1 second' from placed where taken > 0
     on conflict (key) do update set next_at = greatest(p.next_at, excluded.next_at)
   ), waits as (
     select a.ord, bool_and(a.nth < p.taken) as is_reserved,
       max(extract(epoch from p.at - p.now)::float8 + a.nth * p.seconds) filter (where a.nth < p.taken) as wait,
       max(extract(epoch from p.at - p.now)::float8 + a.nth * p.seconds) filter (where a.nth >= p.taken) as refused
     from asked a join placed p on p.key = a.key group by a.ord
   ), answers as (
     select g.*, coalesce(w.is_reserved, true) as is_reserved, greatest(0, coalesce(w.refused, w.wait, 0)) as wait,
       (select count(*) from send_attempt t where t.message_id = g.message_id and t.superseded_at is null
          and t.id <> g.attempt_id) <> g.known as is_overtaken
     from given g left join waits w on w.ord = g.ord
   ), begun as (
     insert into send_attempt (id, tenant_id, message_id, number)
     select a.attempt_id, a.tenant_id, a.message_id,
       coalesce((select max(t.number) from send_attempt t where t.message_id = a.message_id), 0) + 1
     from answers a where a.is_reserved and a.wait = 0 and not a.is_overtaken
     on conflict (id) do nothing
   )
   select ord, wait, is_reserved, is_overtaken from answers`,
);

/**
 * Takes the places of several messages and writes down that their provider is about to be asked, before it is: a worker that
 * dies then leaves an attempt without an end, and the next one knows that nobody knows.
 */
export async function beginSends(
  sql: Sql,
  items: readonly (Asked & { attemptId: string })[],
): Promise<Begun[]> {
  const given = items.map(({ tenantId, messageId, attemptId, known }, ord) => ({
    ...{ ord, tenant_id: tenantId, message_id: messageId, attempt_id: attemptId, known },
  }));
  const places = items.flatMap(({ tenantId, places: all }, ord) =>
    all.map((place) => ({ ...place, ord, tenant_id: tenantId })),
  );
  const rows = await sql(BEGIN, [JSON.stringify(given), JSON.stringify(places)]);
  const found = new Map(rows.map((row) => [row.ord, row]));
  return items.map(({ attemptId }, ord) => {
    const { wait, is_reserved: isReserved, is_overtaken: isOvertaken } = found.get(ord)!;
    const isBegun = isReserved && wait === 0 && !isOvertaken;
    return { attempt: isBegun ? attemptId : null, wait, isReserved, isOvertaken };
  });
}

/** The id stays the same when the statement has to be repeated, so that an attempt is never two. */
export const asking = (asked: Asked) => ({ ...asked, attemptId: newId() });
