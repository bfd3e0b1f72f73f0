import { listChannels } from "../../channels/registry";
import { clock } from "../../core/clock";
import { newId } from "../../core/ids";
import { type Sql, statement } from "../../infra/db";
import type { Begun } from "./begin";
import { type JobRow, jobOf, jobSql, routedChannels, type SendJob } from "./job";
import { PATIENCE_SECONDS, takePlaces } from "./pace";

type Row = JobRow & {
  attempt_id: string;
  is_plain: boolean;
  is_begun: boolean;
  is_reserved: boolean;
  wait: number;
};

/**
 * Reads what the sending of messages needs, and begins the attempts of the plain ones with the same commit: first tries to one
 * person that nothing stands against, whose places are now. What is less plain is begun by beginSends, after a closer look.
 */
const OPEN = statement<Row>(
  "send_open",
  `with w as materialized (
     select * from unnest($1::uuid[], $2::uuid[], $4::uuid[]) with ordinality as w(tenant_id, id, attempt_id, ord)
   ), job as materialized (
     select w.attempt_id, ${jobSql("$3")}
   ), plain as materialized (
     select j.ord, j.tenant_id, j.message_id, j.attempt_id, j.identity_id, j.inbox_id, p.recipient,
       coalesce(1 / nullif(j.per_second, 0)::float8, p.inbox) as inbox
     from job j join json_to_recordset($5::json) as p(channel text, recipient float8, inbox float8, windowed bool) on p.channel = j.channel
     where j.status = 'queued' and j.external_id is null and not j.is_deleted and j.last_number = 0
       and j.sealed is not null and not j.is_paused and not j.is_revoked and j.keys <> '{}'
       and (not p.windowed or j.window_closes_at > $6::timestamptz)
       -- A group keeps another pace.
       and not exists (select 1 from unnest(j.keys) k where k ~ '^(group:|chat:-)')
   ), ${takePlaces(`(
       select ord, tenant_id, 'to:' || identity_id as key, recipient as seconds, ${PATIENCE_SECONDS.recipient}::float8 as patience
       from plain where recipient > 0
       union all
       select ord, tenant_id, 'inbox:' || inbox_id, inbox, ${PATIENCE_SECONDS.inbox} from plain where inbox > 0) x`)},
   begun as (
     insert into send_attempt (id, tenant_id, message_id, number)
     select p.attempt_id, p.tenant_id, p.message_id, 1 from plain p left join waits s on s.ord = p.ord
     where coalesce(s.is_reserved and s.wait = 0, true)
     on conflict do nothing returning id
   )
   select j.*, p.ord is not null as is_plain, b.id is not null as is_begun,
     coalesce(s.is_reserved, true) as is_reserved, coalesce(s.wait, 0) as wait
   from job j left join plain p on p.ord = j.ord left join waits s on s.ord = j.ord left join begun b on b.id = j.attempt_id`,
);

type Asked = { tenantId: string; messageId: string; attemptId: string };
/** `begun`: what has come of its first try; null where a closer look has to be taken before it begins. */
export type Opened = { job: SendJob; begun: Begun | null };

/** Null for each where there is nothing to send any more. Bears being repeated: the attempts keep their ids. */
export async function openSends(sql: Sql, asked: readonly Asked[]): Promise<(Opened | null)[]> {
  const of = (key: keyof Asked) => asked.map((one) => one[key]);
  const now = new Date(clock.now()).toISOString();
  const given = [of("tenantId"), of("messageId"), routedChannels(), of("attemptId"), PACES(), now];
  const rows = new Map((await sql(OPEN, given)).map((row) => [row.ord, row]));
  return asked.map((_, at) => {
    const row = rows.get(at + 1);
    const job = row && jobOf(row);
    return job ? { job, begun: begunOf(row) } : null;
  });
}

function begunOf({ attempt_id: own, attempts, is_plain, is_begun, is_reserved, wait }: Row): Begun | null {
  // Said twice, as the answer to the first time was lost.
  const isOurs = is_begun || attempts.some(({ id, outcome }) => id === own && outcome === null);
  if (!is_plain && !isOurs) return null;
  const isDue = is_reserved && wait === 0;
  return { attempt: isOurs ? own : null, wait, isReserved: is_reserved, isOvertaken: isDue && !isOurs };
}

export const opening = (of: { tenantId: string; messageId: string }) => ({ ...of, attemptId: newId() });

const PACES = () =>
  JSON.stringify(
    listChannels().flatMap(({ key, wire, capabilities }) =>
      wire ? { ...wire.pacing, channel: key, windowed: Boolean(capabilities.replyWindowHours) } : [],
    ),
  );
