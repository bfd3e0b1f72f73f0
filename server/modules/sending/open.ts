import { listChannels } from "../../channels/registry";
import { clock } from "../../core/clock";
import { newId } from "../../core/ids";
import { bigintArray, intArray, uuidArray } from "../../infra/arrays";
import { type Sql, statement } from "../../infra/db";
import type { ClaimedEntry, Held, Told } from "../../infra/outbox/entry";
import { claimTold, takeTold } from "../../infra/outbox/told";
import { type EntryRow, toEntry } from "../../infra/outbox/turn";
import { JOB_COLUMNS, JOB_SQL, type JobRow, jobOf, type SendJob } from "./job";

/** `begun_before`: what the entry had begun already and of which no row says how it ended. */
type Row = JobRow & { ord: number; is_begun: boolean; begun_before: string | null };

/** Of each channel, as SQL: they stay as they are. */
function paceRows(): string {
  const rows = listChannels().flatMap(({ key, wire, capabilities }) =>
    wire
      ? `('${key}', ${wire.pacing.recipient}::float8, ${wire.pacing.inbox}::float8, ${Boolean(capabilities.replyWindowHours)})`
      : [],
  );
  return rows.join(", ");
}

type Among = (value: string, list: string) => string;
/** Where there is but one, a hash of the list costs more than its walk. */
const amongOne: Among = (value, list) => `${value} = any (array(${list}))`;

const SHARED = "case when inbox > 0 then inbox_key else to_key end";
/**
 * Reads what the sending of messages needs, and finds the plain ones: first tries to one person that nothing stands against,
 * whose places are now and are taken. They begin with the same commit, by a mark on the entry that owes them; what is less
 * plain, and what has to wait for its place, is begun by beginSends, after a closer look: of several that share a pace only the
 * first can be plain.
 */
const openSql = ({
  before = "",
  asked,
  firsts = "select *",
  inTurn = "",
  among = (value, list) => `${value} in (${list})`,
  mark,
}: Record<"asked" | "mark", string> &
  Partial<Record<"before" | "firsts" | "inTurn", string>> & {
    among?: Among;
  }) => `with ${before}w as (
     ${asked}
   ), paces as materialized (
     select * from (values ${paceRows()}) as p(channel, recipient, inbox, windowed)
   ), job as materialized (
     select ${JOB_SQL}
   ), plain as materialized (
     select j.ord, j.tenant_id, p.recipient, p.inbox,
       case when p.inbox > 0 then 'inbox:' || j.inbox_id end as inbox_key,
       case when p.recipient > 0 or p.inbox <= 0 then 'to:' || j.identity_id end as to_key
     from job j cross join lateral (
       select p.recipient, coalesce(1 / nullif(j.per_second, 0)::float8, p.inbox) as inbox from paces p
       where p.channel = j.channel and (not p.windowed or j.window_closes_at > $4::timestamptz) offset 0) p
     where j.status = 'queued' and j.external_id is null and not j.is_deleted and j.tries is null
       and j.seal_mark is not null and not j.is_paused and not j.is_revoked and j.keys <> '{}'
       -- A group keeps another pace.
       and not E'\\n' || array_to_string(j.keys, E'\\n') like any (array[E'%\\ngroup:%', E'%\\nchat:-%'])
   ), due as materialized (
     ${firsts} from plain l
     -- Where there are two paces, none is taken in vain; a single one says by itself whether its place is now.
     where l.inbox <= 0 or l.recipient <= 0 or not exists (
       select 1 from send_pace s where s.key = any (array[l.to_key, l.inbox_key]) and s.next_at > clock_timestamp())
     ${inTurn}
   ), places as (
     insert into send_pace as p (key, tenant_id, next_at)
     select k.key, d.tenant_id, clock_timestamp() + k.seconds * interval '1 second'
     from due d cross join lateral (values (d.inbox_key, d.inbox), (d.to_key, d.recipient)) k(key, seconds)
     where k.seconds > 0 order by k.key
     on conflict (key) do update set next_at = excluded.next_at where p.next_at <= clock_timestamp()
     returning key
   ), placed as materialized (
     select d.* from due d
     where (d.inbox <= 0 or ${among("d.inbox_key", "select key from places")})
       and (d.recipient <= 0 or ${among("d.to_key", "select key from places")})
   ), ${mark}`;
/** What an entry has begun and of which there is no row. */
const openEnd = (begun: string) =>
  `case when not exists (select 1 from send_attempt a where a.id = ${begun}) then ${begun} end`;
