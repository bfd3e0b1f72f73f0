import { type Sql, statement } from "../db";

const PROMOTE = statement<{ moved: number; next: number | null }>(
  "outbox_promote",
  `with due as (
     select ctid as at from outbox_entry where state = 'scheduled' and run_at <= now()
     order by run_at limit 1000 for update skip locked
   ), moved as (
     update outbox_entry set state = 'ready' where ctid = any (array(select at from due)) returning 1
   )
   select (select count(*)::int from moved) as moved,
          (select extract(epoch from run_at - now())::float8 from outbox_entry
           where state = 'scheduled' and run_at > now() order by run_at limit 1) as next`,
);

/** Makes ready what has become due, at most 1,000 at once. `next` is in how many seconds the next one will, or null. */
export async function promoteDue(sql: Sql): Promise<{ moved: number; next: number | null }> {
  const [row] = await sql(PROMOTE, []);
  return row!;
}
