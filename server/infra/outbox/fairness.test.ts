import { setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { testDatabase } from "../../testing/database";
import { until } from "../../testing/until";
import type { Db, Sql } from "../db";
import { enqueue } from "./enqueue";
import {
  clear,
  drainWith,
  owe,
  owed,
  recorder,
  states,
  stopDrains,
  tenantA,
  tenantB,
} from "./testing/outbox";
import { type Claim, takeTurn } from "./turn";

let db: Db;
beforeAll(async () => {
  ({ db } = await testDatabase());
});
afterEach(async () => {
  await stopDrains();
  await clear(db);
});

/** Many rows at once; `columns` are further SQL expressions of n. */
async function bulk(count: number, columns: Record<string, string> = {}): Promise<void> {
  const all: Record<string, string> = {
    kind: "'work'",
    payload: "jsonb_build_object('n', n)",
    tenant_id: `'${tenantA}'::uuid`,
    ...columns,
  };
  await db.pool.query(
    `insert into outbox_entry (${Object.keys(all)}) select ${Object.values(all)} from generate_series(1, ${count}) n`,
  );
}

const claim: Claim = {
  isDurable: true,
  limit: 50,
  leaseSeconds: 30,
  token: 1,
  fromTenant: null,
  rooms: { tenants: [], room: [], others: 50 },
};

/**
 * Pages that one claim of 50 touches, which says what it costs whatever else the machine does. By the generic plan, which is
 * what a named statement ends up with.
 */
async function pagesTouched(): Promise<number> {
  const client = await db.pool.connect();
  let pages = 0;
  const explain: Sql = async ({ text }, values) => {
    // The arrays of these claims are empty.
    const literals = values.map((value) => (Buffer.isBuffer(value) ? "'{}'" : `'${value}'`));
    await client.query(`begin; set local plan_cache_mode = force_generic_plan; prepare turn as ${text}`);
    const plan = await client.query(`explain (analyze, buffers, format json) execute turn(${literals})`);
    await client.query("rollback; deallocate turn");
    const root = plan.rows[0]["QUERY PLAN"][0].Plan;
    pages = root["Shared Hit Blocks"] + root["Shared Read Blocks"];
    return [{ id: null, crowded: null } as never];
  };
  await takeTurn(explain, [], claim).finally(() => client.release());
  return pages;
}

describe("one tenant's backlog", () => {
  it("of 50,000 entries does not keep another's single one waiting for a second", async () => {
    await bulk(50_000, { lane: "'lane:' || n % 500" });
    let startedAt = 0;
    const { ran, handlers } = recorder(({ tenantId }) => {
      if (tenantId === tenantB) startedAt = performance.now();
    });
    drainWith(db, handlers);
    await until("the backlog is being worked off", () => ran.length > 200);
    const owedAt = performance.now();
    await enqueue(db.sql, [owed(-1, { tenantId: tenantB })]);
    await until("the other's has started", () => startedAt);
    expect(startedAt - owedAt).toBeLessThan(1000);
    expect(ran.length).toBeLessThan(50_000);
  });

  it("of hanging handlers does not take every slot", async () => {
    const { ran, handlers } = recorder(({ tenantId }) =>
      tenantId === tenantA ? new Promise(() => {}) : undefined,
    );
    await bulk(1000);
    drainWith(db, handlers, { slots: 10 });
    await until("the first ones hang", () => ran.length >= 10);
    await pause(100);
    const hanging = ran.length;
    expect(hanging).toBeLessThanOrEqual(12);
    await enqueue(db.sql, [owed(-1, { tenantId: tenantB })]);
    await until("the other's is done", async () => (await states(db)).done === 1);
    expect(ran).toHaveLength(hanging + 1);
  });

  it("keeps its turns when many tenants have one", async () => {
    await bulk(6000, {
      tenant_id: "('00000000-0000-7000-8000-0000000001' || lpad((n % 30)::text, 2, '0'))::uuid",
    });
    const { ran, handlers } = recorder();
    drainWith(db, handlers);
    await until("the backlogs are being worked off", () => ran.length > 100);
    await owe(db, -1, -1, { tenantId: "ffffffff-0000-7000-8000-000000000000" });
    await until("the last in line has run", () => ran.includes(-1));
    expect(ran.length).toBeLessThan(6000);
  });
});

describe("what a claim costs", () => {
  it("does not grow with 200,000 finished entries, nor with 100,000 that are due", {
    timeout: 60_000,
  }, async () => {
    await bulk(500, { lane: "'lane:' || n" });
    await db.pool.query("analyze outbox_entry");
    const few = await pagesTouched();
    await clear(db);
    await bulk(200_000, { state: "'done'", finished_at: "now()", lane: "'lane:' || n % 1000" });
    await bulk(100_000, { lane: "'lane:' || n % 5000" });
    await bulk(2000, {
      tenant_id: `'${tenantB}'::uuid`,
      state: "'scheduled'",
      run_at: "now() + interval '1 day'",
    });
    await db.pool.query("analyze outbox_entry");
    const many = await pagesTouched();
    expect(few).toBeGreaterThan(50);
    expect(many).toBeLessThan(few * 2);
  });

  it("does not grow with a parked backlog either", { timeout: 60_000 }, async () => {
    await bulk(1, { lane: "'stuck'", state: "'scheduled'", run_at: "now() + interval '1 day'" });
    await bulk(100_000, { lane: "'stuck'", state: "'waiting'" });
    await bulk(500, { lane: "'lane:' || n" });
    await db.pool.query("analyze outbox_entry");
    expect(await pagesTouched()).toBeLessThan(3000);
  });
});
