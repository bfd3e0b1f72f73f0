import { afterEach, beforeAll, expect, it } from "vitest";
import { testDatabase } from "../../testing/database";
import { until } from "../../testing/until";
import { type Db, type Sql, statement } from "../db";
import { enqueue, OUTBOX_CHANNEL } from "./enqueue";
import type { Told } from "./entry";
import { claim, clear, drainWith, entries, owe, owed, recorder, states, stopDrains } from "./testing/outbox";
import { claimTold, takeTold } from "./told";
import { type EntryRow, takeTurn, toEntry } from "./turn";

let db: Db;
beforeAll(async () => {
  ({ db } = await testDatabase());
});
afterEach(async () => {
  await stopDrains();
  await clear(db);
});

const TAKE = statement<{ entry: EntryRow; n: number }>(
  "work_taken",
  `with ${takeTold({ id: "$1", token: "$2" })}, ${claimTold({ token: "$2", leaseSeconds: "$3", begun: "null::uuid" })}
   select entry, (payload->>'n')::int as n from taken cross join claimed`,
);
async function take(sql: Sql, { id, token, leaseSeconds }: Told) {
  const [row] = await sql(TAKE, [id, token, leaseSeconds]);
  return row ? { entry: toEntry(row.entry), given: row.n } : null;
}
const told = (id: string, token = 7): Told => ({ id, token, leaseSeconds: 30 });
const idOf = async (n: number) => (await entries(db)).find(({ payload }) => payload.n === n)!.id;
/** Without NOTIFY, so that whoever runs it has heard of it by what is told. */
const addUntold = (n: number) =>
  db.pool.query("insert into outbox_entry (tenant_id, kind, payload, trace_id) values ($1, 'work', $2, '')", [
    owed(n).tenantId,
    { n },
  ]);
const tell = (id: string) => db.pool.query("select pg_notify($1, $2)", [OUTBOX_CHANNEL, `work:${id}`]);

it("takes what is told with what its run needs; asked again under the same lease it answers the same", async () => {
  await owe(db, 1, 1);
  const id = await idOf(1);
  const taken = await take(db.sql, told(id));
  expect(taken).toMatchObject({
    given: 1,
    entry: { id, kind: "work", attempt: 1, token: 7, payload: { n: 1 } },
  });
  expect(await take(db.sql, told(id))).toMatchObject({ given: 1, entry: { id } });
  expect(await take(db.sql, told(id, 8))).toBeNull();
  expect((await takeTurn(db.sql, [], claim())).entries).toEqual([]);
});

it("gives an entry to one, however many hear of it", async () => {
  await owe(db, 1, 1);
  const id = await idOf(1);
  const all = await Promise.all(Array.from({ length: 8 }, (_, at) => take(db.sql, told(id, at + 1))));
  expect(all.filter(Boolean)).toHaveLength(1);
});

it("takes nothing before its turn in the lane, nothing that is not due yet, and nothing twice", async () => {
  await owe(db, 1, 2, { lane: "a" });
  await enqueue(db.sql, [owed(3, { runAt: new Date(Date.now() + 60_000) })]);
  expect(await take(db.sql, told(await idOf(2)))).toBeNull();
  expect(await take(db.sql, told(await idOf(3)))).toBeNull();
  await db.pool.query("update outbox_entry set state = 'done', finished_at = now() where id = $1", [
    await idOf(1),
  ]);
  expect(await take(db.sql, told(await idOf(2)))).toMatchObject({ given: 2 });
  expect(await take(db.sql, told(await idOf(1)))).toBeNull();
});

it("runs what a commit tells of, and hands over what was brought for it", async () => {
  const brought: unknown[] = [];
  const { handlers } = recorder(undefined, { take });
  const work = handlers.get("work")!;
  const run = work.run;
  handlers.set("work", {
    ...work,
    run: (ctx, payload, how, given) => {
      brought.push(given);
      return run(ctx, payload, how);
    },
  });
  const drain = drainWith(db, handlers, { pollMs: 60_000 });
  await drain.idle();
  // The first one may be found by whoever has only just begun to listen.
  for (const n of [1, 2, 3]) {
    await addUntold(n);
    await tell(await idOf(n));
    await until(`${n} done`, async () => (await states(db)).done === n);
    await drain.idle();
  }
  expect(brought.slice(1)).toEqual([2, 3]);
});

it("what cannot be taken when it is told is found all the same", async () => {
  const { ran, handlers } = recorder(undefined, {
    take: () => Promise.reject(new Error("The connection was lost.")),
  });
  const drain = drainWith(db, handlers, { pollMs: 60_000 });
  await drain.idle();
  await addUntold(1);
  await tell(await idOf(1));
  await until("it has run", () => ran.length === 1);
  await until("it is done", async () => (await states(db)).done === 1);
});
