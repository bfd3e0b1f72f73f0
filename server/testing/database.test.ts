import { expect, test } from "vitest";
import { testDatabase } from "./database";

test("a test file gets a migrated database of its own", async () => {
  const [one, two] = await Promise.all([testDatabase(), testDatabase()]);
  await one.db.prisma.tenant.create({ data: { slug: "acme", name: "Acme" } });
  expect(await one.db.prisma.tenant.count()).toBe(1);
  expect(await two.db.prisma.tenant.count()).toBe(0);
});

test("tests run in an odd timezone", () => {
  expect(new Date("2026-11-20T00:00:00Z").getMinutes()).toBe(45);
});
