import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PostgresError } from "./account";

export function logTail(folder: string): string {
  try {
    return readFileSync(join(folder, "server.log"), "utf8").split("\n").slice(-15).join("\n").trim();
  } catch {
    return "";
  }
}

/** Turns what Postgres or the system said into what the operator can do. */
export function explain(said: string, where: string): PostgresError {
  const message = `The embedded database in ${where} did not start.`;
  if (/No space left|ENOSPC|EDQUOT/i.test(said)) {
    return new PostgresError(
      message,
      "The disk is full: free at least 200 MB and start again. Nothing stored is lost.",
    );
  }
  if (/Permission denied|EACCES|EPERM|EROFS|ENOTDIR|EEXIST: file|Read-only/i.test(said)) {
    return new PostgresError(
      message,
      `That folder cannot be written: make it writable, or set PARLEY_DATA_DIR.\n${said.trim()}`,
    );
  }
  if (/incompatible with server/.test(said)) {
    return new PostgresError(
      message,
      "Its files come from another Postgres version: go back to that release, or move the folder away to begin empty.",
    );
  }
  if (/shared memory|semget|shmget/i.test(said)) {
    return new PostgresError(
      message,
      `The system gave it no shared memory; enlarge /dev/shm or set DATABASE_URL.\n${said.trim()}`,
    );
  }
  return new PostgresError(message, `Postgres said:\n${said.trim() || "(nothing)"}`);
}
