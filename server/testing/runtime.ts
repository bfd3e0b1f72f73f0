import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseEnv } from "../infra/env";
import { createRuntime, installRuntime, type Runtime } from "../infra/runtime";
import { testDatabase } from "./database";

/** The real mechanisms over a fresh database and a data directory of their own, installed as the process's runtime. */
export async function testRuntime(given: Record<string, string> = {}): Promise<Runtime> {
  const { url, db } = await testDatabase();
  await db.close();
  const env = parseEnv({
    PARLEY_DATA_DIR: mkdtempSync(join(tmpdir(), "parley-test-")),
    LOG_LEVEL: "silent",
    PARLEY_ENV: "development",
    ...given,
  });
  return installRuntime(createRuntime({ env, databaseUrl: url }));
}
