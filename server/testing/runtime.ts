import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseEnv } from "../infra/env";
import { createRuntime, installRuntime, type Runtime } from "../infra/runtime";
import { testDatabase } from "./database";

const NOWHERE = "http://127.0.0.1:9";

/** The real mechanisms over a fresh database and a data directory of their own, installed as the process's runtime. */
export async function testRuntime(given: Record<string, string> = {}): Promise<Runtime> {
  const { url, db } = await testDatabase();
  await db.close();
  const env = parseEnv({
    PARLEY_DATA_DIR: mkdtempSync(join(tmpdir(), "parley-test-")),
    LOG_LEVEL: "silent",
    PARLEY_ENV: "development",
    // A provider that no test has made answers nobody.
    ...{ WHATSAPP_GRAPH_URL: NOWHERE, D360_API_URL: NOWHERE, TELEGRAM_API_URL: NOWHERE },
    ...given,
  });
  return installRuntime(createRuntime({ env, databaseUrl: url }));
}
