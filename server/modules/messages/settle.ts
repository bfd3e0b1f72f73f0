import { createHash } from "node:crypto";
import { newId } from "../../core/ids";
import { type Sql, statement } from "../../infra/db";
import { wakeConsumers } from "../../infra/outbox/wake";
import { runtime } from "../../infra/runtime";
import { type CommittedChange, tellLive } from "../conversations/live";
import { MESSAGE_COLUMNS, type MessageRow, previewOf, toMessage } from "../conversations/message-row";
import { SUMMARY_COLUMNS, type SummaryRow } from "../conversations/summary";
import { Fact, type Factual, learn } from "./facts";
import { learnOfAlbum } from "./parts";
import { DELETED_PREVIEW } from "./schema";
import { indexAgain } from "./search-index";

/**
 * A message by the provider's id for it, in the inbox that the provider speaks of; or by our own, where it is known. `part`:
 * the id is that of a later one (from 2) of a message that went as several.
 */
export type Target = {
  tenantId: string;
  inboxId: string;
  externalId: string;
  messageId?: string | null;
  part?: number;
};

export type FactualRow = MessageRow & Factual & { external_id: string | null };

/** Whoever writes about a message and whoever makes it meet here, so that neither misses the other. */
const MEET = statement<never>(
  "message_meet",
  "select pg_advisory_xact_lock(hashtextextended($1::text || ':' || $2::text, 0))::text",
);
const FIND_OWN = statement<FactualRow>(
  "message_of_inbox",
  `select ${MESSAGE_COLUMNS}, m.external_id from message m
   where m.tenant_id = $1::uuid and m.inbox_id = $2::uuid and m.id = $3::uuid for update of m`,
);
/** Our own id says most; then the id of the message; then that of one of several as which it went or came. */
const LOCK = statement<{ id: string }>(
  "message_conversation_lock",
  `select m.id from message m join conversation c on c.tenant_id = m.tenant_id and c.id = m.conversation_id
   where m.tenant_id = $1::uuid and m.id = coalesce(
     (select o.id from message o where o.tenant_id = $1::uuid and o.inbox_id = $2::uuid and o.id = $4::uuid),
     (select o.id from message o where o.tenant_id = $1::uuid and o.inbox_id = $2::uuid and o.external_id = $3::text),
     (select o.id from send_attempt t join message o on o.tenant_id = t.tenant_id and o.id = t.message_id
      where t.tenant_id = $1::uuid and t.external_id = $3::text and o.inbox_id = $2::uuid limit 1),
     (select a.message_id from message_alias a where a.tenant_id = $1::uuid and a.inbox_id = $2::uuid and a.external_id = $3::text))
   for update of c`,
);
const AWAIT = statement<never>(
  "facts_await",
  `insert into awaited_fact (tenant_id, inbox_id, target, digest, fact)
   select $1::uuid, $2::uuid, $3::text, x.digest, x.fact from json_to_recordset($4::text::json) as x(digest text, fact jsonb)
   on conflict (inbox_id, target, digest) do nothing`,
);
const TAKE_AWAITED = statement<{ fact: unknown }>(
  "facts_take",
  `with taken as (delete from awaited_fact where tenant_id = $1::uuid and inbox_id = $2::uuid and target = $3::text returning id, fact)
   select fact from taken order by id`,
);

/**
 * Brings what was said of a message to it, with all that has waited for it; where it is not here yet, keeps it until it comes.
 * Answers whether the message is here. Once the facts are in, they are in: repeats change nothing.
 */
export async function settle(target: Target, facts: readonly Fact[]): Promise<boolean> {
  const { tenantId, inboxId, externalId } = target;
  const { isHere, told } = await runtime().db.sqlTransaction(async (sql) => {
    await sql(MEET, [inboxId, externalId]);
    const message = await lockMessage(sql, target);
    if (!message) {
      const waiting = facts.map((fact) => ({ digest: digestOf(fact), fact }));
      if (waiting.length) await sql(AWAIT, [tenantId, inboxId, externalId, JSON.stringify(waiting)]);
      return { isHere: false, told: null };
    }
    const awaited = await sql(TAKE_AWAITED, [tenantId, inboxId, externalId]);
    const all = [...awaited.map(({ fact }) => Fact.parse(fact)), ...facts];
    return { isHere: true, told: await bring(sql, target, message, all) };
  });
  if (told) tellLive([told]);
  if (told) wakeConsumers();
  return isHere;
}

