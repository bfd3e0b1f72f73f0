import { booleanArray, textArray, uuidArray } from "../../infra/arrays";
import { type Sql, statement } from "../../infra/db";
import type { CommittedChange } from "../conversations/live";
import { besideSql, PUT_COLUMNS, type PutRow, putChange } from "../messages/put";

/** `event_id`: of the fact. */
export type SentRow = { id: string; tenant_id: string; event_id: string };

/**
 * What a provider has taken, written down: of each message that still waits as it did, that it is sent and under which id, the
 * end of its try (on the message itself where it was the plain first one, which has no row), and the fact, whose id is the try's.
 * Others are left as they are: those changed meanwhile, those sent again, those whose id another message has, their echo. The
 * conversation is locked, as by every writer, and stays as it is, since no list shows what becomes of a message.
 */
const SENT = statement<SentRow>(
  "messages_sent",
  `with found as materialized (
     select g.tenant_id, g.external_id, g.attempt_id, g.is_plain, m.at, m.as_of, m.conversation_id
     from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::uuid[], $6::bool[])
       as g(tenant_id, inbox_id, id, external_id, attempt_id, is_plain)
     cross join lateral (
       select m.ctid as at, m.xmin as as_of, m.conversation_id from message m
       where m.tenant_id = g.tenant_id and m.id = g.id and m.inbox_id = g.inbox_id and m.status = 'queued'
         and m.external_id is null and m.deleted_at is null and not coalesce(m.meta ? 'retries', false) offset 0) m
     -- As a value, so that it is looked up in its index however small its table once was.
     where (select o.id from message o
         where o.inbox_id = g.inbox_id and o.external_id = g.external_id and o.tenant_id = g.tenant_id) is null
     order by m.conversation_id
   ), free as materialized (
     select f.* from found f cross join lateral (
       select 1 from conversation c where c.tenant_id = f.tenant_id and c.id = f.conversation_id for update offset 0) c
   ), put as (
     update message set status = 'sent', version = message.version + 1, external_id = f.external_id,
       try_id = case when f.is_plain then f.attempt_id end, try_ended_at = case when f.is_plain then now() end
     -- By whom it was last written too: where it has changed meanwhile, an older Postgres (17.6) does not look again at its place.
     from free f where message.ctid = f.at and message.xmin = f.as_of and message.tenant_id = f.tenant_id
     returning message.tenant_id, message.id, message.conversation_id, f.external_id, f.attempt_id, f.is_plain
   ), ended as (
     update send_attempt a set ended_at = now(), outcome = 'sent', external_id = p.external_id
     from put p where not p.is_plain and a.tenant_id = p.tenant_id and a.id = p.attempt_id and a.ended_at is null
   )
   insert into event (tenant_id, id, type, conversation_id, message_id, data, trace_id)
   select p.tenant_id, p.attempt_id, 'message.updated', p.conversation_id, p.id, '{}'::jsonb, '' from put p
   returning message_id as id, tenant_id, id as event_id`,
);

export type Sent = {
  tenantId: string;
  inboxId: string;
  messageId: string;
  externalId: string;
  /** Its try; `isPlain`: which has no row. */
  attempt: string;
  isPlain: boolean;
};

/** Writes down what can be written so; of at most one message of each conversation. */
export function putSent(sql: Sql, all: readonly Sent[]): Promise<SentRow[]> {
  return sql(SENT, [
    uuidArray(all.map(({ tenantId }) => tenantId)),
    uuidArray(all.map(({ inboxId }) => inboxId)),
    uuidArray(all.map(({ messageId }) => messageId)),
    textArray(all.map(({ externalId }) => externalId)),
    uuidArray(all.map(({ attempt }) => attempt)),
    booleanArray(all.map(({ isPlain }) => isPlain)),
  ]);
}

const SHOWN = statement<PutRow & { event_id: string }>(
  "messages_sent_shown",
  `select ${PUT_COLUMNS}, t.event_id from unnest($1::uuid[], $2::uuid[], $3::uuid[]) as t(tenant_id, id, event_id)
   cross join lateral (select * from message m where m.tenant_id = t.tenant_id and m.id = t.id offset 0) m
   ${besideSql("conversation", "offset 0")}`,
);

/** What the viewers of these are told, as they stand now; to be read only where there are any, as it costs more than the writing. */
export async function findSent(sql: Sql, sent: readonly SentRow[]): Promise<CommittedChange[]> {
  const of = (key: keyof SentRow) => uuidArray(sent.map((one) => one[key]));
  const rows = await sql(SHOWN, [of("tenant_id"), of("id"), of("event_id")]);
  return rows.map((row) => putChange(row, row.event_id));
}

const AWAITED = statement<{ inbox_id: string; target: string }>(
  "facts_awaited",
  `select f.inbox_id, f.target from unnest($1::uuid[], $2::uuid[], $3::text[]) as g(tenant_id, inbox_id, target)
   join awaited_fact f on f.tenant_id = g.tenant_id and f.inbox_id = g.inbox_id and f.target = g.target`,
);

/** Those of which the provider had said something before it was known who they are. */
export async function awaitedOf<One extends Pick<Sent, "tenantId" | "inboxId" | "externalId">>(
  sql: Sql,
  all: readonly One[],
): Promise<One[]> {
  const rows = await sql(AWAITED, [
    uuidArray(all.map(({ tenantId }) => tenantId)),
    uuidArray(all.map(({ inboxId }) => inboxId)),
    textArray(all.map(({ externalId }) => externalId)),
  ]);
  return all.filter(({ inboxId, externalId }) =>
    rows.some(({ inbox_id, target }) => inbox_id === inboxId && target === externalId),
  );
}

const ALIASES = statement<never>(
  "message_aliases_put",
  `insert into message_alias (tenant_id, inbox_id, external_id, message_id)
   select $1::uuid, $2::uuid, external_id, $4::uuid from unnest($3::text[]) external_id
   on conflict (inbox_id, external_id) do nothing`,
);

/** Further ids under which its provider speaks of it. */
export async function putAliases(
  sql: Sql,
  { tenantId, inboxId, messageId }: Pick<Sent, "tenantId" | "inboxId" | "messageId">,
  externalIds: readonly string[],
): Promise<void> {
  await sql(ALIASES, [tenantId, inboxId, externalIds, messageId]);
}
