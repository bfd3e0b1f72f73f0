import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

/** What `postmaster.pid` tells: line 1 the pid, line 4 the port, line 8 the state. Null when that process is gone. */
export function readPostmaster(folder: string): { pid: number; port: number; isReady: boolean } | null {
  let lines: string[];
  try {
    lines = readFileSync(pidFile(folder), "utf8").split("\n");
  } catch {
    return null;
  }
  const pid = Number(lines[0]);
  if (!pid || !isAlive(pid)) return null;
  return { pid, port: Number(lines[3] || 0), isReady: lines[7]?.trim() === "ready" };
}

/**
 * Postgres refuses to start while the pid in its file is alive, even when that pid now belongs to another program, as it
 * does after most container restarts, or is a killed process that nobody has buried (state Z: a container without an init).
 * Where the system can tell (Linux), such a file is removed.
 */
export function forgetForeignPid(folder: string): void {
  const pid = readPostmaster(folder)?.pid;
  if (!pid || !existsSync("/proc/self/stat")) return;
  try {
    if (!/^\d+ \(postgres\) [^Z]/.test(readFileSync(`/proc/${pid}/stat`, "utf8"))) rmSync(pidFile(folder));
  } catch {}
}

function pidFile(folder: string): string {
  return join(folder, "data", "postmaster.pid");
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