type Own = { tenantId: string; inboxId: string; messageId: string };

/** The same for a message of ours for which the provider has no id yet. */
export function settleOwn(own: Own, facts: readonly Fact[]): Promise<void> {
  const target = { ...own, externalId: "" };
  return change(target, (sql, message) => bring(sql, target, message, facts));
}

/** Changes a message as it stands now, with all its viewers told; `to` answers null when there is nothing to change. */
export function changeMessage(
  own: Own,
  to: (message: FactualRow, sql: Sql) => Promise<FactualRow | null>,
): Promise<void> {
  return change({ ...own, externalId: "" }, async (sql, message) => {
    const changed = await to(message, sql);
    return changed && putChanged(sql, message, changed);
  });
}

async function change(
  target: Target,
  work: (sql: Sql, message: FactualRow) => Promise<CommittedChange | null>,
): Promise<void> {
  const told = await runtime().db.sqlTransaction(async (sql) => {
    const message = await lockMessage(sql, target);
    return message && work(sql, message);
  });
  if (!told) return;
  tellLive([told]);
  wakeConsumers();
}

/** The conversation first, as every other writer does. */
async function lockMessage(sql: Sql, target: Target): Promise<FactualRow | null> {
  const { tenantId, inboxId, externalId, messageId = null } = target;
  const [locked] = await sql(LOCK, [tenantId, inboxId, externalId, messageId]);
  if (!locked) return null;
  const [own] = await sql(FIND_OWN, [tenantId, inboxId, locked.id]);
  return own ?? null;
}

async function bring(
  sql: Sql,
  target: Target,
  message: FactualRow,
  facts: readonly Fact[],
): Promise<CommittedChange | null> {
  const { externalId } = target;
  const isOther = !target.messageId && externalId !== "" && externalId !== message.external_id;
  const part = target.part ?? (isOther ? 0 : undefined);
  let now = message;
  const isOfAlbum = message.meta?.parts !== undefined && externalId !== "";
  const isOver = message.meta?.retries !== undefined && (await isSuperseded(sql, target));
  for (const fact of facts) {
    if (isOver && fact.type === "status") continue;
    if (fact.type === "quote") await quote(sql, target, message, fact.by);
    else if (isOfAlbum && (fact.type === "edit" || fact.type === "revoke"))
      now = learnOfAlbum(now, externalId, fact) ?? now;
    else if (part === undefined) now = learn(now, fact) ?? now;
    else if (fact.type === "status") now = learn(now, { ...fact, part }) ?? now;
    else if (fact.type === "reaction") now = learn(now, fact) ?? now;
  }
  if (message.external_id === null && externalId && part === undefined && !isOver)
    now = { ...now, external_id: externalId };
  return now === message ? null : putChanged(sql, message, now);
}

const SUPERSEDED = statement<{ id: string }>(
  "send_attempt_superseded",
  `select id from send_attempt
   where tenant_id = $1::uuid and external_id = $2::text and superseded_at is not null limit 1`,
);

/** Whether the provider speaks of a try after which a member has sent the message again. */
async function isSuperseded(sql: Sql, { tenantId, externalId }: Target): Promise<boolean> {
  return externalId !== "" && (await sql(SUPERSEDED, [tenantId, externalId])).length > 0;
}

/** As putMessage, found by its new words from then on. */
export async function putChanged(sql: Sql, before: FactualRow, now: FactualRow): Promise<CommittedChange> {
  const isReworded = now.content !== before.content && !now.is_deleted;
  if (isReworded) await indexAgain(sql, now);
  return putMessage(sql, now);
}

