import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { testDatabase } from "../../testing/database";
import { until } from "../../testing/until";
import type { Db } from "../db";
import { enqueue } from "./enqueue";
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
import { takeTurn } from "./turn";

let db: Db;
let url: string;
const children: ChildProcess[] = [];

beforeAll(async () => {
  ({ db, url } = await testDatabase());
  await db.pool.query(
    "create table effect (at bigserial, key text primary key, lane text not null, n int not null)",
  );
});
beforeEach(() => db.pool.query("truncate effect"));
afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  await stopDrains();
  await clear(db);
});

async function startProcess(leaseSeconds: number): Promise<ChildProcess> {
  const script = join(import.meta.dirname, "testing/worker-process.ts");
  const child = spawn(process.execPath, ["--import", "tsx", script, url, String(leaseSeconds)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  await once(child.stdout!, "data");
  return child;
}

async function oweLanes(lanes: number, each: number): Promise<void> {
  for (let n = 1; n <= each; n++) {
    const row = Array.from({ length: lanes }, (_, i) => i);
    await enqueue(
      db.sql,
      row.map((i) => {
        const lane = `lane:${i}`;
        return owed(n, {
          lane,
          tenantId: i % 2 ? tenantA : tenantB,
          idempotencyKey: `${lane}:${n}`,
          payload: { n, lane },
        });
      }),
    );
  }
}

async function cut(): Promise<number> {
  const admin = new pg.Client({ connectionString: url });
  admin.on("error", () => {});
  await admin.connect();
  const { rowCount } = await admin.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
  );
  await admin.end();
  return rowCount ?? 0;
}

async function listeners(): Promise<number> {
  const { rows } = await db.pool.query(
    "select count(*)::int as n from pg_stat_activity where datname = current_database() and query like 'listen %'",
  );
  return rows[0].n;
}

/** What the killed ones had begun counts too: every entry once, each lane in order. */
async function expectEveryEffectOnceInOrder(lanes: number, each: number): Promise<void> {
  const { rows } = await db.pool.query<{ lane: string; ns: number[] }>(
    "select lane, array_agg(n order by at) as ns from effect group by lane",
  );
  expect(rows).toHaveLength(lanes);
  const inOrder = Array.from({ length: each }, (_, i) => i + 1);
  for (const { ns } of rows) expect(ns).toEqual(inOrder);
}

describe("a worker killed with leases held", () => {
  it("leaves nothing undone, nothing done twice and no lane out of order", { timeout: 60_000 }, async () => {
    const workers = await Promise.all([1, 2, 3, 4].map(() => startProcess(1.5)));
    await oweLanes(30, 20);
    for (const [kills, victim] of workers.slice(1).entries()) {
      await until("the work goes on", async () => ((await states(db)).done ?? 0) > 50 + kills * 100);
      victim.kill("SIGKILL");
    }
    const held = (await entries(db)).filter(({ state, lease_until }) => state !== "done" && lease_until);
    expect(held.length).toBeGreaterThan(0);
    await vi.waitFor(async () => expect(await states(db)).toEqual({ done: 600 }), {
      timeout: 30_000,
      interval: 50,
    });
    await expectEveryEffectOnceInOrder(30, 20);
  });
});

describe("Postgres that cuts every connection", () => {
  it("again and again under load stops nothing for longer than a moment", async () => {
    const last = new Map<string, number>();
    const wrong: string[] = [];
    const { handlers } = recorder(({ n, lane }) => {
      const before = last.get(lane!) ?? 0;
      // A run whose record was lost with the connection comes again.
      if (n !== before + 1 && n > before) wrong.push(`${lane}: ${n} after ${before}`);
      last.set(lane!, Math.max(before, n));
    });
    await oweLanes(100, 60);
    drainWith(db, handlers);
    // The test's own connections are cut as well.
    const doneNow = async () => (await states(db).catch(() => null))?.done ?? 0;
    for (let cuts = 1; cuts <= 5; cuts++) {
      await until("the work goes on", async () => (await doneNow()) > cuts * 500);
      await cut();
    }
    // Well below the 30 s of a lease: what a lost claim had taken was handed back.
    await until("all is done", async () => (await doneNow()) === 6000);
    expect(wrong).toEqual([]);
  });

  it("is listened to again after a restart", async () => {
    const { ran, handlers } = recorder();
    const drain = drainWith(db, handlers, { pollMs: 60_000 });
    await drain.idle();
    await until("it listens", async () => (await listeners()) === 1);
    expect(await cut()).toBeGreaterThan(0);
    await until("it listens again", async () => (await listeners().catch(() => 0)) === 1);
    await owe(db, 1, 1);
    await until("it was woken", () => ran.length === 1);
  });
});

describe("a crash that takes back what was not on the disk yet", () => {
  const lease = "interval '30 seconds'";

  it("leaves no entry with a worker that has done with it", async () => {
    const { ran, handlers } = recorder(undefined, { keepsItsEnd: true });
    const drain = drainWith(db, handlers, { pollMs: 60_000 });
    await until("it listens", async () => (await listeners()) === 1);
    await owe(db, 1, 3);
    await until("all done", async () => (await states(db)).done === 3);
    await drain.idle();
    // The claim stands, as something that came after it was waited for; the end does not.
    const took = `update outbox_entry set state = 'ready', finished_at = null, lease_until = now() + ${lease}`;
    await db.pool.query(`${took} where payload->>'n' <> '2'`);
    await cut();
    await until("done again", async () => (await states(db).catch(() => null))?.done === 3);
    expect(ran.toSorted()).toEqual([1, 1, 2, 3, 3]);
    expect((await entries(db)).map(({ attempts }) => attempts)).toEqual([1, 1, 1]);
  });

  it("leaves no entry asleep that was taken behind another", async () => {
    const { ran, handlers } = recorder(undefined, { keepsItsEnd: true });
    const drain = drainWith(db, handlers, { pollMs: 60_000 });
    await until("it listens", async () => (await listeners()) === 1);
    await owe(db, 1, 2, { lane: "lane:1" });
    await until("all done", async () => (await states(db)).done === 2);
    await drain.idle();
    const took = `update outbox_entry set state = 'waiting', finished_at = null, lease_until = now() + ${lease}`;
    await db.pool.query(`${took} where payload->>'n' = '2'`);
    await cut();
    const isDone = async () => (await states(db).catch(() => null))?.done === 2;
    await vi.waitFor(async () => expect(await isDone()).toBe(true), { timeout: 5000, interval: 20 });
    expect(ran).toEqual([1, 2, 2]);
  });

  it("disturbs neither what still runs nor what another worker holds", async () => {
    let end = () => {};
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    const { ran, handlers } = recorder(() => ended, { keepsItsEnd: true });
    drainWith(db, handlers);
    await until("it listens", async () => (await listeners()) === 1);
    await owe(db, 1, 1);
    await until("it runs", () => ran.length === 1);
    await owe(db, 2, 2, { lane: "other" });
    await until("both run", () => ran.length === 2);
    await db.pool.query(`insert into outbox_entry (tenant_id, kind, payload, trace_id, lease_until, lease_token)
      select tenant_id, kind, '{"n": 3}', trace_id, now() + ${lease}, lease_token + 1 from outbox_entry limit 1`);
    await cut();
    await until("it listens again", async () => (await listeners().catch(() => 0)) === 1);
    await owe(db, 4, 4);
    await until("it has looked", () => ran.includes(4));
    end();
    await until("all done", async () => (await states(db)).done === 3);
    expect(ran).toEqual([1, 2, 4]);
  });
});

describe("a claim whose answer was lost", () => {
  it("is handed back at once by the worker that made it", async () => {
    const { ran, handlers } = recorder();
    await owe(db, 1, 3);
    let isCut = false;
    const flaky: Db = {
      ...db,
      async sql(statement, values) {
        const rows = await db.sql(statement, values);
        // The commit happened; its answer did not arrive.
        if (!isCut && statement.name.startsWith("outbox_turn")) {
          isCut = true;
          throw new Error("Connection terminated unexpectedly");
        }
        return rows;
      },
    };
    drainWith(flaky, handlers);
    await until("all have run", () => ran.length === 3);
    await until("all done", async () => (await states(db)).done === 3);
    expect((await entries(db)).map(({ attempts }) => attempts)).toEqual([1, 1, 1]);
  });
});

describe("two workers", () => {
  it("never run the same entry", async () => {
    const one = recorder();
    const two = recorder();
    await owe(db, 1, 1000);
    const drains = [drainWith(db, one.handlers), drainWith(db, two.handlers)];
    await until("all done", async () => (await states(db)).done === 1000);
    await Promise.all(drains.map((drain) => drain.stop()));
    expect([...one.ran, ...two.ran].sort((a, b) => a - b)).toEqual(
      Array.from({ length: 1000 }, (_, i) => i + 1),
    );
  });

  it("claiming at the same moment get different entries", async () => {
    await owe(db, 1, 100);
    const turn = (token: number) =>
      takeTurn(db.sql, [], {
        limit: 20,
        isDurable: true,
        leaseSeconds: 30,
        token,
        fromTenant: null,
        rooms: { tenants: [], room: [], others: 20 },
      });
    const answers = await Promise.all([turn(1), turn(2), turn(3)]);
    const ids = answers.flatMap((answer) => answer.entries.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThanOrEqual(40);
  });
});
