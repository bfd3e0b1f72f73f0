import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { ENV_NAMES } from "./infra/env";
import { runningCluster, stopCluster } from "./infra/postgres/cluster";
import { projectRoot } from "./testing/cluster";
import { bundleProgram } from "./testing/program";

// The process as an operator meets it, without its pages: those take long to start and change nothing here.
const program = await bundleProgram("server/main.ts");
const folder = mkdtempSync(join(tmpdir(), "parley-main-"));
chmodSync(folder, 0o755);
const dataDir = join(folder, "data");
const children: Started[] = [];
afterAll(async () => {
  for (const { child } of children) child.kill("SIGKILL");
  await stopCluster(dataDir);
  rmSync(folder, { recursive: true, force: true });
});

/** Neither the developer's environment nor their .env takes part. */
const ABSENT = Object.fromEntries(ENV_NAMES.map((name) => [name, ""]));

type Started = { child: ChildProcess; url: string; said: () => string; ended: Promise<number | null> };

async function start(env: Record<string, string> = {}): Promise<Started> {
  const port = env.PORT ?? String(await freePort());
  const own = {
    PARLEY_DATA_DIR: dataDir,
    PARLEY_ROLES: "realtime,worker",
    LOG_LEVEL: "warn",
    ...env,
    PORT: port,
  };
  const child = spawn(process.execPath, [program], {
    cwd: projectRoot,
    env: { ...process.env, ...ABSENT, NODE_ENV: "production", ...own },
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => {
      said += chunk;
    });
  }
  const ended = new Promise<number | null>((done) => child.on("exit", (code) => done(code)));
  const started = { child, url: `http://localhost:${port}`, said: () => said, ended };
  children.push(started);
  return started;
}

async function untilReady({ url, said, child }: Started): Promise<void> {
  for (;;) {
    const answered = await fetch(`${url}/api/ready`).catch(() => null);
    if (answered?.ok) return;
    if (child.exitCode !== null) throw new Error(`it ended: ${said()}`);
    await new Promise((wait) => setTimeout(wait, 50));
  }
}

function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer().listen(0, () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => done(port));
    });
  });
}

test("two processes that start at once share one new database, and it stays until the last has ended", {
  timeout: 60_000,
}, async () => {
  const [one, two] = await Promise.all([start(), start()]);
  await Promise.all([untilReady(one), untilReady(two)]);
  expect((one.said() + two.said()).match(/migrating: \S+_foundation/g)).toHaveLength(1);
  one.child.kill("SIGTERM");
  expect(await one.ended).toBe(0);
  expect((await fetch(`${two.url}/api/ready`)).status).toBe(200);
  two.child.kill("SIGINT");
  expect(await two.ended).toBe(0);
  expect(await runningCluster(dataDir)).toBeNull();
});

test("killed with its database running, it starts again on the same data", { timeout: 60_000 }, async () => {
  const first = await start();
  await untilReady(first);
  const before = await runningCluster(dataDir);
  first.child.kill("SIGKILL");
  await first.ended;
  const again = await start();
  await untilReady(again);
  expect((await runningCluster(dataDir))?.url).toBe(before?.url);
  expect(again.said()).not.toContain("migrating");
  again.child.kill("SIGTERM");
  expect(await again.ended).toBe(0);
});

test("a taken port is told with what to do, before anything is started", { timeout: 60_000 }, async () => {
  const thief = createServer().listen(0);
  const { port } = thief.address() as AddressInfo;
  const refused = await start({ PORT: String(port), PARLEY_DATA_DIR: join(folder, "other") });
  expect(await refused.ended).toBe(1);
  expect(refused.said()).toContain(`Port ${port} is in use.`);
  expect(refused.said()).toContain(`PORT=${port + 1} npm start`);
  expect(await runningCluster(join(folder, "other"))).toBeNull();
  thief.close();
});

test.each([
  [{ PARLEY_ENV: "prod" }, "PARLEY_ENV is development, staging or production"],
  [{ DATABASE_URL: "postgresql://x:y@127.0.0.1:1/none" }, "The database of DATABASE_URL"],
  [{ PARLEY_DATA_DIR: join(folder, "file", "inside") }, "PARLEY_DATA_DIR"],
])("%j ends it with words instead of a stack", { timeout: 60_000 }, async (env, words) => {
  writeFileSync(join(folder, "file"), "");
  const refused = await start(env as Record<string, string>);
  expect(await refused.ended).toBe(1);
  expect(refused.said()).toContain("Parley did not start.");
  expect(refused.said()).toContain(words);
  expect(refused.said()).not.toMatch(/^\s+at /m);
});
