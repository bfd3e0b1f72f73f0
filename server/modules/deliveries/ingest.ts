import type { Channel } from "../../channels/contract";
import {
  type Failure,
  type InboundItem,
  type InboundMessage,
  isGroup,
  type Person,
} from "../../channels/inbound";
import { marksOf } from "../../channels/on-wire";
import { clock } from "../../core/clock";
import { type Sql, statement } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import type { NewMessage } from "../conversations/append";
import { openConversation } from "../conversations/open";
import { openWindow } from "../conversations/window";
import { HELD_SECONDS, holdFirst } from "../inboxes/first-messages";
import { type PausedFor, pauseInbox } from "../inboxes/pause";
import { appendAndTell } from "../messages/commands";
import type { Fact } from "../messages/facts";
import { joinPick } from "../messages/pick";
import type { MessageMeta } from "../messages/schema";
import { settle } from "../messages/settle";
import { noteTemplate } from "../templates/store";
import { noteAccount } from "./account";
import { albumClientId, joinAlbum, markedWords } from "./album";
import { inOurWords, isOwnEcho, whoseOf } from "./echo";
import { isNewGroup, oweGroup } from "./groups";
import { bringKeptOf, ingestActivity } from "./happen";
import { learnOfFailure, NEWS_MS } from "./learn-failure";
import {
  type Ctx,
  findKnown,
  isAllKnown,
  type Known,
  keyOf,
  ONE_AT_A_TIME,
  type Place,
  resolvePerson,
} from "./people";
import { hearAgain, setReachable, wakeFirst } from "./reachable";

/** Where a delivery came in. */
export type Arrival = Place & {
  channel: Channel;
  /** Null: it was not delivered, but asked for. */
  deliveryId: string | null;
  /** It was written before the inbox was there: nobody is told of it, and nothing is answered. */
  isHistory?: boolean;
};
/** What became of one item; the reason where nothing did. */
export type Outcome = { isDone: boolean; reason: string; key: string | null };

const done = (key: string): Outcome => ({ isDone: true, reason: "", key });
const ignored = (reason: string): Outcome => ({ isDone: false, reason, key: null });

/**
 * Brings one neutral item into conversations. Repeats change nothing, and what comes before what it is about waits for it, so
 * that items may come in any order and any number of times.
 */
export async function ingest(ctx: Ctx, arrival: Arrival, item: InboundItem): Promise<Outcome> {
  switch (item.type) {
    case "message":
      return ingestMessage(ctx, item.isHistory ? { ...arrival, isHistory: true } : arrival, item);
    case "renamed": {
      const gone = item.from.ids.filter((id) => !item.to.ids.some((other) => keyOf(other) === keyOf(id)));
      const ids = [...item.to.ids, ...gone];
      const given = { gaveUp: gone, isGroup: isGroup(ids) };
      const known = await resolvePerson(ctx, arrival, { ...item.to, ids }, item.at, given);
      await bringKeptOf(ctx, arrival, known);
      return done(keyOf(item.to.ids[0]!));
    }
    case "reachable": {
      const key = await setReachable(ctx, arrival, item);
      return key === null ? ignored("about nobody") : done(key);
    }
    case "account":
      await noteAccount(ctx, arrival, item);
      return done(item.event);
    case "template":
      await noteTemplate(runtime().db.sql, { ...arrival, traceId: ctx.traceId }, item);
      return done(item.name);
    case "activity": {
      if (!item.group && item.person.ids.length === 0) return ignored("it does not say of whom");
      const isThere = await ingestActivity(ctx, arrival, item, (known) => openFor(ctx, arrival, known));
      return { ...done(item.externalId), reason: isThere ? "" : "kept until there is a conversation" };
    }
    case "typing":
      return ignored("somebody was typing");
    case "ignored":
      return ignored(item.reason);
    default:
      return ingestFact(ctx, arrival, item);
  }
}

type FactItem = Extract<InboundItem, { type: "status" | "edit" | "revoke" | "reaction" }>;

