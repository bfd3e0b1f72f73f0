import { expect, test } from "vitest";
import { createShutdown } from "./shutdown";

test("parts end in the opposite order of their start, once", async () => {
  const ended: string[] = [];
  const shutdown = createShutdown(() => {});
  for (const name of ["database", "pages", "worker"]) shutdown.add(name, () => ended.push(name));
  expect(shutdown.isRunning()).toBe(false);
  await Promise.all([shutdown.run(), shutdown.run()]);
  expect(ended).toEqual(["worker", "pages", "database"]);
});

test("a part that fails or hangs does not keep the others", async () => {
  const ended: string[] = [];
  const problems: string[] = [];
  const shutdown = createShutdown((name, error) => problems.push(`${name}: ${(error as Error).message}`), 50);
  shutdown.add("database", () => ended.push("database"));
  shutdown.add("pages", () => new Promise(() => {}));
  shutdown.add("worker", () => Promise.reject(new Error("no")));
  await shutdown.run();
  expect(ended).toEqual(["database"]);
  expect(problems).toEqual(["worker: no", "pages: not done after 0.05 s"]);
});
