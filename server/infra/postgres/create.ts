import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Account, giveTo, PostgresError } from "./account";
import { findBinaries } from "./binaries";
import { explain } from "./explain";

export const USER = "parley";

/** Made under another name and renamed when whole: of two processes at once one wins, and a killed one leaves nothing half. */
export async function createCluster(folder: string, account: Account, throwaway: boolean): Promise<void> {
  const fresh = `${folder}.${process.pid}`;
  try {
    mkdirSync(fresh, { recursive: true });
    giveTo(account, fresh, 0o700);
    const passwordFile = join(fresh, "password");
    writeFileSync(passwordFile, `${randomBytes(24).toString("hex")}\n`, { mode: 0o600 });
    giveTo(account, passwordFile, 0o600);
    const said = await initdb(account, fresh, passwordFile, throwaway);
    if (said !== null) throw explain(said, fresh);
    writeFileSync(join(fresh, "data", "postgresql.conf"), "include 'parley.conf'\n", { flag: "a" });
    renameSync(fresh, folder);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    if (existsSync(join(folder, "data", "PG_VERSION"))) return;
    if (error instanceof PostgresError) throw error;
    throw explain(String((error as Error).message), fresh);
  }
}

/** Null when it succeeded, else what it said. */
function initdb(
  account: Account,
  fresh: string,
  passwordFile: string,
  throwaway: boolean,
): Promise<string | null> {
  const options: Record<string, string> = {
    pgdata: join(fresh, "data"),
    username: USER,
    pwfile: passwordFile,
    auth: "scram-sha-256",
    encoding: "UTF8",
    // The C locale alone folds no letter outside ASCII; the built-in one does, the same on every platform.
    locale: "C",
    "locale-provider": "builtin",
    "builtin-locale": "C.UTF-8",
  };
  const args = Object.entries(options).map(([name, value]) => `--${name}=${value}`);
  if (throwaway) args.push("--no-sync");
  return new Promise((done) => {
    const child = spawn(findBinaries(account).initdb, args, { ...account.ids, cwd: fresh });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk) => {
        said += chunk;
      });
    }
    child.on("error", (error) => done(error.message));
    child.on("close", (code) => done(code === 0 ? null : said || `initdb ended with ${code}`));
  });
}