const QUOTE = statement<FactualRow>(
  "message_quote",
  `update message m set reply_to_id = $4::uuid from message q
   where m.tenant_id = $1::uuid and m.inbox_id = $2::uuid and m.external_id = $3::text and m.reply_to_id is null
     and q.tenant_id = m.tenant_id and q.id = $4::uuid and q.conversation_id = m.conversation_id
   returning ${MESSAGE_COLUMNS}, m.external_id`,
);

async function quote(sql: Sql, { tenantId, inboxId }: Target, quoted: FactualRow, by: string): Promise<void> {
  const [answering] = await sql(QUOTE, [tenantId, inboxId, by, quoted.id]);
  if (answering) await putMessage(sql, answering);
}

const PUT = statement<MessageRow & { conversation: SummaryRow; author_name: string | null }>(
  "message_put",
  `with put as (
     update message set content = $3::text, status = $4::text::message_status, error = $5::jsonb, meta = $6::jsonb,
       version = version + 1,
       external_id = coalesce(external_id, (select $7::text where not exists (select 1 from message o
         where o.inbox_id = message.inbox_id and o.external_id = $7::text and o.id <> $2::uuid))),
       deleted_at = case when $8::bool then coalesce(deleted_at, now()) end,
       attachments = case when $8::bool then '[]'::jsonb else $9::jsonb end
     where tenant_id = $1::uuid and id = $2::uuid returning *
   ), let_go as (
     update file set message_id = null, state = 'pending', created_at = least(created_at, now() - interval '2 days')
     where $8::bool and tenant_id = $1::uuid and message_id = $2::uuid
   ), shown as (
     update conversation c set version = c.version + 1,
       last_message_preview = case when n.is_newest then $10::text else c.last_message_preview end,
       last_message_has_file = case when n.is_newest then p.attachments <> '[]'::jsonb else c.last_message_has_file end
     from put p cross join lateral (select p.kind <> 'activity' and not exists (select 1 from message o
       where o.conversation_id = p.conversation_id and o.seq > p.seq and o.kind <> 'activity') as is_newest) n
     where c.id = p.conversation_id and c.tenant_id = $1::uuid returning c.*
   ), told as (
     insert into event (tenant_id, id, type, conversation_id, message_id, data, trace_id)
     select p.tenant_id, $11::uuid, 'message.updated', p.conversation_id, p.id, '{}'::jsonb, '' from put p
   )
   select ${MESSAGE_COLUMNS}, to_json(s) as conversation, (select u.name from member mb join "user" u on u.id = mb.user_id
     where mb.id = m.author_id and m.author_kind = 'member') as author_name
   from put m cross join lateral (
     select ${SUMMARY_COLUMNS} from shown c join contact k on k.id = c.contact_id) s`,
);
const DATES = [
  ...["last_message_at", "waiting_since", "first_reply_at", "contact_seen_at", "created_at"],
  ...["snoozed_until", "window_closes_at"],
] as const;

/** Writes a message whose conversation is locked, with what the list shows of it, and the fact that it has changed. */
export async function putMessage(sql: Sql, now: FactualRow): Promise<CommittedChange> {
  const eventId = newId();
  const preview = now.is_deleted ? DELETED_PREVIEW : previewOf(now.content, now.attachments);
  const json = (value: unknown) => (value === null ? null : JSON.stringify(value));
  const [row] = await sql(PUT, [
    ...[now.tenant_id, now.id, now.content, now.status, json(now.error), json(now.meta), now.external_id],
    ...[now.is_deleted, json(now.attachments), preview, eventId],
  ]);
  const { conversation, author_name: authorName, ...message } = row!;
  return {
    ...{ tenantId: now.tenant_id, eventId, type: "message.updated", authorName },
    row: withDates(conversation),
    message: toMessage(message),
  };
}

/** JSON has no dates. */
function withDates(row: SummaryRow): SummaryRow {
  const read = DATES.map((key) => [
    key,
    row[key as keyof SummaryRow] && new Date(row[key as keyof SummaryRow] as never),
  ]);
  return { ...row, ...Object.fromEntries(read) };
}

function digestOf(fact: Fact): string {
  return createHash("sha256").update(JSON.stringify(fact)).digest("base64url").slice(0, 22);
}