async function ingestFact(ctx: Ctx, arrival: Arrival, item: FactItem): Promise<Outcome> {
  const externalId = item.type === "status" ? item.externalId : item.target;
  const own = item.type === "status" ? ownId(item.correlationId) : {};
  const { tenantId, inboxId } = arrival;
  const fact = item.type === "edit" ? await inOurWords(arrival, item) : factOf(item);
  const until = opensUntil(arrival, item);
  const opens = until && { opensUntil: until.toISOString() };
  const isHere = await settle({ tenantId, inboxId, externalId, ...own }, [{ ...fact, ...opens }]);
  // It may be about a message that we never had.
  if (!isHere && until && item.type === "reaction") {
    const [known] = await findKnown(runtime().db.sql, arrival, item.person);
    if (known?.conversation_id) await openWindow(ctx, known.conversation_id, until);
  }
  if (item.type === "status" && item.failure)
    await learnOfFailure(ctx, { ...own, tenantId, inboxId, externalId }, item.failure, item.at);
  const failure = item.type === "status" && item.at.getTime() > clock.now() - NEWS_MS ? item.failure : null;
  if (failure?.class === "credentials") await pauseInbox(ctx, inboxId, pausedFor(failure));
  if (failure?.isFirstLimit)
    await holdFirst(runtime().db.sql, { tenantId, inboxId }, failure.retryAfter ?? HELD_SECONDS);
  return done(externalId);
}

/** Where a message of the contact's opens a window, so does any other sign of them (Cloud contract §3). */
function opensUntil({ channel }: Arrival, item: FactItem): Date | null {
  const hours = channel.capabilities.replyWindowHours;
  const isSign = (item.type === "reaction" || item.type === "edit") && item.author === "contact";
  return hours && isSign ? new Date(Math.min(item.at.getTime(), clock.now()) + hours * HOUR) : null;
}

function pausedFor({ code, reason, fix }: Failure): PausedFor {
  return { code, reason, fix };
}

function factOf(item: Exclude<FactItem, { type: "edit" }>): Fact {
  const at = item.at.toISOString();
  switch (item.type) {
    case "status": {
      const { class: kind, code, reason, fix, isFirstLimit } = item.failure ?? {};
      // It was accepted and failed then: nothing sends it again by itself.
      const way = kind === "retry" && !isFirstLimit ? "Send it again." : fix;
      const failure = item.failure && { class: kind!, code: code!, reason: reason!, fix: way! };
      return { type: "status", status: item.status, at, failure };
    }
    case "revoke":
      return { type: "revoke", at, ...whoseOf(item) };
    case "reaction": {
      const { author, emoji, person } = item;
      const by = author === "us" ? "us" : person.ids[0] ? keyOf(person.ids[0]) : "contact";
      return { type: "reaction", by, author, name: person.name, emoji, at };
    }
  }
}

/** What we give a provider to come back with its statuses: "conv_msg_out_<messageId>", of a later part with ".<part>". */
function ownId(correlationId: string | null): { messageId?: string; part?: number } {
  const [, messageId, part] = /^conv_msg_out_([0-9a-f-]{36})(?:\.(\d+))?$/.exec(correlationId ?? "") ?? [];
  return { messageId, ...(part && { part: Number(part) }) };
}

const STORED = statement<{ id: string }>(
  "message_stored",
  `select id from message where inbox_id = $1::uuid and external_id = $2::text and tenant_id = $3::uuid
   union all
   select message_id from message_alias where inbox_id = $1::uuid and external_id = $2::text and tenant_id = $3::uuid`,
);

async function ingestMessage(ctx: Ctx, arrival: Arrival, item: InboundMessage): Promise<Outcome> {
  const { sql } = runtime().db;
  const { tenantId, inboxId } = arrival;
  const who = item.group ? groupPerson(item.group) : item.person;
  if (who.ids.length === 0) return ignored("a message without a sender");
  const known = await knownOrResolved(ctx, arrival, who, item);
  const at = new Date(Math.min(item.at.getTime(), clock.now()));
  const [stored] = await sql(STORED, [inboxId, item.externalId, tenantId]);
  if (!stored && !(await isOwnEcho(arrival, item, known.conversation_id)))
    await store(ctx, arrival, item, { ...known, at });
  if (item.group && isNewGroup(known, arrival.isHistory))
    await oweGroup(ctx, arrival, item.group.id, "first");
  if (known.is_blocked) await hearAgain(ctx, known.identity_id, at);
  if (item.extra?.type === "choice") await joinPick(arrival, item.extra.id);
  const quotes = item.replyTo !== null;
  // What has waited for this message, and this one for the message it answers.
  await settle({ tenantId, inboxId, externalId: item.externalId }, []);
  if (quotes) {
    const quoted = { tenantId, inboxId, externalId: item.replyTo! };
    await settle(quoted, [{ type: "quote", by: item.externalId }]);
  }
  return done(item.externalId);
}

