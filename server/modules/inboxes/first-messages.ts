import { clock } from "../../core/clock";
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
const LOOK = statement<{
  per_day: number | null;
  held: number | null;
  is_counted: boolean;
  free_at: Date | null;
}>(
  "first_messages_look",
  `with limited as (select h.per_day from inbox_health h where h.tenant_id = $1::uuid and h.inbox_id = $2::uuid),
   counted as (
     select f.person, max(f.at) as at from first_message f
     where f.tenant_id = $1::uuid and f.at > $4::timestamptz - interval '24 hours' and f.inbox_id = any(${SHARED}) group by f.person
   )
   select (select per_day from limited) as per_day,
     (select extract(epoch from p.next_at - now())::float8 from send_pace p
      where p.tenant_id = $1::uuid and p.key = 'first:' || $2::text and p.next_at > now()) as held,
     exists (select 1 from counted where person = $3::text) as is_counted,
     (select at + interval '24 hours' from counted order by at desc offset greatest((select per_day from limited) - 1, 0) limit 1) as free_at`,
);
const TAKE = statement<never>(
  "first_message_take",
  `insert into first_message as f (tenant_id, inbox_id, person, at) values ($1::uuid, $2::uuid, $3::text, $4::timestamptz)
   on conflict (inbox_id, person) do update set at = greatest(f.at, excluded.at)`,
);

export type First =
  | { type: "taken" }
  /** `perDay`: null where the provider has said that it is enough, and not how many may be. */
  | { type: "full"; seconds: number; perDay: number | null };

/** Takes a place among the people whom the business may write to first in 24 hours; whoever has one keeps it. */
export function takeFirst({ tenantId, inboxId }: Place, person: string): Promise<First> {
  const now = clock.now();
  const at = new Date(now).toISOString();
  return runtime().db.sqlTransaction(async (sql): Promise<First> => {
    await sql(ONE_AT_A_TIME, [tenantId]);
    const [look] = await sql(LOOK, [tenantId, inboxId, person, at]);
    const { per_day: perDay, held, is_counted: isCounted, free_at: freeAt } = look!;
    if (held !== null) return { type: "full", seconds: held, perDay: null };
    if (perDay !== null && !isCounted && freeAt)
      return { type: "full", seconds: Math.max(1, (freeAt.getTime() - now) / 1000), perDay };
    await sql(TAKE, [tenantId, inboxId, person, at]);
    return { type: "taken" };
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
