import { beforeAll, expect, test } from "vitest";
import { parseEnv } from "../../infra/env";
import { createLogger } from "../../infra/log";
import { createRuntime, installRuntime, runtime } from "../../infra/runtime";
import { testDatabase } from "../../testing/database";
import { handleCron } from "./cron";
import { handleHealth, handleReady } from "./health";
import { handleMetrics, reportHub } from "./metrics";

const CRON_SECRET = "a-secret-for-this-test";
const log = createLogger("silent");

async function install(PARLEY_ENV: string): Promise<void> {
  const { url } = await testDatabase();
  installRuntime(createRuntime({ env: parseEnv({ PARLEY_ENV, CRON_SECRET }), databaseUrl: url, log }));
}
beforeAll(() => install("production"));

function ask(path: string, secret?: string, method = "GET"): Request {
  return new Request(`http://localhost${path}`, {
    method,
    headers: secret ? { authorization: `Bearer ${secret}` } : {},
  });
}

test("health asks nothing of the database, ready does", async () => {
  expect(await (await handleHealth()).json()).toMatchObject({ status: "ok" });
  const ready = await handleReady();
  expect([ready.status, await ready.json()]).toEqual([200, { status: "ready", checks: { database: true } }]);
});

test("without a database the process lives and is not ready", async () => {
  const present = runtime();
  installRuntime(createRuntime({ env: present.env, databaseUrl: "postgresql://x:y@127.0.0.1:1/none", log }));
  expect((await handleHealth()).status).toBe(200);
  expect((await handleReady()).status).toBe(503);
  installRuntime(present);
});

test.each([undefined, "", "wrong", `${CRON_SECRET}x`])(
  "metrics and cron are refused to the bearer of %j",
  async (secret) => {
    for (const handle of [handleMetrics, handleCron]) {
      const refused = await handle(ask("/api/cron/work", secret));
      expect([refused.status, (await refused.json()).error.code]).toEqual([401, "unauthenticated"]);
    }
  },
);

test("metrics tell the process, the pool, the outbox and the sockets", async () => {
  reportHub(() => ({ connections: 3, channels: 2, users: 1, peers: 0, delivered: 9 }));
  const scraped = await handleMetrics(ask("/api/metrics", CRON_SECRET));
  expect(scraped.headers.get("content-type")).toContain("text/plain");
  const text = await scraped.text();
  expect(text).toContain("process_cpu_seconds_total");
  expect(text).toContain('parley_outbox_entries{state="dead"} 0');
  expect(text).toContain('parley_database_connections{kind="total"}');
  expect(text).toContain("parley_realtime_connections 3");
  expect(
    (await (await handleMetrics(ask("/api/metrics", CRON_SECRET))).text()).match(
      /# TYPE parley_outbox_entries/g,
    ),
  ).toHaveLength(1);
});

test("cron works until nothing is due, and knows one job", async () => {
  const worked = await handleCron(ask("/api/cron/work?seconds=20", CRON_SECRET));
  expect([worked.status, await worked.json()]).toEqual([200, { isDone: true }]);
  expect((await handleCron(ask("/api/cron/other", CRON_SECRET))).status).toBe(404);
  expect((await handleCron(ask("/api/cron/work?seconds=x", CRON_SECRET))).status).toBe(400);
});

test("in development metrics are open", async () => {
  await install("development");
  expect((await handleMetrics(ask("/api/metrics"))).status).toBe(200);
});
