import { createHash } from "node:crypto";
import { z } from "zod";
import type { Channel } from "../../channels/contract";
import { isWaiting, newsInWords, newsOf } from "../../channels/happenings";
import { type Happening, type InboundItem, isGroup, type Person } from "../../channels/inbound";
import { clock } from "../../core/clock";
import { type Sql, statement } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { appendAndTell } from "../messages/commands";
import { oweGroupAgain } from "./groups";
import { noteMarketing } from "./marketing";
import { type Ctx, findKnown, isAllKnown, type Known, keyOf, type Place, resolvePerson } from "./people";

export type Activity = Extract<InboundItem, { type: "activity" }>;
type Arrival = Place & { channel: Channel; deliveryId: string | null; isHistory?: boolean };
/** Opens the conversation that a call is put into, where there is none. */
type Open = (known: Known) => Promise<string>;

/**
 * Puts what a network tells of a chat into its conversation, as a line of its own; repeats change nothing. A call that nobody
 * took waits there as a message does, and begins a conversation. Everything else is no reason for one: it is kept until there is
 * one. Answers whether it stands there now.
 */
export async function ingestActivity(
  ctx: Ctx,
  arrival: Arrival,
  item: Activity,
  open: Open,
): Promise<boolean> {
  const { sql } = runtime().db;
  const who = item.group ? groupOf(item.group) : item.person;
  const waits = isWaiting(item.happening) && !arrival.isHistory;
  const known = await learnWho(ctx, arrival, who, item.at, waits);
  if (known) await learnOf(sql, arrival, known, item);
  if (!known || (known.conversation_id === null && !waits)) {
    await keep(sql, arrival, who, item);
    return false;
  }
  const conversationId = known.conversation_id ?? (await open(known));
  await put(ctx, arrival, item, { known, conversationId, waits });
  if (item.group && "people" in item.happening && !arrival.isHistory)
    await oweGroupAgain(ctx, arrival, item.group.id);
  await bringKeptOf(ctx, arrival, { ...known, conversation_id: conversationId });
  return true;
}

/** What is said of a person for later, beside the line. */
async function learnOf(
  sql: Sql,
  { tenantId }: Place,
  { identity_id: identityId }: Known,
  { happening, at }: Pick<Activity, "happening" | "at">,
): Promise<void> {
  if (happening.what !== "marketing") return;
  await noteMarketing(sql, { tenantId, identityId }, { isAllowed: happening.isAllowed, at });
}

/** Who it is, with what this says of them; somebody unknown is made only where `isMade`. */
async function learnWho(
  ctx: Ctx,
  place: Place,
  who: Person,
  at: Date,
  isMade: boolean,
): Promise<Known | null> {
  const found = await findKnown(runtime().db.sql, place, who);
  const [only] = found;
  if (found.length === 1 && isAllKnown(only!, who, at)) return only!;
  if (!only && !isMade) return null;
  return resolvePerson(ctx, place, who, at, { isGroup: isGroup(who.ids) });
}

async function put(
  ctx: Ctx,
  arrival: Omit<Arrival, "channel">,
  item: Activity,
  { known, conversationId, waits }: { known: Known; conversationId: string; waits: boolean },
): Promise<void> {
  const news = newsOf(item.happening);
  const [id] = item.person.ids;
  const { deliveryId, isHistory } = arrival;
  await appendAndTell({
    ...{ tenantId: ctx.tenantId, conversationId, identityId: null, kind: "activity" },
    author: { kind: "contact", id: known.contact_id },
    clientId: `in:${item.externalId}`,
    content: newsInWords(news),
    ...{ attachments: [], status: "sent", traceId: ctx.traceId },
    data: { type: "network", news, ...(waits && { waits }) },
    meta: {
      ...(deliveryId && { deliveryId }),
      ...(isHistory && { isHistory: true as const }),
      ...(item.group && id && { sender: { key: keyOf(id), name: item.person.name } }),
    },
    at: new Date(Math.min(item.at.getTime(), clock.now())),
  });
}

const groupOf = ({ id, name }: NonNullable<Activity["group"]>): Person => ({
  ...{ ids: [id], name, phone: null, username: null },
});

// Kept where what is said of a message waits for the message (awaited_fact), under the chat's name, and as long. What is said of
// a message whose id reads like a chat's name lies there too, and is not ours.
const KEEP = statement<never>(
  "activity_keep",
  `insert into awaited_fact (tenant_id, inbox_id, target, digest, fact)
   values ($1::uuid, $2::uuid, $3::text, $4::text, $5::text::jsonb) on conflict (inbox_id, target, digest) do nothing`,
);
const KEPT = statement<{ id: string; fact: unknown }>(
  "activities_kept",
  `select id::text as id, fact from awaited_fact
   where tenant_id = $1::uuid and inbox_id = $2::uuid and target = any($3::text[]) and fact->>'type' = 'activity'
   order by id limit 200`,
);
const LET_GO = statement<never>(
  "activities_let_go",
  "delete from awaited_fact where tenant_id = $1::uuid and id = any($2::bigint[])",
);
const chatOf = (key: string) => `chat:${key}`;

const id = z.object({ scope: z.string(), value: z.string() });
const text = z.string().nullable();
const Kept = z.object({
  ...{ externalId: z.string(), at: z.coerce.date(), deliveryId: text },
  person: z.object({ ids: z.array(id), name: text, phone: text, username: text }),
  group: z.object({ id, name: text }).nullable(),
  happening: z.looseObject({ what: z.string() }).transform((given) => given as Happening),
});

async function keep(sql: Sql, { tenantId, inboxId, deliveryId }: Arrival, who: Person, item: Activity) {
  const [first] = who.ids;
  if (!first) return;
  const digest = createHash("sha256").update(item.externalId).digest("base64url").slice(0, 22);
  const fact = JSON.stringify({ ...item, deliveryId });
  await sql(KEEP, [tenantId, inboxId, chatOf(keyOf(first)), digest, fact]);
}

/** What has waited for somebody's conversation, by all their names. */
export async function bringKeptOf(
  ctx: Ctx,
  place: Place,
  { keys, conversation_id: conversationId }: Pick<Known, "keys" | "conversation_id">,
): Promise<void> {
  if (conversationId === null) return;
  const { sql } = runtime().db;
  const kept = await sql(KEPT, [place.tenantId, place.inboxId, keys.map(chatOf)]);
  if (kept.length === 0) return;
  const brought: string[] = [];
  for (const { id, fact } of kept) {
    const read = Kept.safeParse(fact);
    if (!read.success) continue;
    brought.push(id);
    const { deliveryId, ...item } = read.data;
    const who = item.group ? groupOf(item.group) : item.person;
    const known = await learnWho(ctx, place, who, item.at, true);
    if (!known) continue;
    await learnOf(sql, place, known, item);
    const arrival = { tenantId: place.tenantId, inboxId: place.inboxId, deliveryId };
    await put(ctx, arrival, { type: "activity", ...item }, { known, conversationId, waits: false });
  }
  // Only now: whoever is stopped in between brings them again, which changes nothing.
  await sql(LET_GO, [place.tenantId, brought]);
}
