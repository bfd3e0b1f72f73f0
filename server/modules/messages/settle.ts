import { createHash } from "node:crypto";
import { type Sql, statement } from "../../infra/db";
import { wakeConsumers } from "../../infra/outbox/wake";
import { runtime } from "../../infra/runtime";
import { type CommittedChange, tellLive } from "../conversations/live";
import { MESSAGE_COLUMNS } from "../conversations/message-row";
import { extendWindow } from "../conversations/window";
import { Fact, learn } from "./facts";
import { learnOfAlbum } from "./parts";
import { type FactualRow, putChanged, putMessage } from "./put";
import { isOfChat } from "./whose";

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
const FOUND = `select m.id from message m join conversation c on c.tenant_id = m.tenant_id and c.id = m.conversation_id
   where m.tenant_id = $1::uuid and m.id = coalesce(
     (select o.id from message o where o.tenant_id = $1::uuid and o.inbox_id = $2::uuid and o.id = $4::uuid),
     (select o.id from message o where o.tenant_id = $1::uuid and o.inbox_id = $2::uuid and o.external_id = $3::text),
     (select o.id from send_attempt t join message o on o.tenant_id = t.tenant_id and o.id = t.message_id
      where t.tenant_id = $1::uuid and t.external_id = $3::text and o.inbox_id = $2::uuid limit 1),
     (select a.message_id from message_alias a where a.tenant_id = $1::uuid and a.inbox_id = $2::uuid and a.external_id = $3::text))`;
const FIND = statement<{ id: string }>("message_find", FOUND);
const LOCK = statement<{ id: string }>("message_conversation_lock", `${FOUND} for update of c`);
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
      return { isHere: false, told: [] };
    }
    const awaited = await sql(TAKE_AWAITED, [tenantId, inboxId, externalId]);
    const all = [...awaited.map(({ fact }) => Fact.parse(fact)), ...facts];
    return { isHere: true, told: await bring(sql, target, message, all) };
  });
  tell(told);
  // Whoever has just sent it meets nobody here: it looks for what waits once it has written its id down, as we look for it.
  if (!isHere && facts.length && (await isFound(target))) return settle(target, []);
  return isHere;
}

async function isFound({ tenantId, inboxId, externalId, messageId = null }: Target): Promise<boolean> {
  return (await runtime().db.sql(FIND, [tenantId, inboxId, externalId, messageId])).length > 0;
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
    return changed ? [await putChanged(sql, message, changed)] : [];
  });
}

async function change(
  target: Target,
  work: (sql: Sql, message: FactualRow) => Promise<CommittedChange[]>,
): Promise<void> {
  const told = await runtime().db.sqlTransaction(async (sql) => {
    const message = await lockMessage(sql, target);
    return message ? work(sql, message) : [];
  });
  tell(told);
}

function tell(told: readonly CommittedChange[]): void {
  if (told.length === 0) return;
  tellLive(told);
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
): Promise<CommittedChange[]> {
  const { now, others } = await learnAll(sql, target, message, facts);
  return now === message ? others : [...others, await putChanged(sql, message, now)];
}

/**
 * The message as it is with these facts. What they say of others is written at once; `others` is what the viewers of those are
 * told after the commit.
 */
export async function learnAll(
  sql: Sql,
  target: Target,
  message: FactualRow,
  facts: readonly Fact[],
): Promise<{ now: FactualRow; others: CommittedChange[] }> {
  const { tenantId, externalId } = target;
  const others: (CommittedChange | null)[] = [];
  const isOther = !target.messageId && externalId !== "" && externalId !== message.external_id;
  const part = target.part ?? (isOther ? 0 : undefined);
  let now = message;
  const isOfAlbum = message.meta?.parts !== undefined && externalId !== "";
  const isOver = message.meta?.retries !== undefined && (await isSuperseded(sql, target));
  for (const fact of facts) {
    if (!(await isOfChat(sql, message, fact))) continue;
    if ("opensUntil" in fact && fact.opensUntil) {
      const place = { tenantId, conversationId: message.conversation_id, traceId: "" };
      others.push(await extendWindow(sql, place, new Date(fact.opensUntil)));
    }
    if (isOver && fact.type === "status") continue;
    if (fact.type === "quote") others.push(await quote(sql, target, message, fact.by));
    else if (isOfAlbum && (fact.type === "edit" || fact.type === "revoke"))
      now = learnOfAlbum(now, externalId, fact) ?? now;
    else if (part === undefined) now = learn(now, fact) ?? now;
    else if (fact.type === "status") now = learn(now, { ...fact, part }) ?? now;
    else if (fact.type === "reaction") now = learn(now, fact) ?? now;
  }
  if (message.external_id === null && externalId && part === undefined && !isOver)
    now = { ...now, external_id: externalId };
  return { now, others: others.filter((told) => told !== null) };
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

const QUOTE = statement<FactualRow>(
  "message_quote",
  `update message m set reply_to_id = $4::uuid from message q
   where m.tenant_id = $1::uuid and m.inbox_id = $2::uuid and m.external_id = $3::text and m.reply_to_id is null
     and q.tenant_id = m.tenant_id and q.id = $4::uuid and q.conversation_id = m.conversation_id
   returning ${MESSAGE_COLUMNS}, m.external_id`,
);

async function quote(sql: Sql, { tenantId, inboxId }: Target, quoted: FactualRow, by: string) {
  const [answering] = await sql(QUOTE, [tenantId, inboxId, by, quoted.id]);
  return answering ? putMessage(sql, answering) : null;
}

function digestOf(fact: Fact): string {
  return createHash("sha256").update(JSON.stringify(fact)).digest("base64url").slice(0, 22);
}
