import { join } from "node:path";
import { buildSync } from "esbuild";
import { parseEnv } from "../../server/infra/env";
import { createLogger } from "../../server/infra/log";
import { createRuntime, installRuntime, type Runtime } from "../../server/infra/runtime";
import { freePort, startChild, waitForAnswer } from "./processes";
import { projectRoot, type Testbed } from "./testbed";

/** This process as an installation of its own over a database of its own, without a server. */
export async function installHere(bed: Testbed, name: string): Promise<Runtime> {
  const { url } = await (await bed.postgres()).create(name);
  const env = parseEnv({
    PARLEY_DATA_DIR: join(bed.folder, name),
    PARLEY_PRIVATE_HOSTS: "127.0.0.1",
    LOG_LEVEL: "warn",
  });
  return installRuntime(createRuntime({ env, databaseUrl: url, log: createLogger("warn") }));
}

/** The provider of floors/taker.ts as a child. */
export async function startTaker(bed: Testbed) {
  const outfile = join(bed.folder, "taker.mjs");
  const entry = join(projectRoot, "bench/floors/taker.ts");
  buildSync({ entryPoints: [entry], outfile, bundle: true, platform: "node", format: "esm" });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const log = join(bed.folder, "taker.log");
  const child = startChild([outfile], { env: { PORT: String(port), NODE_ENV: "production" }, log });
  await waitForAnswer(child, url);
  return {
    url,
    async take(): Promise<{ count: number; wrong: string[] }> {
      return (await fetch(url)).json() as never;
    },
    stop: () => child.stop(),
  };
}
