import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { dirname } from "node:path";

/** Who runs Postgres: the current user, or `nobody` for root, as Postgres refuses to run as root. */
export type Account = { name: string; ids: { uid?: number; gid?: number } };

/** What went wrong with the embedded Postgres, and what the operator can do about it. */
export class PostgresError extends Error {
  override name = "PostgresError";
  constructor(
    message: string,
    readonly mend: string,
  ) {
    super(`${message}\n${mend}`);
  }
}

export function postgresAccount(): Account {
  if (process.getuid?.() !== 0) return { name: process.env.USER ?? "this user", ids: {} };
  const line = existsSync("/etc/passwd")
    ? /^nobody:[^:]*:(\d+):(\d+):/m.exec(readFileSync("/etc/passwd", "utf8"))
    : null;
  return { name: "nobody", ids: { uid: Number(line?.[1] ?? 65534), gid: Number(line?.[2] ?? 65534) } };
}

/** Gives a file or folder to the account; nothing to do unless we are root. */
export function giveTo(account: Account, path: string, mode: number): void {
  chmodSync(path, mode);
  if (account.ids.uid !== undefined) chownSync(path, account.ids.uid, account.ids.gid ?? account.ids.uid);
}

/** Whether the account can walk into `path`: every folder above it lets it through. */
export function canReach(account: Account, path: string): boolean {
  if (account.ids.uid === undefined) return true;
  for (let at = dirname(path); ; at = dirname(at)) {
    if (existsSync(at) && (statSync(at).mode & 0o001) === 0 && statSync(at).uid !== account.ids.uid)
      return false;
    if (at === dirname(at)) return true;
  }
}

/** A folder outside the project that every user can enter and only root can write. */
export function readableHome(): string {
  for (const home of ["/var/lib/parley", "/var/tmp/parley"]) {
    try {
      mkdirSync(home, { recursive: true, mode: 0o755 });
      chmodSync(home, 0o755);
      if (statSync(home).uid === 0) return home;
    } catch {}
  }
  throw new PostgresError(
    "Root runs Postgres as the user nobody, who can enter neither this project's folder nor /var/lib/parley.",
    "Move the project to a folder that everyone may enter (chmod a+x its parents), run as another user, or set DATABASE_URL.",
  );
}
