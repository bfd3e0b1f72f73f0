import { listChannels } from "../../channels/registry";
import { clock } from "../../core/clock";
import { newId } from "../../core/ids";
import { plainArray, type Sql, statement } from "../../infra/db";
import type { ClaimedEntry, Told } from "../../infra/outbox/entry";
import { takeTold } from "../../infra/outbox/told";
import { type EntryRow, toEntry } from "../../infra/outbox/turn";
import { JOB_SQL, type JobRow, jobOf, type SendJob } from "./job";

type Row = JobRow & { attempt_id: string; is_begun: boolean };

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
 * Reads what the sending of messages needs, and begins the attempts of the plain ones with the same commit: first tries to one
 * person that nothing stands against, whose places are now. What is less plain, and what has to wait for its place, is begun by
 * beginSends, after a closer look: of several that share a pace only the first can be plain. Fails where another worker has
 * begun one meanwhile (a unique violation, as looking for it first costs more): asked again, it sees that one.
 */
const openSql = ({
  before = "",
  asked,
  firsts = "select *",
  inTurn = "",
  among = (value, list) => `${value} in (${list})`,
}: Record<"asked", string> &
  Partial<Record<"before" | "firsts" | "inTurn", string>> & {
    among?: Among;
  }) => `with ${before}w as materialized (
     ${asked}
   ), paces as materialized (
     select * from (values ${paceRows()}) as p(channel, recipient, inbox, windowed)
   ), job as materialized (
     select w.attempt_id, ${JOB_SQL}
   ), plain as materialized (
     select j.ord, j.tenant_id, j.message_id, j.attempt_id, p.recipient, p.inbox,
       'to:' || j.identity_id as to_key, 'inbox:' || j.inbox_id as inbox_key
     from job j cross join lateral (
       select p.recipient, coalesce(1 / nullif(j.per_second, 0)::float8, p.inbox) as inbox from paces p
       where p.channel = j.channel and (not p.windowed or j.window_closes_at > $4::timestamptz) offset 0) p
     where j.status = 'queued' and j.external_id is null and not j.is_deleted and j.tries is null
       and j.sealed is not null and not j.is_paused and not j.is_revoked and j.keys <> '{}'
       -- A group keeps another pace.
       and not exists (select 1 from unnest(j.keys) k where k like 'group:%' or k like 'chat:-%')
   ), due as materialized (
     ${firsts} from plain l
     where not exists (select 1 from send_pace s where s.key = any (array[l.to_key, l.inbox_key]) and s.next_at > clock_timestamp())
     ${inTurn}
   ), places as (
     insert into send_pace as p (key, tenant_id, next_at)
     select k.key, d.tenant_id, clock_timestamp() + k.seconds * interval '1 second'
     from due d cross join lateral (values (d.inbox_key, d.inbox), (d.to_key, d.recipient)) k(key, seconds)
     where k.seconds > 0 order by k.key
     on conflict (key) do update set next_at = excluded.next_at where p.next_at <= clock_timestamp()
     returning key
   ), begun as (
     insert into send_attempt (id, tenant_id, message_id, number)
     select d.attempt_id, d.tenant_id, d.message_id, 1 from due d
     where (d.inbox <= 0 or ${among("d.inbox_key", "select key from places")})
       and (d.recipient <= 0 or ${among("d.to_key", "select key from places")})
     returning id
   )`;
const OPEN = statement<Row>(
  "send_open",
  `${openSql({
    asked:
      "select * from unnest($1::uuid[], $2::uuid[], $3::uuid[]) with ordinality as w(tenant_id, id, attempt_id, ord)",
    firsts: `select distinct on (${SHARED}) *`,
    inTurn: `order by ${SHARED}, ord`,
  })}
   select j.*, j.attempt_id in (select id from begun) as is_begun from job j`,
);
/** The same for one of which the outbox has just been told, taken with the same commit. */
const OPEN_TOLD = statement<Row & { entry: EntryRow; message_id: string | null }>(
  "send_open_told",
  `${openSql({
    before: `${takeTold({ id: "$1", token: "$2", leaseSeconds: "$5" })}, `,
    asked:
      "select tenant_id, (payload->>'messageId')::uuid as id, $3::uuid as attempt_id, 1 as ord from taken",
    among: amongOne,
  })}
   select t.entry, j.*, ${amongOne("j.attempt_id", "select id from begun")} as is_begun
   from taken t left join job j on true`,
);

type Asked = { tenantId: string; messageId: string; attemptId: string };
/** `attempt`: its first try, begun; null where a closer look has to be taken before it begins. */
export type Opened = { job: SendJob; attempt: string | null };

/** Null for each where there is nothing to send any more. Bears being repeated: the attempts keep their ids. */
export async function openSends(sql: Sql, asked: readonly Asked[]): Promise<(Opened | null)[]> {
  const of = (key: keyof Asked) => plainArray(asked.map((one) => one[key]));
  const now = new Date(clock.now()).toISOString();
  const given = [of("tenantId"), of("messageId"), of("attemptId"), now];
  const rows = new Map((await sql(OPEN, given)).map((row) => [row.ord, row]));
  return asked.map((_, at) => openedOf(rows.get(at + 1)));
}

function openedOf(row: Row | undefined): Opened | null {
  const job = row && jobOf(row);
  return job ? { job, attempt: isBegun(row) ? row.attempt_id : null } : null;
}

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
  const { entry, ...row } = taken;
  return { entry: toEntry(entry), given: openedOf(row.message_id === null ? undefined : row) };
}

/** Also when it is said twice, as the answer to the first time was lost. */
function isBegun({ attempt_id: own, tries, is_begun }: Row): boolean {
  return is_begun || (tries ?? []).some(({ id, outcome }) => id === own && outcome === null);
}

export const opening = (of: { tenantId: string; messageId: string }) => ({ ...of, attemptId: newId() });
