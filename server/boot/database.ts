import { resolve } from "node:path";
import type { Env } from "../infra/env";
import type { Logger } from "../infra/log";
import { migrate } from "../infra/migrate";
import { startCluster, stopCluster } from "../infra/postgres/cluster";
import { problemOf } from "../infra/postgres/probe";
import { StartError } from "./say";
import type { Closer } from "./shutdown";

export type Database = { url: string; isEmbedded: boolean; close: Closer };

/** How often a dead embedded Postgres is noticed and started again. */
const WATCH_MS = 1_000;
const TELL_AGAIN_MS = 60_000;
const PATIENCE_MS = 10_000;

/** The database of this process, migrated: the given one, or the embedded one, which is then watched over. */
export async function openDatabase(env: Env, log: Logger, say: (line: string) => void): Promise<Database> {
  const migrations = resolve("prisma/migrations");
  if (env.DATABASE_URL) {
    await waitFor(env.DATABASE_URL, say);
    await migrate(env.DATABASE_URL, migrations, say);
    return { url: env.DATABASE_URL, isEmbedded: false, close: async () => {} };
  }
  const dataDir = resolve(env.PARLEY_DATA_DIR);
  const cluster = await startCluster({ dataDir, onProgress: say });
  await migrate(cluster.url, migrations, say);
  const watch = watchOver(cluster.revive, log);
  return {
    url: cluster.url,
    isEmbedded: true,
    async close() {
      await watch.stop();
      const outcome = await stopCluster(dataDir, { onlyIfUnused: true });
      if (outcome === "in use")
        say("the embedded database stays, as another process uses it (npm run db:stop)");
    },
  };
}

/** Started together with its database, Parley is often the faster one. Throws StartError. */
async function waitFor(databaseUrl: string, say: (line: string) => void): Promise<void> {
  const { host } = new URL(databaseUrl);
  for (const until = Date.now() + PATIENCE_MS; ; ) {
    const problem = await problemOf(databaseUrl);
    if (!problem) return;
    const isComing = /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|timeout|starting up/i.test(problem);
    if (!isComing || Date.now() > until) {
      throw new StartError(
        `The database of DATABASE_URL (${host}) does not let Parley in: ${problem}. Check host, port, user, password and database; or leave DATABASE_URL out for the embedded one.`,
      );
    }
    say(`waiting for the database at ${host}`);
    await new Promise((wait) => setTimeout(wait, 1_000));
  }
}

/** Postgres may be killed (out of memory, an operator): the app waits on its pool while this brings it back. */
function watchOver(revive: () => Promise<boolean>, log: Logger): { stop: () => Promise<void> } {
  let isStopped = false;
  let turn: Promise<void> = Promise.resolve();
  let toldAt = 0;
  const timer = setInterval(() => {
    turn = turn.then(async () => {
      if (isStopped) return;
      try {
        if (await revive()) log.warn("the embedded database had died and was started again");
      } catch (error) {
        if (Date.now() - toldAt < TELL_AGAIN_MS) return;
        toldAt = Date.now();
        log.error({ err: error }, "the embedded database cannot be started again");
      }
    });
  }, WATCH_MS);
  timer.unref();
  return {
    async stop() {
      isStopped = true;
      clearInterval(timer);
      await turn;
    },
  };
}
