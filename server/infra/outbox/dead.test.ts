import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { testDatabase } from "../../testing/database";
import { until } from "../../testing/until";
import type { Db } from "../db";
import { discardDeadLetter, listDeadLetters, retryDeadLetter } from "./dead";
import { GiveUp } from "./entry";
import { clear, drainWith, owe, recorder, states, stopDrains, tenantA, tenantB } from "./testing/outbox";

let db: Db;
beforeAll(async () => {
  ({ db } = await testDatabase());
});
afterEach(async () => {
  await stopDrains();
  await clear(db);
});

describe("a dead letter", () => {
  it("is owed again with all its attempts, or let be, and only by its own tenant", async () => {
    let isMended = false;
    const { ran, handlers } = recorder(() => {
      if (!isMended) throw new GiveUp("closed");
    });
    await owe(db, 1, 2);
    drainWith(db, handlers);
    await until("2 dead", async () => (await states(db)).dead === 2);
    const [second, first] = await listDeadLetters(db.sql, tenantA);
    expect(await retryDeadLetter(db.sql, tenantB, first!.id)).toBe(false);
    expect(await discardDeadLetter(db.sql, tenantB, first!.id)).toBe(false);
    isMended = true;
    expect(await retryDeadLetter(db.sql, tenantA, first!.id)).toBe(true);
    expect(await retryDeadLetter(db.sql, tenantA, first!.id)).toBe(false);
    expect(await discardDeadLetter(db.sql, tenantA, second!.id)).toBe(true);
    await until("2 done", async () => (await states(db)).done === 2);
    expect(ran.filter((n) => n === 1)).toHaveLength(2);
    expect(ran.filter((n) => n === 2)).toHaveLength(1);
    expect(await listDeadLetters(db.sql, tenantA)).toEqual([]);
  });

  it("is listed page by page, newest first", async () => {
    await owe(db, 1, 5);
    await db.pool.query("update outbox_entry set state = 'dead', finished_at = now()");
    const page = await listDeadLetters(db.sql, tenantA, { limit: 3 });
    const rest = await listDeadLetters(db.sql, tenantA, { limit: 3, before: page[2]!.id });
    expect([...page, ...rest].map(({ payload }) => (payload as { n: number }).n)).toEqual([5, 4, 3, 2, 1]);
  });
});
