import { setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { testDatabase } from "../../testing/database";
import { until } from "../../testing/until";
import type { Db } from "../db";
import { enqueue } from "./enqueue";
import { GiveUp } from "./entry";
import { parkBlocked, sweepLanes, wakeLanes } from "./park";
import {
  claim,
  clear,
  drainWith,
  entries,
  owe,
  owed,
  recorder,
  states,
  stopDrains,
  tenantA,
} from "./testing/outbox";
import { takeTurn } from "./turn";

let db: Db;
beforeAll(async () => {
  ({ db } = await testDatabase());
});
afterEach(async () => {
  await stopDrains();
  await clear(db);
});

const upTo = (last: number) => Array.from({ length: last }, (_, i) => i + 1);
const numbers = (answer: Awaited<ReturnType<typeof takeTurn>>) =>
  answer.entries.map(({ payload }) => (payload as { n: number }).n);

describe("a lane", () => {
  it("runs strictly in order, though one in the middle fails for a while", async () => {
    const { ran, handlers } = recorder(({ n, run }) => {
      if (n === 7 && run.attempt < 4) throw new Error("not now");
    });
    await owe(db, 1, 60, { lane: "conversation:1" });
    drainWith(db, handlers);
    await until("all done", async () => (await states(db)).done === 60);
    expect(ran).toEqual([...upTo(7), 7, 7, ...upTo(60).slice(6)]);
    expect((await entries(db)).filter(({ attempts }) => attempts !== 1)).toMatchObject([
      { payload: { n: 7 }, attempts: 4 },
    ]);
  });

  it("goes on behind a dead letter", async () => {
    const { ran, handlers } = recorder(({ n }) => {
      if (n === 2) throw new GiveUp("blocked number");
    });
    await owe(db, 1, 4, { lane: "conversation:1" });
    await drainWith(db, handlers).idle();
    expect(ran).toEqual([1, 2, 3, 4]);
    expect(await states(db)).toEqual({ done: 3, dead: 1 });
  });

  it("waits for an entry whose time has not come, while other lanes go on", async () => {
    const { ran, handlers } = recorder();
    await enqueue(db.sql, [
      owed(1, { lane: "slow", runAt: new Date(Date.now() + 400) }),
      owed(2, { lane: "slow" }),
      owed(3, { lane: "fast" }),
      owed(4),
    ]);
    drainWith(db, handlers);
    await until("all done", async () => (await states(db)).done === 4);
    expect(ran.slice(2)).toEqual([1, 2]);
  });

  it("keeps its order with two workers and failures all over", async () => {
    const last = new Map<string, number>();
    const wrong: string[] = [];
    const act = ({ n, lane, run }: { n: number; lane?: string; run: { attempt: number } }) => {
      const before = last.get(lane!) ?? 0;
      if (n !== before + 1 && n !== before) wrong.push(`${lane}: ${n} after ${before}`);
      last.set(lane!, n);
      if (run.attempt === 1 && (n * 7) % 11 === 0) throw new Error("sometimes");
    };
    for (let n = 1; n <= 40; n++) {
      await enqueue(
        db.sql,
        upTo(20).map((lane) => owed(n, { lane: `lane:${lane}`, tenantId: tenantA })),
      );
    }
    drainWith(db, recorder(act).handlers);
    drainWith(db, recorder(act).handlers);
    await until("all done", async () => (await states(db)).done === 800);
    expect(wrong).toEqual([]);
    expect([...last.values()]).toEqual(upTo(20).map(() => 40));
  });

  it("lets others run beside it, and its own entries never beside each other", async () => {
    const inside = new Map<string, number>();
    let most = 0;
    let mostInLane = 0;
    const { handlers } = recorder(async ({ lane }) => {
      inside.set(lane!, (inside.get(lane!) ?? 0) + 1);
      mostInLane = Math.max(mostInLane, inside.get(lane!)!);
      most = Math.max(
        most,
        [...inside.values()].reduce((a, b) => a + b),
      );
      await pause(10);
      inside.set(lane!, inside.get(lane!)! - 1);
    });
    for (let n = 1; n <= 3; n++)
      await enqueue(
        db.sql,
        upTo(20).map((lane) => owed(n, { lane: `lane:${lane}` })),
      );
    await drainWith(db, handlers).idle();
    expect(mostInLane).toBe(1);
    expect(most).toBeGreaterThan(10);
  });
});

describe("a claim", () => {
  it("takes consecutive entries of one lane together, and none behind what another worker holds", async () => {
    await owe(db, 1, 6, { lane: "one" });
    expect(numbers(await takeTurn(db.sql, [], claim(4)))).toEqual([1, 2, 3, 4]);
    expect(numbers(await takeTurn(db.sql, [], claim()))).toEqual([]);
  });

  it("goes on in the very statement that records what is done", async () => {
    await owe(db, 1, 6, { lane: "one" });
    const first = await takeTurn(db.sql, [], claim(2));
    const second = await takeTurn(db.sql, first.entries, claim(2));
    expect(second.done).toBe(2);
    expect(numbers(second)).toEqual([3, 4]);
  });

  it("takes alone what has failed before, so that one bad entry is found", async () => {
    await owe(db, 1, 3, { lane: "one" });
    await db.pool.query("update outbox_entry set attempts = 1 where id = (select min(id) from outbox_entry)");
    expect(numbers(await takeTurn(db.sql, [], claim()))).toEqual([1]);
  });

  it("prefers the heads of many lanes to many entries of one", async () => {
    await owe(db, 1, 5, { lane: "one" });
    await owe(db, 6, 6, { lane: "two" });
    await owe(db, 7, 7);
    expect(numbers(await takeTurn(db.sql, [], claim(3)))).toEqual([1, 6, 7]);
  });
});

describe("parking", () => {
  it("sets aside what stands behind a pausing head, and finds what is beyond it", async () => {
    await owe(db, 1, 1, { lane: "stuck", runAt: new Date(Date.now() + 60_000) });
    await owe(db, 2, 2000, { lane: "stuck" });
    await owe(db, 2001, 2001, { lane: "free" });
    const { ran, handlers } = recorder();
    const drain = drainWith(db, handlers);
    await until("the free one has run", () => ran.length === 1);
    await drain.idle();
    expect(ran).toEqual([2001]);
    expect((await states(db)).waiting).toBeGreaterThan(1500);
  });

  it("ends when the head is done: all come, in order", async () => {
    await owe(db, 1, 1, { lane: "stuck", runAt: new Date(Date.now() + 300) });
    await owe(db, 2, 300, { lane: "stuck" });
    const { ran, handlers } = recorder();
    drainWith(db, handlers);
    await until("they were parked", async () => (await states(db)).waiting);
    await until("all done", async () => (await states(db)).done === 300);
    expect(ran).toEqual(upTo(300));
  });

  it("loses nobody while heads finish at the same time", async () => {
    for (let round = 0; round < 15; round++) {
      await clear(db);
      await enqueue(
        db.sql,
        upTo(40).flatMap((lane) => upTo(3).map((n) => owed(n, { lane: `lane:${lane}` }))),
      );
      const { entries: heads } = await takeTurn(db.sql, [], claim(40));
      const finish = async () => {
        await takeTurn(db.sql, heads, claim(0));
        await wakeLanes(db.sql, [...new Set(heads.map(({ lane }) => lane!))]);
      };
      await Promise.all([parkBlocked(db.sql, tenantA), finish(), parkBlocked(db.sql, tenantA)]);
      const { rows } = await db.pool.query(
        `select lane from outbox_entry e where state = 'waiting' and not exists (
           select 1 from outbox_entry p where p.lane = e.lane and p.id < e.id and p.finished_at is null)`,
      );
      expect(rows).toEqual([]);
    }
  });

  it("is mended by the sweep when the worker died between finishing a head and waking its lane", async () => {
    await owe(db, 1, 3, { lane: "one" });
    const { entries: held } = await takeTurn(db.sql, [], claim(1));
    expect(await parkBlocked(db.sql, tenantA)).toBe(2);
    await takeTurn(db.sql, held, claim(0));
    expect(numbers(await takeTurn(db.sql, [], claim()))).toEqual([]);
    expect(await sweepLanes(db.sql)).toBe(1);
    expect(numbers(await takeTurn(db.sql, [], claim()))).toEqual([2, 3]);
  });
});
