import { clock } from "../../core/clock";
import { coalesce } from "../../infra/coalesce";
import { type Sql, statement } from "../../infra/db";
import { runtime } from "../../infra/runtime";

// Meta counts the people whom a business writes to outside a window within the last 24 hours, each once, over all numbers of its
// portfolio (contract whatsapp-cloud §8). Which numbers are one portfolio's nobody is told; a tenant is one business, so all of
// its inboxes to which the same limit was told are taken for one. What was never taken or has failed since counts all the same:
// better to wait than to hit the limit.

type Place = { tenantId: string; inboxId: string };
const DAY_MS = 24 * 3_600_000;

const ONE_AT_A_TIME = statement<never>(
  "first_messages_lock",
  "select pg_advisory_xact_lock(hashtextextended('first:' || $1::text, 0))::text",
);
/** The inboxes that share the limit of inbox $2. */
const SHARED = `array(select o.inbox_id from inbox_health o join inbox_health h on h.tenant_id = o.tenant_id and h.per_day = o.per_day
     where o.tenant_id = $1::uuid and h.inbox_id = $2::uuid)`;
/** What is known of inboxes; needs no lock. `held`: for so many seconds more nobody may be written to first. */
const LIMITS = statement<{ inbox_id: string; per_day: number | null; held: number | null }>(
  "first_messages_limits",
  `select g.inbox_id, h.per_day, extract(epoch from p.next_at - now())::float8 as held
   from unnest($1::uuid[], $2::uuid[]) g(tenant_id, inbox_id)
   left join inbox_health h on h.tenant_id = g.tenant_id and h.inbox_id = g.inbox_id
   left join send_pace p on p.tenant_id = g.tenant_id and p.key = 'first:' || g.inbox_id and p.next_at > now()`,
);
/** How many have a place, who of these is one of them, and when the next place is free once all are taken. */
const LOOK = statement<{ per_day: number | null; count: number; known: string[]; free_at: Date | null }>(
  "first_messages_look",
  `with limited as (select h.per_day from inbox_health h where h.tenant_id = $1::uuid and h.inbox_id = $2::uuid),
   counted as materialized (
     select f.person, max(f.at) as at from first_message f
     where f.tenant_id = $1::uuid and f.at > $4::timestamptz - interval '24 hours' and f.inbox_id = any(${SHARED}) group by f.person
   ), summed as (select count(*)::int as count from counted)
   select (select per_day from limited) as per_day, (select count from summed) as count,
     array(select person from counted where person = any($3::text[])) as known,
     (select at + interval '24 hours' from counted order by at desc
      offset greatest(least((select per_day from limited), (select count from summed)) - 1, 0) limit 1) as free_at`,
);
const TAKE = statement<never>(
  "first_messages_take",
  `insert into first_message as f (tenant_id, inbox_id, person, at)
   select $1::uuid, $2::uuid, person, $4::timestamptz from (select distinct unnest($3::text[]) as person) p order by person
   on conflict (inbox_id, person) do update set at = greatest(f.at, excluded.at)`,
);

export type First =
  | { type: "taken" }
  /** `perDay`: null where the provider has said that it is enough, and not how many may be. */
  | { type: "full"; seconds: number; perDay: number | null };
type Asked = Place & { person: string };

/** Takes a place among the people whom the business may write to first in 24 hours; whoever has one keeps it. */
export function takeFirst({ tenantId, inboxId }: Place, person: string): Promise<First> {
  return takeOne({ tenantId, inboxId, person });
}

// What many messages ask at the same time is looked up once for all of them; those of a tenant never wait on several connections.
const takeOne = coalesce(takeAll, { most: 300, runs: 2, lane: ({ tenantId }) => tenantId });

async function takeAll(asked: readonly Asked[]): Promise<First[]> {
  const { sql } = runtime().db;
  const places = [...new Map(asked.map((one) => [one.inboxId, one])).values()];
  const limits = await sql(LIMITS, [
    places.map(({ tenantId }) => tenantId),
    places.map(({ inboxId }) => inboxId),
  ]);
  const answers = new Map<string, First>();
  for (const { inbox_id: inboxId, per_day: perDay, held } of limits) {
    const all = asked.filter((one) => one.inboxId === inboxId);
    const people = [...new Set(all.map(({ person }) => person))];
    const answered =
      held === null
        ? await takeFor(all[0]!, people, perDay !== null)
        : people.map((): First => ({ type: "full", seconds: held, perDay: null }));
    for (const [at, person] of people.entries()) answers.set(`${inboxId} ${person}`, answered[at]!);
  }
  return asked.map(({ inboxId, person }) => answers.get(`${inboxId} ${person}`)!);
}

const TAKEN = { type: "taken" } as const;

async function takeFor(
  { tenantId, inboxId }: Place,
  people: readonly string[],
  isLimited: boolean,
): Promise<First[]> {
  const now = clock.now();
  const at = new Date(now).toISOString();
  if (!isLimited) {
    await runtime().db.sql(TAKE, [tenantId, inboxId, people, at]);
    return people.map(() => TAKEN);
  }
  return runtime().db.sqlTransaction(async (sql) => {
    await sql(ONE_AT_A_TIME, [tenantId]);
    const [look] = await sql(LOOK, [tenantId, inboxId, people, at]);
    const { per_day: perDay, count, known, free_at: freeAt } = look!;
    const room = perDay === null ? people.length : Math.max(perDay, 1) - count;
    const fresh = people.filter((person) => !known.includes(person));
    const taken = new Set([...known, ...fresh.slice(0, Math.max(0, room))]);
    const seconds = Math.max(1, ((freeAt?.getTime() ?? now + DAY_MS) - now) / 1000);
    if (taken.size) await sql(TAKE, [tenantId, inboxId, [...taken], at]);
    return people.map((person) => (taken.has(person) ? TAKEN : { type: "full", seconds, perDay }));
  });
}

/** Where the provider does not say how long. */
export const HELD_SECONDS = 1800;
const HOLD = statement<never>(
  "first_messages_hold",
  `insert into send_pace as p (key, tenant_id, next_at) values ('first:' || $2::text, $1::uuid, now() + $3::float8 * interval '1 second')
   on conflict (key) do update set next_at = greatest(p.next_at, excluded.next_at)`,
);

/** The provider says that this inbox may write first to nobody for now: nobody is tried for so long. */
export async function holdFirst(sql: Sql, { tenantId, inboxId }: Place, seconds: number): Promise<void> {
  await sql(HOLD, [tenantId, inboxId, seconds]);
}

const COUNT = statement<{ count: number; per_day: number }>(
  "first_messages_count",
  `select h.per_day, (select count(distinct f.person)::int from first_message f
     where f.tenant_id = $1::uuid and f.at > $3::timestamptz and f.inbox_id = any(${SHARED})) as count
   from inbox_health h where h.tenant_id = $1::uuid and h.inbox_id = $2::uuid and h.per_day is not null`,
);

/** How many of those it may are written to; null where there is no limit that we know. */
export async function countFirst(
  sql: Sql,
  { tenantId, inboxId }: Place,
): Promise<{ count: number; perDay: number } | null> {
  const [row] = await sql(COUNT, [tenantId, inboxId, new Date(clock.now() - DAY_MS).toISOString()]);
  return row ? { count: row.count, perDay: row.per_day } : null;
}
