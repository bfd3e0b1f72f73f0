import { expect, it } from "vitest";
import { testDatabase } from "../testing/database";
import { until } from "../testing/until";
import { statement } from "./db";

const PID = statement<{ pid: number }>("own_pid", "select pg_backend_pid() as pid");

it("a transaction whose connection is lost between two statements fails, and the next one has another", async () => {
  const { db } = await testDatabase();
  const pidOf = () => db.sqlTransaction(async (sql) => (await sql(PID, []))[0]!.pid);
  let lost = 0;
  const cut = db.sqlTransaction(async (sql) => {
    lost = (await sql(PID, []))[0]!.pid;
    await db.pool.query("select pg_terminate_backend($1)", [lost]);
    await until("it is gone", async () => {
      const { rowCount } = await db.pool.query("select 1 from pg_stat_activity where pid = $1", [lost]);
      return rowCount === 0;
    });
    await new Promise((resolve) => setImmediate(resolve));
    return sql(PID, []);
  });
  await expect(cut).rejects.toThrow(/terminat|connection/i);
  expect(await pidOf()).not.toBe(lost);
});
