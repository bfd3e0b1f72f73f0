import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Lets one process at a time do `work`; the others wait. The lock of a process that is gone is taken over. */
export async function withLock(folder, say, work) {
  let told = false;
  while (!take(folder)) {
    const owner = ownerOf(folder);
    if (owner === null || !isAlive(owner)) {
      // Renamed first: of two that find it stale, one moves it away.
      const stale = `${folder}.${process.pid}`;
      try {
        renameSync(folder, stale);
        rmSync(stale, { recursive: true, force: true });
      } catch {}
      continue;
    }
    if (!told) say(`process ${owner} is doing this already; waiting for it`);
    told = true;
    await new Promise((wait) => setTimeout(wait, 200));
  }
  try {
    return await work();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Made whole under another name and moved: a lock never exists without its owner's pid. */
function take(folder) {
  const fresh = `${folder}.new.${process.pid}`;
  mkdirSync(fresh, { recursive: true });
  writeFileSync(join(fresh, "pid"), String(process.pid));
  try {
    if (existsSync(folder)) return false;
    renameSync(fresh, folder);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

function ownerOf(folder) {
  try {
    return Number(readFileSync(join(folder, "pid"), "utf8"));
  } catch {
    return null;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return error.code === "EPERM";
  }
}

/** A killed process that nobody has buried, as in a container without an init. */
function isZombie(pid) {
  try {
    return /^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}
