import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { type Account, canReach, readableHome } from "./account";
import { explain } from "./explain";

/**
 * Where the embedded Postgres of a data directory keeps its files: `<dataDir>/postgres`, or, where root's project lies in a
 * folder that the Postgres user cannot enter (/root), a folder of its own under /var/lib/parley.
 */
export function clusterFolder(dataDir: string, account: Account): string {
  try {
    if (!existsSync(dataDir)) mkdirSync(dataDir, { recursive: true, mode: 0o755 });
    // Others may pass through, not look: the secrets inside are files of mode 0600.
    if (statSync(dataDir).uid === process.getuid?.())
      chmodSync(dataDir, account.ids.uid === undefined ? 0o700 : 0o711);
  } catch (error) {
    throw explain(String((error as Error).message), dataDir);
  }
  const inside = join(dataDir, "postgres");
  if (canReach(account, inside)) return inside;
  const digest = createHash("sha1").update(dataDir).digest("hex").slice(0, 10);
  return join(readableHome(), `${basename(dataDir).replace(/^\.+/, "")}-${digest}`);
}
