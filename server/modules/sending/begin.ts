import { newId } from "../../core/ids";
import { type Sql, statement } from "../../infra/db";
import type { Held } from "../../infra/outbox/entry";
import { type AskedPlace, placesGiven, placesIn, takePlaces } from "./pace";

/** `number`: of the try, from 1; the next one as far as the asking worker knows. `entry`: what owes it, and the worker's lease. */
export type Asked = {
  tenantId: string;
  messageId: string;
  number: number;
  entry: Held;
  places: readonly AskedPlace[];
};
/**
 * `attempt`: begun, as all places are now. Else in how many seconds they are, and whether they are taken; `isOvertaken`: another
 * worker has begun meanwhile.
 */
export type Begun = { attempt: string | null; wait: number; isReserved: boolean; isOvertaken: boolean };

/** Whoever hears only then that its attempt has begun may have been taken for dead; well below a lease. */
export const STANDSTILL_MS = 5_000;

type Row = { ord: number; wait: number; is_reserved: boolean; is_begun: boolean };

/**
 * Where all places of a message are now, its attempt begins with the same commit; not where the worker has lost its lease, or
 * there is a try of this number: it has stood still, and another one has taken its work over.
 */
const BEGIN = statement<Row>(
  "send_begin",
  `with ${takePlaces(placesIn("$1"))}, given as materialized (
     select * from json_to_recordset($2::json) as x(ord int, tenant_id uuid, message_id uuid, attempt_id uuid, number int,
       entry_id bigint, token int)
   ), answers as (
     select g.*, coalesce(w.is_reserved, true) as is_reserved, coalesce(w.wait, 0) as wait
     from given g left join waits w on w.ord = g.ord
   ), due as materialized (
     select * from answers where is_reserved and wait = 0 order by entry_id
   ), held as (
     update outbox_entry e set begun = null from due d where e.id = d.entry_id and e.lease_token = d.token
     returning e.id, e.lease_token
   ), begun as (
     insert into send_attempt (id, tenant_id, message_id, number)
     select attempt_id, tenant_id, message_id, number from due where (entry_id, token) in (select id, lease_token from held)
     on conflict do nothing returning id
   )
   select ord, wait, is_reserved, attempt_id = any (array(select id from begun))
     or exists (select 1 from send_attempt t where t.id = a.attempt_id) as is_begun
   from answers a`,
);

/**
 * Takes the places of several messages and writes down that their provider is about to be asked, before it is: a worker that
 * dies then leaves an attempt without an end, and the next one knows that nobody knows.
 */
export async function beginSends(
  sql: Sql,
  items: readonly (Asked & { attemptId: string })[],
): Promise<Begun[]> {
  const given = items.map(({ tenantId, messageId, attemptId, number, entry }, ord) => ({
    ...{ ord, tenant_id: tenantId, message_id: messageId, attempt_id: attemptId, number },
    ...{ entry_id: entry.id, token: entry.token },
  }));
  const rows = await sql(BEGIN, [placesGiven(items), JSON.stringify(given)]);
  const found = new Map(rows.map((row) => [row.ord, row]));
  return items.map(({ attemptId }, ord) => {
    // Begun also where this is asked twice, as the answer to the first time was lost.
    const { wait, is_reserved: isReserved, is_begun: isBegun } = found.get(ord)!;
    const isDue = isReserved && wait === 0;
    return { attempt: isBegun ? attemptId : null, wait, isReserved, isOvertaken: isDue && !isBegun };
  });
}

/** The id stays the same when the statement has to be repeated, so that an attempt is never two. */
export const asking = (asked: Asked) => ({ ...asked, attemptId: newId() });
