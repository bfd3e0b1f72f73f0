import { OUT_KEY } from "../conversations/append-sql";

/** What an id of ours tells of when it was made (UUIDv7), for Postgres before 17 too. */
export const timeOf = (id: string) =>
  `to_timestamp(('x' || left(translate(${id}::text, '-', ''), 12))::bit(48)::bigint / 1000.0::float8)`;

/** The keys of the entries that owe the sending of message `m`: its first one, and that by the last of its retries. */
export const OWED_KEYS = `'${OUT_KEY}' || m.id, '${OUT_KEY}' || m.id || ':' || (m.meta->>'retries')`;
export const TRY_COLUMNS =
  "id, number, started_at, ended_at, outcome, external_id, code, reason, superseded_at";
/** All tries of message `m`, those without a row too, as rows. */
export const TRIES_SQL = `(
     select ${TRY_COLUMNS} from send_attempt t where t.tenant_id = m.tenant_id and t.message_id = m.id
     union all
     select m.try_id, 1, ${timeOf("m.try_id")}, m.try_ended_at, 'sent', m.external_id, null, null, null::timestamptz
     where m.try_id is not null
     union all
     select e.begun, 1, ${timeOf("e.begun")}, null, null, null, null, null, null from outbox_entry e
     where e.idempotency_key in (${OWED_KEYS}) and e.tenant_id = m.tenant_id and e.begun is not null and m.try_id is null
       and not exists (select 1 from send_attempt t where t.id = e.begun))`;
