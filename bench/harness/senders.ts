import { randomUUID } from "node:crypto";
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

/**
 * A provider without latency that takes every message and gives it an id. What it was asked is looked at afterwards, as its work
 * is not ours: whose messages came again, or before their turn.
 */
export function createTaker() {
  let bodies: string[] = [];
  return {
    request({ body }: { body: string }) {
      bodies.push(body);
      return { status: 200, json: { id: `x${randomUUID()}` } };
    },
    /** What came since it was last asked. */
    take(): { count: number; wrong: string[] } {
      const seen = new Map<string, number>();
      const wrong: string[] = [];
      for (const body of bodies) {
        const { to, text } = JSON.parse(body) as { to: { id: string }; text: string };
        const before = seen.get(to.id) ?? 0;
        if (Number(text) !== before + 1) wrong.push(`${to.id}: ${text} after ${before}`);
        seen.set(to.id, Number(text));
      }
      const count = bodies.length;
      bodies = [];
      return { count, wrong: wrong.slice(0, 5) };
    },
  };
}
