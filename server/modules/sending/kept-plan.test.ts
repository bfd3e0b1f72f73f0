import type pg from "pg";
import { expect, it } from "vitest";
import type { Sql } from "../../infra/db";
import { entryOf } from "../../testing/run";
import { testRuntime } from "../../testing/runtime";
import { appendReplies, makeSenders } from "../../testing/senders";
import { openTold } from "./open";

/** More than Postgres plans anew before it keeps a plan. */
const TIMES = 7;

/** Rows of `message` that one statement reads, over a connection on which nothing else is done meanwhile. */
async function messagesRead(client: pg.PoolClient, run: (sql: Sql) => Promise<unknown>): Promise<number> {
  const reads = async () =>
    (
      await client.query(
        "select (seq_tup_read + idx_tup_fetch)::int as n from pg_stat_xact_user_tables where relname = 'message'",
      )
    ).rows[0].n as number;
  await client.query("begin");
  const before = await reads();
  await run(async ({ name, text }, values) => (await client.query({ name, text, values: [...values] })).rows);
  const after = await reads();
  await client.query("commit");
  return after - before;
}

it("a plan that was made while there were few messages, and kept, finds one among many by its key", async () => {
  const rt = await testRuntime();
  const { pool } = rt.db;
  await pool.query("alter table message set (autovacuum_enabled = off)");
  const [one, other] = await makeSenders(rt, {
    url: "https://shop.example/in",
    tenants: 1,
    inboxes: 2,
    each: 1,
  });
  const [writing, taking] = [await pool.connect(), await pool.connect()];

  async function replyAndTake(n: number): Promise<{ appended: number; taken: number }> {
    const content = `Reply ${n}`;
    const appended = await messagesRead(writing, async (sql) => {
      await appendReplies({ db: { ...rt.db, sql } }, [{ sender: one!, content }]);
    });
    const { id } = await rt.db.prisma.message.findFirstOrThrow({ where: { content } });
    const told = { id: (await entryOf(rt, id)).id, token: n + 1, leaseSeconds: 30, attemptId: id };
    const taken = await messagesRead(taking, async (sql) => {
      expect(await openTold(sql, told)).toMatchObject({ given: { job: { content } } });
    });
    await pool.query("update outbox_entry set state = 'done', finished_at = now(), lease_until = null");
    return { appended, taken };
  }
  for (let n = 0; n < TIMES; n++) await replyAndTake(n);
  const many = Array.from({ length: 400 }, (_, n) => ({ sender: n % 2 ? one! : other!, content: "Another" }));
  await appendReplies(rt, many);
  await pool.query("update outbox_entry set state = 'done', finished_at = now(), lease_until = null");
  expect(await replyAndTake(TIMES)).toEqual({ appended: 0, taken: 1 });
  for (const client of [writing, taking]) client.release();
});
