import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { startCluster } from "../infra/postgres/cluster";

export const projectRoot = resolve(import.meta.dirname, "../..");

/** Where the test Postgres of this checkout lives: in the temporary folder, one for all test runs of this user. */
export function testDataDir(): string {
  const digest = createHash("sha1").update(projectRoot).digest("hex").slice(0, 10);
  return join(tmpdir(), `parley-test-${process.getuid?.() ?? "user"}-${digest}`);
}

/** The test Postgres (no fsync), started when it does not run. Its port is chosen free. */
export async function testCluster(): Promise<{ adminUrl: string }> {
  const { url } = await startCluster({ dataDir: testDataDir(), throwaway: true });
  return { adminUrl: url };
}

/** The same server, another database. */
export function withDatabase(url: string, database: string): string {
  const other = new URL(url);
  other.pathname = `/${database}`;
  return other.toString();
}
