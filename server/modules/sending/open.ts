import { listChannels } from "../../channels/registry";
import { clock } from "../../core/clock";
import { newId } from "../../core/ids";
import { type Sql, statement } from "../../infra/db";
import { type JobRow, jobOf, jobSql, routedChannels, type SendJob } from "./job";

type Row = JobRow & { attempt_id: string; is_begun: boolean };

/**
 * Reads what the sending of messages needs, and begins the attempts of the plain ones with the same commit: first tries to one
 * person that nothing stands against, whose places are now. What is less plain, and what has to wait for its place, is begun by
 * beginSends, after a closer look: of several that share a pace only the first can be plain.
 */
const OPEN = statement<Row>(
  "send_open",
  `with w as materialized (
     select * from unnest($1::uuid[], $2::uuid[], $4::uuid[]) with ordinality as w(tenant_id, id, attempt_id, ord)
   ), paces as materialized (
     select * from unnest($5::text[], $6::float8[], $7::float8[], $8::bool[]) as p(channel, recipient, inbox, windowed)
   ), job as materialized (
     select w.attempt_id, ${jobSql("$3")}
   ), plain as materialized (
     select j.ord, j.tenant_id, j.message_id, j.attempt_id, p.recipient, p.inbox,
       'to:' || j.identity_id as to_key, 'inbox:' || j.inbox_id as inbox_key
     from job j cross join lateral (
       select p.recipient, coalesce(1 / nullif(j.per_second, 0)::float8, p.inbox) as inbox from paces p
       where p.channel = j.channel and (not p.windowed or j.window_closes_at > $9::timestamptz) offset 0) p
     where j.status = 'queued' and j.external_id is null and not j.is_deleted and j.last_number = 0
       and j.sealed is not null and not j.is_paused and not j.is_revoked and j.keys <> '{}'
       -- A group keeps another pace.
       and not exists (select 1 from unnest(j.keys) k where k ~ '^(group:|chat:-)')
   ), due as materialized (
     select distinct on (case when inbox > 0 then inbox_key else to_key end) * from plain l
     where not exists (select 1 from send_pace s where s.key = any (array[l.to_key, l.inbox_key]) and s.next_at > clock_timestamp())
     order by case when inbox > 0 then inbox_key else to_key end, ord
   ), taken as (
     insert into send_pace as p (key, tenant_id, next_at)
     select k.key, d.tenant_id, clock_timestamp() + k.seconds * interval '1 second'
     from due d cross join lateral (values (d.inbox_key, d.inbox), (d.to_key, d.recipient)) k(key, seconds)
     where k.seconds > 0 order by k.key
     on conflict (key) do update set next_at = excluded.next_at where p.next_at <= clock_timestamp()
     returning key
   ), begun as (
     insert into send_attempt (id, tenant_id, message_id, number)
     select d.attempt_id, d.tenant_id, d.message_id, 1 from due d
     where (d.inbox <= 0 or d.inbox_key = any (array(select key from taken)))
       and (d.recipient <= 0 or d.to_key = any (array(select key from taken)))
     on conflict do nothing returning id
   )
   select j.*, b.id is not null as is_begun from job j left join begun b on b.id = j.attempt_id`,
);

type Asked = { tenantId: string; messageId: string; attemptId: string };
/** `attempt`: its first try, begun; null where a closer look has to be taken before it begins. */
export type Opened = { job: SendJob; attempt: string | null };

/** Null for each where there is nothing to send any more. Bears being repeated: the attempts keep their ids. */
export async function openSends(sql: Sql, asked: readonly Asked[]): Promise<(Opened | null)[]> {
  const of = (key: keyof Asked) => asked.map((one) => one[key]);
  const now = new Date(clock.now()).toISOString();
  const given = [of("tenantId"), of("messageId"), routedChannels(), of("attemptId"), ...paces(), now];
  const rows = new Map((await sql(OPEN, given)).map((row) => [row.ord, row]));
  return asked.map((_, at) => {
    const row = rows.get(at + 1);
    const job = row && jobOf(row);
    return job ? { job, attempt: isBegun(row) ? row.attempt_id : null } : null;
  });
}

/** Also when it is said twice, as the answer to the first time was lost. */
function isBegun({ attempt_id: own, attempts, is_begun }: Row): boolean {
  return is_begun || attempts.some(({ id, outcome }) => id === own && outcome === null);
}

export const opening = (of: { tenantId: string; messageId: string }) => ({ ...of, attemptId: newId() });

function paces(): unknown[][] {
  const all = listChannels().flatMap(({ key, wire, capabilities }) =>
    wire ? { ...wire.pacing, key, isWindowed: Boolean(capabilities.replyWindowHours) } : [],
  );
  return [
    all.map(({ key }) => key),
    all.map(({ recipient }) => recipient),
    all.map(({ inbox }) => inbox),
    all.map(({ isWindowed }) => isWindowed),
  ];
}
