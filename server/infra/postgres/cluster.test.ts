import { execFile } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, expect, test } from "vitest";
import { runningCluster, startCluster, stopCluster } from "./cluster";

const parent = mkdtempSync(join(tmpdir(), "parley-cluster-"));
chmodSync(parent, 0o755);
const dataDir = join(parent, "data");
const pidFile = () => join(dataDir, "postgres/data/postmaster.pid");
const lines = () => readFileSync(pidFile(), "utf8").split("\n");
afterAll(async () => {
  await stopCluster(dataDir);
  rmSync(parent, { recursive: true, force: true });
});

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  return (await client.query(text).finally(() => client.end())).rows;
}

function startElsewhere(): Promise<string> {
  const code = `import { startCluster } from ${JSON.stringify(join(import.meta.dirname, "cluster.ts"))};
    process.stdout.write((await startCluster({ dataDir: ${JSON.stringify(dataDir)}, throwaway: true })).url);`;
  const args = ["--import", "tsx", "--input-type=module", "-e", code];
  return new Promise((done, fail) => {
    execFile(process.execPath, args, (error, out) => (error ? fail(error) : done(out)));
  });
}

test("processes that start at once share one new database", async () => {
  const [one, two] = await Promise.all([startElsewhere(), startElsewhere()]);
  expect(one).toMatch(/^postgresql:\/\/parley:[0-9a-f]{48}@127\.0\.0\.1:\d+\/parley$/);
  expect(two).toBe(one);
  expect((await runningCluster(dataDir))?.url).toBe(one);
});

test("it folds letters of every script, takes text in UTF-8 and keeps UTC", async () => {
  const { url, startedHere } = await startCluster({ dataDir });
  expect(startedHere).toBe(false);
  const [row] = await query(url, "select lower('ÉŁЯ') as low, current_setting('TimeZone') as zone");
  expect(row).toEqual({ low: "éłя", zone: "UTC" });
});

test("nobody else may read its files, and a password is asked for", async () => {
  expect(statSync(join(dataDir, "postgres")).mode & 0o077).toBe(0);
  expect(statSync(join(dataDir, "postgres/password")).mode & 0o077).toBe(0);
  const { url } = await startCluster({ dataDir });
  await expect(query(url.replace(/:[0-9a-f]{48}@/, ":wrong@"), "select 1")).rejects.toThrow(/password/);
});

test("it is not stopped under a process that still uses it", async () => {
  const { url } = await startCluster({ dataDir });
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  expect(await stopCluster(dataDir, { onlyIfUnused: true })).toBe("in use");
  await client.end();
  await expect.poll(() => stopCluster(dataDir, { onlyIfUnused: true })).toBe("stopped");
  expect(await runningCluster(dataDir)).toBeNull();
  expect(await stopCluster(dataDir)).toBe("not running");
});

test("killed, it comes back with everything that was committed, at the same address", async () => {
  const cluster = await startCluster({ dataDir });
  await query(cluster.url, "create table kept (n int); insert into kept values (7)");
  process.kill(Number(lines()[0]), "SIGKILL");
  await sleep(50);
  await expect.poll(() => cluster.revive(), { timeout: 15_000 }).toBe(true);
  expect(await query(cluster.url, "select n from kept")).toEqual([{ n: 7 }]);
  expect(await cluster.revive()).toBe(false);
});

test("a pid file left behind by a crash, its number now another program's, does not stop it", async () => {
  const { url } = await startCluster({ dataDir });
  const left = lines();
  await stopCluster(dataDir);
  writeFileSync(pidFile(), [process.pid, ...left.slice(1)].join("\n"));
  expect((await startCluster({ dataDir })).url).toBe(url);
});

test("a port that another program has taken is given up for a free one", async () => {
  const before = Number(new URL((await startCluster({ dataDir })).url).port);
  await stopCluster(dataDir);
  const thief = createServer();
  await new Promise<void>((done) => thief.listen(before, "127.0.0.1", done));
  const { url } = await startCluster({ dataDir });
  thief.close();
  expect(Number(new URL(url).port)).not.toBe(before);
  expect(await query(url, "select n from kept")).toEqual([{ n: 7 }]);
});

test("a place that cannot be written is told with what to do", async () => {
  const file = join(parent, "file");
  writeFileSync(file, "");
  await expect(startCluster({ dataDir: join(file, "inside") })).rejects.toThrow(
    /did not start[\s\S]*PARLEY_DATA_DIR/,
  );
});

test.runIf(process.getuid?.() === 0)("root's project in a folder only root may enter works too", async () => {
  const closed = mkdtempSync(join(tmpdir(), "parley-closed-"));
  try {
    const inside = join(closed, "data");
    const cluster = await startCluster({ dataDir: inside, throwaway: true });
    expect(cluster.folder.startsWith(closed)).toBe(false);
    expect(await query(cluster.url, "select 1 as one")).toEqual([{ one: 1 }]);
    expect(await runningCluster(inside)).toEqual({ url: cluster.url, folder: cluster.folder });
    await stopCluster(inside);
    rmSync(cluster.folder, { recursive: true });
  } finally {
    rmSync(closed, { recursive: true, force: true });
  }
});
