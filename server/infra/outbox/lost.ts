import { type Sql, statement } from "../db";

// Also one that was taken behind another of its lane, which may have been parked before: nobody would take it so.
const RELEASE = statement<{ id: string }>(
  "outbox_release_lost",
  `update outbox_entry set state = 'ready', lease_until = null, attempts = attempts - 1
   where (state = 'ready' or state = 'waiting') and lease_token = any ($1::int[]) and id <> all ($2::bigint[])
     and lease_until is not null
   returning id::text as id`,
);

/**
 * The tokens under which entries may be leased that nobody runs: of claims whose answer was lost with its connection, and of
 * what has ended lately without waiting for the disk, which a crash of the database takes back. Without handing them back
 * they would wait for their leases to run out, of `leaseMs`.
 */
export function createLost(leaseMs: number) {
  /** Since when, in the order of time: Date.now(). */
  const since = new Map<number, number>();

  function forgetOld(): void {
    for (const [token, at] of since) {
      if (at > Date.now() - leaseMs) return;
      since.delete(token);
    }
  }

  return {
    note(token: number): void {
      since.delete(token);
      since.set(token, Date.now());
      forgetOld();
    },
    /** All but `running`. Answers how many were handed back. */
    async handBack(sql: Sql, running: readonly string[]): Promise<number> {
      forgetOld();
      return (await sql(RELEASE, [[...since.keys()], running])).length;
    },
  };
}
