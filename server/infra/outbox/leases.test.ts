import { setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { testDatabase } from "../../testing/database";
import { until } from "../../testing/until";
import type { Db } from "../db";
import { settle } from "./settle";
import { claim, clear, drainWith, entries, owe, recorder, states, stopDrains } from "./testing/outbox";
import { takeTurn } from "./turn";

let db: Db;
beforeAll(async () => {
  ({ db } = await testDatabase());
});
afterEach(async () => {
  await stopDrains();
  await clear(db);
});

it("a claim that hangs holds the others up for a moment only", async () => {
  let end = () => {};
  const first = new Promise<void>((resolve) => {
    end = resolve;
  });
  const { ran, handlers } = recorder(({ n }) => (n === 1 ? first : undefined));
  await owe(db, 1, 1);
  const drain = drainWith(db, handlers, { leaseSeconds: 3 });
  await until("the first runs", () => ran.length === 1);
  const holder = await db.pool.connect();
  await holder.query("begin");
  await holder.query("select 1 from outbox_entry for update");
  end();
  await until("it cannot be written down", async () => {
    const { rows } = await db.pool.query("select 1 from pg_locks where not granted");
    return rows.length > 0;
  });
  await owe(db, 2, 2);
  await until("the second has run", () => ran.length === 2).finally(() => holder.query("commit"));
  holder.release();
  await drain.idle();
  expect([ran, await states(db)]).toEqual([[1, 2], { done: 2 }]);
});

describe("a lease", () => {
  it("that ran out can be taken by another, and its first holder can no longer write", async () => {
    await owe(db, 1, 1, { lane: "one" });
    const lost = (await takeTurn(db.sql, [], claim(1, -1))).entries[0]!;
    const again = (await takeTurn(db.sql, [], claim(1))).entries[0]!;
    expect(again).toMatchObject({ id: lost.id, attempt: 2 });
    expect((await takeTurn(db.sql, [lost], claim(0))).done).toBe(0);
    expect(await settle(db.sql, [{ ...lost, outcome: "dead", error: "late" }])).toEqual([]);
    expect(await entries(db)).toMatchObject([{ state: "ready", attempts: 2, last_error: null }]);
    expect((await takeTurn(db.sql, [again], claim(0))).done).toBe(1);
    expect((await takeTurn(db.sql, [again], claim(0))).done).toBe(0);
  });

  it("that ran out in the last attempt makes a dead letter: the entry may be what killed the worker", async () => {
    const { ran, handlers } = recorder();
    await owe(db, 1, 1, { maxAttempts: 1 });
    await takeTurn(db.sql, [], claim(1, -1));
    await drainWith(db, handlers).idle();
    expect(ran).toEqual([]);
    expect(await entries(db)).toMatchObject([
      { state: "dead", last_error: "The worker stopped during the last attempt." },
    ]);
  });

  it("is renewed while its handler runs longer than it", async () => {
    const { ran, handlers } = recorder(() => pause(2500));
    await owe(db, 1, 1, { lane: "one" });
    drainWith(db, handlers, { leaseSeconds: 1 });
    await until("it has begun", () => ran.length === 1);
    const { ran: stolen, handlers: others } = recorder();
    drainWith(db, others, { pollMs: 20 });
    await until("done", async () => (await states(db)).done === 1);
    expect([ran, stolen]).toEqual([[1], []]);
  });

  it("that was lost stops its handler", async () => {
    let told: Error | undefined;
    const { ran, handlers } = recorder(
      ({ run }) =>
        new Promise((resolve) => {
          run.signal.addEventListener("abort", () => {
            told = run.signal.reason;
            resolve();
          });
        }),
    );
    await owe(db, 1, 1);
    drainWith(db, handlers, { leaseSeconds: 0.3, pollMs: 60_000, listens: false });
    await until("it has begun", () => ran.length === 1);
    await db.pool.query(
      "update outbox_entry set lease_token = lease_token + 1, lease_until = now() + interval '1 hour'",
    );
    await until("the handler was told", () => told);
    expect(told?.message).toBe("The lease was lost.");
  });

  it("that ran out while its worker stood still, and is taken by the same one anew, ends the earlier run", async () => {
    const ends: (() => void)[] = [];
    const signals: AbortSignal[] = [];
    const { ran, handlers } = recorder(({ n, run }) => {
      if (n !== 1) return;
      signals.push(run.signal);
      return new Promise((resolve) => ends.push(resolve));
    });
    await owe(db, 1, 2, { lane: "one" });
    drainWith(db, handlers, { pollMs: 20, listens: false });
    await until("it has begun", () => ran.length === 1);
    await db.pool.query("update outbox_entry set lease_until = now() - interval '1 second'");
    await until("it has begun again", () => ran.length === 2);
    for (const end of ends) end();
    await until("both are done", async () => (await states(db)).done === 2);
    expect(ran).toEqual([1, 1, 2]);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
  });
});
