import type { Person } from "../../channels/inbound";
import type { SystemActor, TenantCtx } from "../../core/ctx";
import { newId } from "../../core/ids";
import { type Sql, statement, type Tx } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { joinContacts } from "../contacts/join";
import { tellContacts } from "../contacts/live";
import { foldConversation } from "../conversations/fold";
import { publish } from "../tenants/publish";
import { learnProfile, nameOf, newsOf, type Said } from "./profile";

/** Where somebody is known: one inbox of one tenant. */
export type Place = { tenantId: string; inboxId: string };
export type Ctx = TenantCtx<SystemActor>;

/** An identity as far as its names tell; `said` is what the network last said of the person, and when. */
export type Known = {
  identity_id: string;
  contact_id: string;
  keys: string[];
  said: Said;
  conversation_id: string | null;
  /** They have refused a message of ours. */
  is_blocked: boolean;
};
export const keyOf = ({ scope, value }: Person["ids"][number]) => `${scope}:${value}`;

const FIND = statement<Known>(
  "identity_by_aliases",
  `select i.id as identity_id, i.contact_id, i.data as said, i.data ? 'refusedAt' as is_blocked,
     array(select a.key from identity_alias a where a.tenant_id = i.tenant_id and a.identity_id = i.id order by a.key) as keys,
     (select c.id from conversation c where c.tenant_id = i.tenant_id and c.identity_id = i.id and c.merged_into_id is null
      order by c.created_at desc, c.id desc limit 1) as conversation_id
   from identity i where i.tenant_id = $1::uuid and i.id in (
     select a.identity_id from identity_alias a where a.inbox_id = $2::uuid and a.key = any($3::text[]))
   order by i.created_at, i.id`,
);

/** Everybody who is known by one of these names, longest known first. */
export function findKnown(sql: Sql, { tenantId, inboxId }: Place, person: Person): Promise<Known[]> {
  return sql(FIND, [tenantId, inboxId, person.ids.map(keyOf)]);
}

/** True when the delivery says nothing of the person that is not known. */
export function isAllKnown(known: Known, person: Person, at: Date): boolean {
  return person.ids.every((id) => known.keys.includes(keyOf(id))) && newsOf(known.said, person, at) === null;
}

/**
 * Who this is, made if nobody, joined if several: the names of one delivery are one person's. `gaveUp`: the provider says that
 * the person had these names until then; so also a second id of the same scope belongs to them.
 */
export async function resolvePerson(
  ctx: Ctx,
  place: Place,
  person: Person,
  at: Date,
  { gaveUp = null, isGroup = false }: { gaveUp?: Person["ids"] | null; isGroup?: boolean } = {},
): Promise<Known> {
  const { db } = runtime();
  return db.transaction(async (tx) => {
    await tx.sql(ONE_AT_A_TIME, [place.inboxId]);
    const found = await findKnown(tx.sql, place, person);
    const theirs = gaveUp ? found : found.filter((known) => !isSomebodyElse(known, person, at));
    const [first, ...others] = theirs;
    const known =
      first ?? (await makeIdentity(tx, ctx, place, person, at, { isGroup, isTaken: found.length > 0 }));
    for (const other of others) await joinIdentities(tx, ctx, known, other);
    await tx.sql(NAME, [place.tenantId, place.inboxId, known.identity_id, person.ids.map(keyOf)]);
    const left = Object.fromEntries((gaveUp ?? []).map((id) => [keyOf(id), at.toISOString()]));
    await learnProfile(tx, ctx, known, person, at, [...theirs.map(({ said }) => said), { left }]);
    return (await findKnown(tx.sql, place, person)).find((one) => one.identity_id === known.identity_id)!;
  });
}

// Deliveries of an inbox are processed one after another; a second worker that took over a lease must not race the first.
export const ONE_AT_A_TIME = statement<never>(
  "identities_lock",
  "select pg_advisory_xact_lock(hashtextextended('identities:' || $1::text, 0))::text",
);
/** A name that has passed to somebody else leaves the one who had it. */
const NAME = statement<never>(
  "identity_alias_put",
  `insert into identity_alias (tenant_id, inbox_id, key, identity_id)
   select $1::uuid, $2::uuid, key, $3::uuid from unnest($4::text[]) key
   on conflict (inbox_id, key) do update set identity_id = excluded.identity_id`,
);

/**
 * The network's own id comes first in `ids`. Whoever shares only a weaker name (a telephone number) but has another id of
 * that first scope is another person: numbers are passed on. A name that was given up is theirs who had it until then, and
 * somebody else's from then on.
 */
function isSomebodyElse(known: Known, { ids }: Person, at: Date): boolean {
  const [first] = ids;
  if (!first) return false;
  const shared = ids.map(keyOf).filter((key) => known.keys.includes(key));
  const left = shared.flatMap((key) => known.said.left?.[key] ?? []).map((when) => Date.parse(when));
  if (left.length === shared.length) return left.every((when) => when < at.getTime());
  if (left.some((when) => when >= at.getTime()) || shared.includes(keyOf(first))) return false;
  return known.keys.some((key) => key.startsWith(`${first.scope}:`));
}

