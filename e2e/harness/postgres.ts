import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";

// The embedded Postgres of a data directory, seen from outside: its own files say where it listens and who it is.

function postmaster(dataDir: string): { pid: number; port: number } | null {
  const file = join(dataDir, "postgres/data/postmaster.pid");
  if (!existsSync(file)) return null;
  const lines = readFileSync(file, "utf8").split("\n");
  const pid = Number(lines[0]);
  return isAlive(pid) ? { pid, port: Number(lines[3]) } : null;
}

/** The address of the database of a running server. */
export function databaseUrl(dataDir: string): string {
  const password = readFileSync(join(dataDir, "postgres/password"), "utf8").trim();
  return `postgresql://parley:${password}@127.0.0.1:${postmaster(dataDir)!.port}/parley`;
}

/** Connections to that database; they may die with it, and are replaced. */
export function openPool(dataDir: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: databaseUrl(dataDir), max: 3 });
  pool.on("error", () => {});
  return pool;
}

/** Ends Postgres at once and without a checkpoint, as `pg_ctl stop -m immediate` or a power cut does. */
export async function crashPostgres(dataDir: string, signal: "SIGQUIT" | "SIGKILL"): Promise<void> {
  const { pid } = postmaster(dataDir)!;
  process.kill(pid, signal);
  await untilGone(pid);
}

/** Takes a data directory away, with the Postgres that a killed server has left behind in it. For the end of a process, too. */
export function removeData(dataDir: string): void {
  const pid = postmaster(dataDir)?.pid;
  if (pid) process.kill(pid, "SIGQUIT");
  const deadline = Date.now() + 10_000;
  while (pid && isAlive(pid) && Date.now() < deadline)
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

async function untilGone(pid: number): Promise<void> {
  const deadline = Date.now() + 15_000;
  while (isAlive(pid) && Date.now() < deadline) await new Promise((wait) => setTimeout(wait, 10));
}

/** A killed process that nobody has buried yet is gone all the same. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === "EPERM" || code === "ENOENT";
  }
}
