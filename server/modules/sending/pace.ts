import { type Sql, statement } from "../../infra/db";

const RESERVE = statement<{ wait: number; is_reserved: boolean }>(
  "send_pace_reserve",
  `with taken as (
     insert into send_pace as p (key, tenant_id, next_at)
     values ($1::text, $2::uuid, clock_timestamp() + $3::float8 * interval '1 second')
     on conflict (key) do update set next_at = greatest(p.next_at, clock_timestamp()) + $3::float8 * interval '1 second'
       where p.next_at <= clock_timestamp() + $4::float8 * interval '1 second'
     returning next_at - $3::float8 * interval '1 second' as at
   )
   select greatest(0, extract(epoch from t.at - clock_timestamp()))::float8 as wait, true as is_reserved from taken t
   union all
   select greatest(0, extract(epoch from p.next_at - clock_timestamp()))::float8, false from send_pace p
   where p.key = $1::text and not exists (select 1 from taken)`,
);

/**
 * Takes the next place of a pace that leaves `seconds` between two messages, unless it is more than `patience` seconds off.
 * Answers in how many seconds the place is, and whether it is taken. All workers keep one pace.
 */
export async function reservePlace(
  sql: Sql,
  tenantId: string,
  { key, seconds, patience }: { key: string; seconds: number; patience: number },
): Promise<{ wait: number; isReserved: boolean }> {
  const [row] = await sql(RESERVE, [key, tenantId, seconds, patience]);
  // Another worker made the row just now and this statement did not see it.
  if (!row) return { wait: seconds, isReserved: false };
  return { wait: row.wait, isReserved: row.is_reserved };
}