const OPEN = statement<Row>(
  "send_open",
  `${openSql({
    asked: "select * from unnest($1::uuid[], $2::uuid[]) with ordinality as w(tenant_id, id, ord)",
    firsts: `select distinct on (${SHARED}) *`,
    inTurn: `order by ${SHARED}, ord`,
    // Whoever has lost the lease begins nothing, and is told nothing of what another has begun since. In the order of the entries,
    // in which their leases are renewed too.
    mark: `begun as (
     update outbox_entry o set begun = ($3::uuid[])[d.ord]
     from (select ord, ($5::bigint[])[ord] as entry_id from placed order by 2) d
     where o.id = d.entry_id and o.lease_token = ($6::int[])[d.ord] and o.begun is null
     returning o.begun as id
   )`,
  })}
   select ${JOB_COLUMNS}, j.is_begun, case when not j.is_begun then (select ${openEnd("o.begun")} from outbox_entry o
       where o.id = ($5::bigint[])[j.ord] and o.lease_token = ($6::int[])[j.ord] and o.begun is not null) end as begun_before
   from (select *, ($3::uuid[])[ord] in (select id from begun) as is_begun from job offset 0) j`,
);
/** The same for one of which the outbox has just been told, taken with the same commit. */
const OPEN_TOLD = statement<Row & { entry: EntryRow; is_found: boolean }>(
  "send_open_told",
  `${openSql({
    before: `${takeTold({ id: "$1", token: "$2" })}, `,
    asked: "select tenant_id, (payload->>'messageId')::uuid as id, 1 as ord from taken",
    among: amongOne,
    mark: claimTold({
      ...{ token: "$2", leaseSeconds: "$5" },
      begun: "select $3::uuid from placed p cross join taken t where t.begun is null",
    }),
  })}
   select t.entry, j.ord is not null as is_found, ${JOB_COLUMNS}, t.begun is null and exists (select 1 from placed) as is_begun,
     ${openEnd("t.begun")} as begun_before
   from taken t cross join claimed left join job j on true`,
);

type Asked = { tenantId: string; messageId: string; attemptId: string; entry: Held };
/** `attempt`: its first try, begun; null where a closer look has to be taken before it begins. */
export type Opened = { job: SendJob; attempt: string | null };

/** Null for each where there is nothing to send any more. Bears being repeated: the attempts keep their ids. */
export async function openSends(sql: Sql, asked: readonly Asked[]): Promise<(Opened | null)[]> {
  const rows = await sql(OPEN, [
    uuidArray(asked.map(({ tenantId }) => tenantId)),
    uuidArray(asked.map(({ messageId }) => messageId)),
    uuidArray(asked.map(({ attemptId }) => attemptId)),
    new Date(clock.now()).toISOString(),
    bigintArray(asked.map(({ entry }) => entry.id)),
    intArray(asked.map(({ entry }) => entry.token)),
  ]);
  const opened: (Opened | null)[] = asked.map(() => null);
  for (const row of rows) opened[row.ord - 1] = openedOf(row, asked[row.ord - 1]!);
  return opened;
}

function openedOf(row: Row, { attemptId: own, ...asked }: Omit<Asked, "entry">): Opened | null {
  const { begun_before: before } = row;
  // Its own also when it is said twice, as the answer to the first time was lost.
  const attempt = row.is_begun || before === own ? own : null;
  if (before && !attempt) row.tries = [{ ...FIRST, id: before }, ...(row.tries ?? [])];
  const job = jobOf(row, asked);
  return job && { job, attempt };
}
const FIRST = { number: 1, outcome: null, externalId: null, code: null, isOver: false } as const;

export type OpenedEntry = { entry: ClaimedEntry; given: Opened | null };

/** As openSends, for the message of an entry that is taken with it; null where that is not to be had. */
export async function openTold(
  sql: Sql,
  { id, token, leaseSeconds, attemptId }: Told & { attemptId: string },
): Promise<OpenedEntry | null> {
  const now = new Date(clock.now()).toISOString();
  const given = [id, token, attemptId, now, leaseSeconds];
  const [taken] = await sql(OPEN_TOLD, given);
  if (!taken) return null;
  const entry = toEntry(taken.entry);
  if (!taken.is_found) return { entry, given: null };
  const { messageId } = entry.payload as { messageId: string };
  return { entry, given: openedOf(taken, { tenantId: entry.tenantId, messageId, attemptId }) };
}

export const opening = (of: Omit<Asked, "attemptId">): Asked => ({ ...of, attemptId: newId() });
