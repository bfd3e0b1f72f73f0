import { spawn } from "node:child_process";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Account, giveTo, postgresAccount } from "./account";
import { findBinaries } from "./binaries";
import { createCluster, USER } from "./create";
import { explain, logTail } from "./explain";
import { clusterFolder } from "./folder";
import { forgetForeignPid, readPostmaster } from "./postmaster";
import { clientsOf, createDatabase, freePort, isAnswering } from "./probe";
import { settingsFile } from "./settings";

/** A Postgres that Parley brought along. It outlives this process unless `stop` is called. */
export type Cluster = {
  /** Address of the database `parley`, for one loopback client, with its password. */
  url: string;
  folder: string;
  /** False when it was already running, started by another process. */
  startedHere: boolean;
  /** Starts it again when it has died; true when that was needed. */
  revive: () => Promise<boolean>;
};

const DATABASE = "parley";

/**
 * Finds the Postgres of this data directory running, or starts it, making it first where there is none (0.6 s).
 * Several processes may do this at once. `throwaway` gives up durability for speed (tests only).
 * Throws PostgresError with what to do.
 */
export async function startCluster(options: {
  dataDir: string;
  throwaway?: boolean;
  onProgress?: (line: string) => void;
}): Promise<Cluster> {
  const account = postgresAccount();
  const folder = clusterFolder(resolve(options.dataDir), account);
  const say = options.onProgress ?? (() => {});
  if (!existsSync(join(folder, "data", "PG_VERSION"))) {
    say("making the embedded database");
    await createCluster(folder, account, options.throwaway ?? false);
  }
  const throwaway = options.throwaway ?? false;
  const started = await run(folder, account, throwaway, say);
  await createDatabase(urlOf(folder, started.port, "postgres"), DATABASE);
  return {
    url: urlOf(folder, started.port, DATABASE),
    folder,
    startedHere: started.here,
    async revive() {
      forgetForeignPid(folder);
      // No question to the server itself: this is asked every second.
      return readPostmaster(folder) ? false : (await run(folder, account, throwaway, say, started.port)).here;
    },
  };
}

/** The address of the embedded database when it runs, else null. Starts nothing. */
export async function runningCluster(dataDir: string): Promise<{ url: string; folder: string } | null> {
  const folder = clusterFolder(resolve(dataDir), postgresAccount());
  const postmaster = readPostmaster(folder);
  if (!postmaster?.isReady) return null;
  const url = urlOf(folder, postmaster.port, DATABASE);
  return (await isAnswering(url)) ? { url, folder } : null;
}

/** Stops the embedded Postgres of this data directory; `onlyIfUnused` leaves it when anyone is still connected. */
export async function stopCluster(
  dataDir: string,
  options: { onlyIfUnused?: boolean } = {},
): Promise<"stopped" | "in use" | "not running"> {
  const account = postgresAccount();
  const folder = clusterFolder(resolve(dataDir), account);
  const postmaster = readPostmaster(folder);
  if (!postmaster) return "not running";
  if (options.onlyIfUnused && (await clientsOf(urlOf(folder, postmaster.port, "postgres"))) > 0)
    return "in use";
  const { pgCtl } = findBinaries(account);
  const stop = spawn(pgCtl, ["-D", join(folder, "data"), "-m", "fast", "-w", "-s", "stop"], {
    ...account.ids,
    cwd: folder,
    stdio: "ignore",
  });
  await new Promise((done) => stop.on("exit", done));
  return "stopped";
}

function urlOf(folder: string, port: number, database: string): string {
  const password = readFileSync(join(folder, "password"), "utf8").trim();
  return `postgresql://${USER}:${password}@127.0.0.1:${port}/${database}`;
}

async function run(
  folder: string,
  account: Account,
  throwaway: boolean,
  say: (line: string) => void,
  wanted?: number,
): Promise<{ port: number; here: boolean }> {
  let here = false;
  for (let tries = 1; tries <= 5; tries++) {
    forgetForeignPid(folder);
    const found = await ready(folder, say);
    if (found) return { port: found, here };
    const port = await freePort(wanted ?? readPostmaster(folder)?.port ?? lastPort(folder));
    const outcome = await launch(folder, account, port, throwaway);
    here = outcome === "started";
    if (outcome === "failed") throw explain(logTail(folder), folder);
  }
  throw explain(logTail(folder), folder);
}

/** The port once the postmaster of this folder answers; null when there is none. Waits while it recovers after a crash. */
async function ready(folder: string, say: (line: string) => void): Promise<number | null> {
  const began = Date.now();
  let told = false;
  for (;;) {
    const postmaster = readPostmaster(folder);
    if (!postmaster) return null;
    if (postmaster.isReady && (await isAnswering(urlOf(folder, postmaster.port, "postgres"))))
      return postmaster.port;
    if (Date.now() - began > 120_000) return null;
    if (!told && Date.now() - began > 2_000) {
      told = true;
      say("the embedded database is still starting up");
    }
    await new Promise((wait) => setTimeout(wait, 15));
  }
}

function lastPort(folder: string): number | undefined {
  const conf = join(folder, "data", "parley.conf");
  if (!existsSync(conf)) return undefined;
  const port = /^port = (\d+)$/m.exec(readFileSync(conf, "utf8"))?.[1];
  return port ? Number(port) : undefined;
}

async function launch(
  folder: string,
  account: Account,
  port: number,
  throwaway: boolean,
): Promise<"started" | "lost the race" | "failed"> {
  const { pgCtl } = findBinaries(account);
  const log = join(folder, "server.log");
  try {
    const conf = join(folder, "data", "parley.conf");
    writeFileSync(conf, settingsFile(port, throwaway));
    giveTo(account, conf, 0o600);
    // Rotated here, as Postgres' own collector would be one more process.
    if (existsSync(log)) renameSync(log, `${log}.1`);
  } catch (error) {
    throw explain(String((error as Error).message), folder);
  }
  const start = spawn(pgCtl, ["-D", join(folder, "data"), "-l", log, "-w", "-t", "300", "-s", "start"], {
    ...account.ids,
    cwd: folder,
    stdio: "ignore",
  });
  const exited = new Promise<number>((done) => {
    start.on("exit", (code) => done(code ?? 1));
    start.on("error", () => done(1));
  });
  // pg_ctl looks ten times a second; its file says `ready` earlier.
  for (;;) {
    const code = await Promise.race([exited, new Promise<null>((wait) => setTimeout(() => wait(null), 10))]);
    if (code === 0 || readPostmaster(folder)?.isReady) return "started";
    if (code === null) continue;
    const tail = logTail(folder);
    return /already exists|Address already in use/.test(tail) ? "lost the race" : "failed";
  }
}
