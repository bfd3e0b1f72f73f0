import { setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { testDatabase } from "../../testing/database";
import { until } from "../../testing/until";
import { bigintArray } from "../arrays";
import { type Db, type Sql, statement } from "../db";
import { listDeadLetters } from "./dead";
import { enqueue } from "./enqueue";
import { GiveUp, NotYet, RetryAfter } from "./entry";
import {
  clear,
  drainWith,
  entries,
  owe,
  owed,
  recorder,
  states,
  stopDrains,
  tenantA,
  tenantB,
} from "./testing/outbox";
import { wakeOutbox } from "./wake";

let db: Db;
beforeAll(async () => {
  ({ db } = await testDatabase());
});
afterEach(async () => {
  await stopDrains();
  await clear(db);
});

const SYNC = statement<never>("sync_on", "set local synchronous_commit = on");
const IS_SYNC = statement<{ now: string }>("sync_now", "select current_setting('synchronous_commit') as now");

it.each([
  [false, "on"],
  [true, "off"],
])(
  "of what keeps its own end (%s) it writes the end down with synchronous commits %s",
  async (keepsItsEnd, now) => {
    await owe(db, 1, 3);
    const told: string[] = [];
    const sql: Sql = (asked, values) => {
      const endsSome = asked.name.startsWith("outbox_turn") && !bigintArray([]).equals(values[0] as Buffer);
      if (!endsSome) return db.sql(asked, values);
      return db.sqlTransaction(async (within) => {
        await within(SYNC, []);
        const rows = await within(asked, values);
        told.push((await within(IS_SYNC, []))[0]!.now);
        return rows;
      });
    };
    await drainWith({ ...db, sql }, recorder(undefined, { keepsItsEnd }).handlers).idle();
    expect(await states(db)).toEqual({ done: 3 });
    expect(new Set(told)).toEqual(new Set([now]));
  },
);

describe("owing", () => {
  it("takes one key once, however often and from however many sides", async () => {
    const twice = [owed(1, { idempotencyKey: "welcome:1" }), owed(1, { idempotencyKey: "welcome:1" })];
    const added = await Promise.all([enqueue(db.sql, twice), enqueue(db.sql, twice)]);
    expect(added.sort()).toEqual([0, 1]);
  });

  it("goes with the caller's transaction, also when that is rolled back", async () => {
    await expect(
      db.transaction(async (tx) => {
        expect(await enqueue(tx.sql, [owed(1)])).toBe(1);
        throw new Error("changed my mind");
      }),
    ).rejects.toThrow("changed my mind");
    await db.transaction((tx) =>
      enqueue(tx.sql, [owed(2, { payload: { n: 2, text: `it's "quoted" \\ é 🎈` } })]),
    );
    expect((await entries(db)).map(({ payload }) => payload)).toEqual([
      { n: 2, text: `it's "quoted" \\ é 🎈` },
    ]);
  });

  it("is a matter of one statement for many, in their order", async () => {
    expect(await owe(db, 1, 500)).toBe(500);
    expect((await entries(db)).map(({ payload }) => payload.n)).toEqual(
      Array.from({ length: 500 }, (_, i) => i + 1),
    );
  });
});

describe("the drain", () => {
  it("runs what is due and leaves what is not", async () => {
    const { ran, handlers } = recorder();
    await owe(db, 1, 3);
    await owe(db, 4, 4, { runAt: new Date(Date.now() + 60_000) });
    await drainWith(db, handlers).idle();
    expect(ran.sort()).toEqual([1, 2, 3]);
    expect(await states(db)).toEqual({ done: 3, scheduled: 1 });
  });

  it("starts within moments: after a commit elsewhere by NOTIFY, and when its time has come", async () => {
    const { ran, handlers } = recorder();
    const drain = drainWith(db, handlers, { pollMs: 60_000 });
    await drain.idle();
    await pause(100);
    const start = performance.now();
    await owe(db, 1, 1);
    await until("entry 1 has run", () => ran.includes(1));
    expect(performance.now() - start).toBeLessThan(5000);
  });

  it("is woken in process, without NOTIFY or poll", async () => {
    const { ran, handlers } = recorder();
    await drainWith(db, handlers, { pollMs: 60_000, listens: false }).idle();
    await owe(db, 1, 1);
    wakeOutbox();
    await until("entry 1 has run", () => ran.includes(1));
  });

  it("finds by its poll what nobody told it", async () => {
    const { ran, handlers } = recorder();
    await drainWith(db, handlers, { pollMs: 50, listens: false }).idle();
    await owe(db, 1, 1);
    await until("entry 1 has run", () => ran.includes(1));
  });

  it("runs an entry when its time comes, not before", async () => {
    const { ran, handlers } = recorder();
    const due = Date.now() + 300;
    await owe(db, 1, 1, { runAt: new Date(due) });
    drainWith(db, handlers, { pollMs: 60_000 });
    await until("entry 1 has run", () => ran.includes(1));
    expect(Date.now()).toBeGreaterThanOrEqual(due - 5);
    expect(Date.now()).toBeLessThan(due + 5000);
  });

  it("hands the entry's key to its handler, or one made of its id", async () => {
    const keys: string[] = [];
    const { handlers } = recorder(({ run }) => void keys.push(run.idempotencyKey));
    await owe(db, 1, 1, { idempotencyKey: "conv_msg_out_1" });
    await owe(db, 2, 2);
    await drainWith(db, handlers).idle();
    expect(keys.sort()).toEqual(["conv_msg_out_1", expect.stringMatching(/^outbox:\d+$/)]);
  });

  it("forgets the payload of what asks for it", async () => {
    const { handlers } = recorder(() => {}, { forgetsPayload: true });
    await owe(db, 1, 1);
    await drainWith(db, handlers).idle();
    expect(await entries(db)).toMatchObject([{ state: "done", payload: {} }]);
  });
});

describe("a failing entry", () => {
  it("is tried again until it succeeds", async () => {
    const { ran, handlers } = recorder(({ run }) => {
      if (run.attempt < 3) throw new Error(`not yet, ${run.attempt} of ${run.maxAttempts}`);
    });
    await owe(db, 1, 1);
    drainWith(db, handlers);
    await until("1 done", async () => (await states(db)).done === 1);
    expect(ran).toEqual([1, 1, 1]);
    expect(await entries(db)).toMatchObject([{ attempts: 3, last_error: "not yet, 2 of 12" }]);
  });

  it("waits for its time as often as it must, and has all its attempts left", async () => {
    let tries = 0;
    const { handlers } = recorder(({ run }) => {
      tries++;
      expect(run.attempt).toBe(1);
      if (tries < 6) throw new NotYet(0.01, "the channel's pace");
    });
    await owe(db, 1, 1, { maxAttempts: 2 });
    drainWith(db, handlers);
    await until("1 done", async () => (await states(db)).done === 1);
    expect(tries).toBe(6);
    expect(await entries(db)).toMatchObject([{ attempts: 1, last_error: null }]);
  });

  it("becomes a dead letter after its last attempt, with the error's words", async () => {
    const { ran, handlers } = recorder(() => {
      throw new Error("the phone is off\0");
    });
    await owe(db, 1, 1, { maxAttempts: 3 });
    drainWith(db, handlers);
    await until("1 dead", async () => (await states(db)).dead === 1);
    expect(ran).toHaveLength(3);
    expect(await listDeadLetters(db.sql, tenantA)).toMatchObject([
      { attempts: 3, lastError: "the phone is off", payload: { n: 1 }, traceId: "trace" },
    ]);
    expect(await listDeadLetters(db.sql, tenantB)).toEqual([]);
  });

  it("becomes one at once when its handler gives up, its payload is of another shape, or nobody knows it for good", async () => {
    const { ran, handlers } = recorder(() => {
      throw new GiveUp("no such number");
    });
    await enqueue(db.sql, [owed(1), owed(2, { payload: { n: "two" } })]);
    drainWith(db, handlers);
    await until("2 dead", async () => (await states(db)).dead === 2);
    expect(ran).toEqual([1]);
    expect((await entries(db))[1]!.last_error).toContain("expected number");
  });

  it("waits as long as its handler asks for", async () => {
    const at: number[] = [];
    const { handlers } = recorder(({ run }) => {
      at.push(Date.now());
      if (run.attempt === 1) throw new RetryAfter(0.4, "one message every 6 s");
    });
    await owe(db, 1, 1);
    drainWith(db, handlers, { pollMs: 60_000 });
    await until("1 done", async () => (await states(db)).done === 1);
    expect(at[1]! - at[0]!).toBeGreaterThanOrEqual(390);
  });

  it("is stopped when it takes too long, and told so", async () => {
    let told: Error | undefined;
    const { handlers } = recorder(
      ({ run }) =>
        new Promise(() => {
          run.signal.addEventListener("abort", () => {
            told = run.signal.reason;
          });
        }),
      { timeoutSeconds: 0.1 },
    );
    await owe(db, 1, 1, { maxAttempts: 1 });
    drainWith(db, handlers);
    await until("1 dead", async () => (await states(db)).dead === 1);
    expect(told?.message).toBe("Not finished within 0.1 s.");
  });

  it("of a kind that only a newer worker knows is kept for it", async () => {
    await owe(db, 1, 1);
    const old = drainWith(db, new Map(), { backoff: { baseSeconds: 0.3, capSeconds: 0.3 } });
    await until(
      "it was looked at",
      async () => (await entries(db))[0]!.last_error === "No handler for entries of kind work.",
    );
    await old.stop();
    const { ran, handlers } = recorder();
    drainWith(db, handlers);
    await until("one has run", () => ran.length === 1);
  });
});

describe("stopping", () => {
  it("lets what runs finish and takes nothing more", async () => {
    let release: (() => void) | undefined;
    const { ran, handlers } = recorder(
      () =>
        new Promise((resolve) => {
          release = resolve;
        }),
    );
    await owe(db, 1, 2, { lane: "one" });
    const drain = drainWith(db, handlers);
    await until("one has run", () => ran.length === 1);
    const stopped = drain.stop(5000);
    await pause(50);
    release?.();
    await until("two have run", () => ran.length === 2);
    release?.();
    await stopped;
    expect(await states(db)).toEqual({ done: 2 });
  });

  it("hands back untouched what does not finish in time", async () => {
    const { ran, handlers } = recorder(() => new Promise(() => {}));
    await owe(db, 1, 2, { lane: "one" });
    const drain = drainWith(db, handlers);
    await until("one has run", () => ran.length === 1);
    await drain.stop(50);
    expect(await entries(db)).toMatchObject([
      { state: "ready", attempts: 0, lease_until: null },
      { state: "ready", attempts: 0, lease_until: null },
    ]);
  });
});
