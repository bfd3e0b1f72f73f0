import { afterAll, beforeAll, expect, it } from "vitest";
import { makeTenant } from "../../../prisma/seed/factories";
import { newId } from "../../core/ids";
import type { Db } from "../../infra/db";
import { testDatabase } from "../../testing/database";
import { reservePlace } from "./pace";

let db: Db;
let tenantId: string;
beforeAll(async () => {
  db = (await testDatabase()).db;
  tenantId = (await makeTenant(db)).id;
});
afterAll(() => db.close());
const reserve = (key: string, seconds: number, patience: number) =>
  reservePlace(db.sql, tenantId, { key, seconds, patience });

it("hands out places one after the other, and none that is too far off", async () => {
  const key = newId();
  const given = [await reserve(key, 6, 10), await reserve(key, 6, 10), await reserve(key, 6, 10)];
  expect(given.map(({ isReserved }) => isReserved)).toEqual([true, true, false]);
  const [first, second, third] = given.map(({ wait }) => wait);
  expect(first).toBe(0);
  expect(second).toBeGreaterThan(5);
  expect(second).toBeLessThanOrEqual(6);
  expect(third).toBeGreaterThan(11);
});

it("gives a place once, however many ask for it first at the same time", async () => {
  for (let round = 0; round < 20; round++) {
    const key = newId();
    const given = await Promise.all(Array.from({ length: 8 }, () => reserve(key, 6, 0)));
    expect(given.filter(({ isReserved }) => isReserved)).toHaveLength(1);
  }
});

it("a pace of nothing keeps nobody off, and is kept off by what was taken before", async () => {
  const key = newId();
  for (let n = 0; n < 3; n++) expect(await reserve(key, 0, 0)).toEqual({ wait: 0, isReserved: true });
  await reserve(key, 6, 0);
  expect(await reserve(key, 0, 0)).toMatchObject({ isReserved: false });
});
