import { join } from "node:path";
import { parseEnv } from "../../server/infra/env";
import { createLogger } from "../../server/infra/log";
import { createRuntime, installRuntime, type Runtime } from "../../server/infra/runtime";
import type { Testbed } from "./testbed";

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

/** A provider without latency that takes every message, and remembers whose came again or before their turn. */
export function createTaker() {
  let seen = new Map<string, number>();
  let wrong: string[] = [];
  let count = 0;
  return {
    request({ body }: { body: string }) {
      const { id, to, text } = JSON.parse(body) as { id: string; to: { id: string }; text: string };
      const before = seen.get(to.id) ?? 0;
      if (Number(text) !== before + 1) wrong.push(`${to.id}: ${text} after ${before}`);
      seen.set(to.id, Number(text));
      count++;
      return { status: 200, json: { id: `x${id}` } };
    },
    /** What came since it was last asked. */
    take(): { count: number; wrong: string[] } {
      const taken = { count, wrong: wrong.slice(0, 5) };
      [seen, wrong, count] = [new Map(), [], 0];
      return taken;
    },
  };
}