const CONTACT_ELSEWHERE = statement<{ id: string }>(
  "contact_of_aliases",
  `select k.id from identity_alias a
   join inbox b on b.id = a.inbox_id and b.channel = (select channel from inbox where id = $2::uuid)
   join identity i on i.tenant_id = a.tenant_id and i.id = a.identity_id
   join contact k on k.tenant_id = i.tenant_id and k.id = i.contact_id and k.merged_into_id is null
   where a.tenant_id = $1::uuid and a.key = any($3::text[]) and a.inbox_id <> $2::uuid
   order by array_position($3::text[], a.key), k.created_at, k.id limit 1`,
);
/** Somebody the team knows by that number already, who is nobody at this inbox yet. A number that a visitor typed is nobody's. */
const CONTACT_OF_PHONE = statement<{ id: string }>(
  "contact_of_phone",
  `select k.id from contact k where k.tenant_id = $1::uuid and k.phone = $3::text and k.merged_into_id is null
     and not exists (select 1 from identity i where i.tenant_id = $1::uuid and i.contact_id = k.id and i.inbox_id = $2::uuid)
     and not exists (select 1 from identity i where i.tenant_id = $1::uuid and i.contact_id = k.id and i.data -> 'said' ->> 'phone' = k.phone)
   order by k.created_at, k.id limit 1`,
);
const MAKE_IDENTITY = statement<never>(
  "identity_make",
  `insert into identity (id, tenant_id, contact_id, inbox_id, external_id, data)
   values ($1::uuid, $2::uuid, $3::uuid, $4::uuid, $5::text, '{}'::jsonb)`,
);

async function makeIdentity(
  tx: Tx,
  ctx: Ctx,
  { tenantId, inboxId }: Place,
  person: Person,
  at: Date,
  { isGroup, isTaken }: { isGroup: boolean; isTaken: boolean },
): Promise<Known> {
  const keys = person.ids.map(keyOf);
  const elsewhere = isTaken || isGroup ? [] : await tx.sql(CONTACT_ELSEWHERE, [tenantId, inboxId, keys]);
  const [present] =
    elsewhere.length || isTaken || !person.phone
      ? elsewhere
      : await tx.sql(CONTACT_OF_PHONE, [tenantId, inboxId, person.phone]);
  const contactId = present?.id ?? (await makeContact(tx, ctx, person, at, isGroup));
  const identityId = newId();
  // The external id is that of the identity itself: its names are aliases and may change.
  await tx.sql(MAKE_IDENTITY, [identityId, tenantId, contactId, inboxId, `person:${identityId}`]);
  return {
    identity_id: identityId,
    contact_id: contactId,
    keys,
    said: {},
    conversation_id: null,
    is_blocked: false,
  };
}

async function makeContact(tx: Tx, ctx: Ctx, person: Person, at: Date, isGroup: boolean): Promise<string> {
  const id = newId();
  const { tenantId } = ctx;
  await tx.prisma.contact.create({
    data: { id, tenantId, name: nameOf(newsOf({}, person, at) ?? {}, isGroup), phone: person.phone },
  });
  await publish(tx, ctx, { type: "contact.created", contactId: id });
  tx.afterCommit(() => tellContacts({ tenantId, ids: [id], what: "created" }));
  return id;
}

const REPOINT = statement<never>(
  "identity_join",
  `with marketing as (
     update identity i set data = i.data || jsonb_build_object('marketing', o.data->'marketing') from identity o
     where i.tenant_id = $1::uuid and i.id = $3::uuid and o.tenant_id = $1::uuid and o.id = $2::uuid and o.data ? 'marketing'
       and coalesce(i.data->'marketing'->>'at', '') < o.data->'marketing'->>'at'
   ), conversations as (
     update conversation set identity_id = $3::uuid where tenant_id = $1::uuid and identity_id = $2::uuid
   ) update identity_alias set identity_id = $3::uuid where tenant_id = $1::uuid and identity_id = $2::uuid`,
);
const FORGET = statement<never>(
  "identity_forget",
  "delete from identity where tenant_id = $1::uuid and id = $2::uuid",
);

/** What answers a message that was in the other conversation until now. */
const QUOTES = statement<never>(
  "quotes_after_fold",
  `with asked as materialized (
     select m.id, coalesce(
       (select o.id from message o where o.tenant_id = m.tenant_id and o.inbox_id = m.inbox_id and o.external_id = m.meta->>'answers'),
       (select a.message_id from message_alias a
        where a.tenant_id = m.tenant_id and a.inbox_id = m.inbox_id and a.external_id = m.meta->>'answers')) as quoted_id
     from message m
     where m.tenant_id = $1::uuid and m.conversation_id = $2::uuid and m.reply_to_id is null and m.meta ? 'answers'
   ) update message m set reply_to_id = q.id, version = m.version + 1
   from asked join message q on q.tenant_id = $1::uuid and q.id = asked.quoted_id and q.conversation_id = $2::uuid
   where m.tenant_id = $1::uuid and m.id = asked.id and m.reply_to_id is null`,
);

/** The later known one becomes the first: names, contact and conversations. */
async function joinIdentities(tx: Tx, ctx: Ctx, into: Known, other: Known): Promise<void> {
  if (into.contact_id !== other.contact_id) {
    await joinContacts(tx, ctx, { winnerId: into.contact_id, otherId: other.contact_id });
  }
  await tx.sql(REPOINT, [ctx.tenantId, other.identity_id, into.identity_id]);
  if (other.conversation_id && into.conversation_id) {
    const fold = { fromId: other.conversation_id, intoId: into.conversation_id };
    await foldConversation(tx, ctx, fold);
    await tx.sql(QUOTES, [ctx.tenantId, into.conversation_id]);
  }
  into.conversation_id ??= other.conversation_id;
  await tx.sql(FORGET, [ctx.tenantId, other.identity_id]);
}
