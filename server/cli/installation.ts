import { resolve } from "node:path";
import { parseEnv } from "../infra/env";
import { createLogger } from "../infra/log";
import { migrate } from "../infra/migrate";
import { runningCluster, startCluster, stopCluster } from "../infra/postgres/cluster";
import { createRuntime, installRuntime, type Runtime } from "../infra/runtime";

export type Installation = {
  runtime: Runtime;
  databaseUrl: string;
  isEmbedded: boolean;
  close: () => Promise<void>;
};

/** Joins the installation whose environment this is: attaches to its database, or starts the embedded one for this command. */
export async function openInstallation(): Promise<Installation> {
  const env = parseEnv(process.env);
  const dataDir = resolve(env.PARLEY_DATA_DIR);
  const isEmbedded = !env.DATABASE_URL;
  const databaseUrl =
    env.DATABASE_URL ?? (await runningCluster(dataDir))?.url ?? (await startEmbedded(dataDir));
  // A command's output is its own; what it logs would mix with it.
  const log = createLogger("silent");
  const runtime = installRuntime(createRuntime({ env, databaseUrl, log }));
  return {
    runtime,
    databaseUrl,
    isEmbedded,
    async close() {
      await runtime.realtime.close();
      runtime.mailer.close();
      await runtime.db.close();
      if (isEmbedded) await stopCluster(dataDir, { onlyIfUnused: true });
    },
  };
}

/** Perhaps for the first time: then it has no tables yet. */
async function startEmbedded(dataDir: string): Promise<string> {
  const { url } = await startCluster({ dataDir });
  await migrate(url, resolve("prisma/migrations"));
  return url;
}
