import { type Sql, statement } from "../db";
import type { Held } from "./entry";

/**
 * What became of an entry where it is not simply done: again after `delay` seconds, a dead letter, handed back as if never
 * taken, or done with its payload emptied.
 */
export type Settlement = Held & {
  outcome: "retry" | "dead" | "release" | "forget";
  delay?: number;
  /** The try does not count. */
  isFree?: boolean;
  error?: string;
};

const SETTLE = statement<{ id: string }>(
  "outbox_settle",
  `update outbox_entry e set
     state = case s.outcome when 'retry' then 'scheduled' when 'dead' then 'dead' when 'forget' then 'done' else e.state end,
     run_at = case s.outcome when 'retry' then clock_timestamp() + s.delay * interval '1 second' else e.run_at end,
     attempts = case when s.outcome = 'release' or s."isFree" then e.attempts - 1 else e.attempts end,
     last_error = coalesce(s.error, e.last_error),
     payload = case s.outcome when 'forget' then '{}'::jsonb else e.payload end,
     finished_at = case when s.outcome in ('dead', 'forget') then now() end,
     lease_until = null
   from jsonb_to_recordset($1::text::jsonb) as s(id bigint, token int, outcome text, delay float8, "isFree" bool, error text)
   where e.id = s.id and e.lease_token = s.token and e.lease_until is not null
   returning e.id::text as id`,
);

/** Answers the ids written; one that is missing had lost its lease. */
export async function settle(sql: Sql, settlements: readonly Settlement[]): Promise<string[]> {
  const written = await sql(SETTLE, [JSON.stringify(settlements)]);
  return written.map(({ id }) => id);
}

const RENEW = statement<{ id: string }>(
  "outbox_renew",
  `update outbox_entry e set lease_until = now() + $3::float8 * interval '1 second'
   from unnest($1::text[]::bigint[], $2::int[]) as h(id, token)
   where e.id = h.id and e.lease_token = h.token and e.lease_until is not null
   returning e.id::text as id`,
);

/** Lengthens leases of what is still running. Answers the ids that are still held; the others now belong to someone else. */
export async function renewLeases(
  sql: Sql,
  held: readonly Held[],
  leaseSeconds: number,
): Promise<Set<string>> {
  const rows = await sql(RENEW, [held.map(({ id }) => id), held.map(({ token }) => token), leaseSeconds]);
  return new Set(rows.map(({ id }) => id));
}

const HELD = statement<{ id: string }>(
  "outbox_held",
  "select id::text as id from outbox_entry where id = $1::bigint and lease_token = $2::int",
);

/** Whether nobody else has taken the entry since. */
export async function isHeld(sql: Sql, { id, token }: Held): Promise<boolean> {
  return (await sql(HELD, [id, token])).length > 0;
}
