import type { Pooled } from "../../prisma/seed/factories";

/** Waits until no other test has it, in whichever worker. Answers how to give it back. */
export async function takeAlone({ pool }: Pooled, what: string): Promise<() => void> {
  const client = await pool.connect();
  await client.query("select pg_advisory_lock(hashtext($1))", [what]);
  // Its session ends, and with it the lock.
  return () => client.release(true);
}