async function store(
  ctx: Ctx,
  arrival: Arrival,
  item: InboundMessage,
  known: Known & { at: Date },
): Promise<void> {
  const conversationId = known.conversation_id ?? (await openFor(ctx, arrival, known));
  const { album } = item;
  if (album !== null && (await joinAlbum(ctx, arrival, { ...item, album }, conversationId))) return;
  const to = { ...known, conversation_id: conversationId };
  const appended = await appendAndTell(await messageOf(runtime().db.sql, ctx, arrival, item, to));
  if (!appended) throw new Error("The conversation was not there when its message came.");
  if (known.conversation_id === null) await bringKeptOf(ctx, arrival, to);
  else if (item.author === "contact") await wakeFirst(arrival, appended.message.conversationId);
  // Another message of the album was quicker.
  if (album !== null && !appended.isNew)
    await joinAlbum(ctx, arrival, { ...item, album }, appended.message.conversationId);
}

async function knownOrResolved(
  ctx: Ctx,
  arrival: Arrival,
  who: Person,
  item: InboundMessage,
): Promise<Known> {
  const found = await findKnown(runtime().db.sql, arrival, who);
  const [only] = found;
  if (found.length === 1 && isAllKnown(only!, who, item.at)) return only!;
  const known = await resolvePerson(ctx, arrival, who, item.at, { isGroup: item.group !== null });
  // Two that were known apart may have joined.
  await bringKeptOf(ctx, arrival, known);
  return known;
}

function openFor(ctx: Ctx, { inboxId, isHistory }: Arrival, known: Known): Promise<string> {
  const { contact_id: contactId, identity_id: identityId } = known;
  return runtime().db.sqlTransaction(async (sql) => {
    await sql(ONE_AT_A_TIME, [inboxId]);
    return openConversation(sql, ctx, { inboxId, contactId, identityId, isHistory });
  });
}

function groupPerson({ id, name }: NonNullable<InboundMessage["group"]>): Person {
  return { ids: [id], name, phone: null, username: null };
}

const HOUR = 3_600_000;

async function messageOf(
  sql: Sql,
  ctx: Ctx,
  { inboxId, channel, deliveryId, isHistory }: Arrival,
  item: InboundMessage,
  to: Known & { conversation_id: string; at: Date },
): Promise<NewMessage> {
  const isTheirs = item.author === "contact";
  const { replyWindowHours } = channel.capabilities;
  const words = markedWords(item);
  const marks = marksOf(channel.wire, { marks: words.marks, author: item.author });
  const quoted = item.replyTo && (await sql(STORED, [inboxId, item.replyTo, ctx.tenantId]))[0];
  return {
    tenantId: ctx.tenantId,
    conversationId: to.conversation_id,
    // Whoever has blocked us and writes again is heard.
    identityId: null,
    kind: isTheirs ? "incoming" : "outgoing",
    author: isTheirs ? { kind: "contact", id: to.contact_id } : { kind: "system", id: null },
    clientId: item.album === null ? `in:${item.externalId}` : albumClientId(item.album),
    externalId: item.externalId,
    content: words.text,
    attachments: [],
    meta: {
      ...metaOf(item, deliveryId, isHistory),
      ...(marks && { marks }),
      ...(!quoted && item.quoted && { quoted: keptQuote(item.quoted) }),
    },
    at: to.at,
    opensWindowUntil:
      isTheirs && replyWindowHours ? new Date(to.at.getTime() + replyWindowHours * HOUR) : null,
    replyToId: quoted ? quoted.id : null,
    status: "sent",
    traceId: ctx.traceId,
  };
}

/** As much as a quote shows. */
const QUOTE_LENGTH = 300;
const keptQuote = ({ text, name }: NonNullable<InboundMessage["quoted"]>) => ({
  ...{ text: text.slice(0, QUOTE_LENGTH).toWellFormed(), name },
});

function metaOf(item: InboundMessage, deliveryId: string | null, isHistory = false): MessageMeta {
  const { person, group, extra, isForwarded, referral, album, route, files, externalId, replyTo } = item;
  const part = album === null ? {} : { part: externalId };
  const [id] = person.ids;
  return {
    ...(deliveryId && { deliveryId }),
    ...(isHistory && { isHistory: true as const }),
    ...(group && id && { sender: { key: keyOf(id), name: person.name } }),
    ...(extra && { extra }),
    ...(replyTo && { answers: replyTo }),
    ...(isForwarded && { isForwarded: true }),
    ...(referral && { referral }),
    ...(album && { album, parts: [{ id: externalId, ...markedWords(item) }] }),
    ...(route && { route }),
    ...(files.length && { files: files.map((file) => ({ ...file, fileId: null, error: null, ...part })) }),
  };
}
