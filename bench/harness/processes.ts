import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:net";

export type Child = { pid: number; stop: () => Promise<void>; log: string; hasEnded: () => boolean };

/** A Node process of ours that ends with us. Its output goes to the file `log`. */
export function startChild(
  args: string[],
  given: { env: Record<string, string>; log: string; cwd?: string },
): Child {
  const out = openSync(given.log, "a");
  const { PATH, HOME, TMPDIR } = process.env;
  // Nothing of the caller's own settings may change what is measured.
  const env = { ...(PATH && { PATH }), ...(HOME && { HOME }), ...(TMPDIR && { TMPDIR }), ...given.env };
  const child = spawn(process.execPath, args, {
    cwd: given.cwd,
    env: env as NodeJS.ProcessEnv,
    stdio: ["ignore", out, out],
  });
  closeSync(out);
  const kill = () => child.kill("SIGKILL");
  process.once("exit", kill);
  const ended = new Promise<void>((done) => child.once("exit", () => done()));
  return {
    pid: child.pid!,
    log: given.log,
    hasEnded: () => hasEnded(child),
    async stop() {
      process.off("exit", kill);
      if (!hasEnded(child)) child.kill("SIGTERM");
      const late = setTimeout(kill, 15_000);
      await ended;
      clearTimeout(late);
    },
  };
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

/** Asks again every few milliseconds until the answer has that status; returns the milliseconds it took. */
export async function waitForAnswer(
  child: Child,
  url: string,
  given: { headers?: Record<string, string>; timeoutMs?: number; status?: number } = {},
): Promise<number> {
  const { headers = {}, timeoutMs = 60_000, status = 200 } = given;
  const start = performance.now();
  let last = "no answer";
  while (performance.now() - start < timeoutMs) {
    try {
      const response = await fetch(url, { headers, redirect: "manual" });
      await response.arrayBuffer();
      if (response.status === status) return performance.now() - start;
      last = `status ${response.status}`;
    } catch (error) {
      last = String((error as { cause?: unknown }).cause ?? error);
    }
    if (child.hasEnded()) break;
    await new Promise((done) => setTimeout(done, 5));
  }
  const tail = readFileSync(child.log, "utf8").split("\n").slice(-15).join("\n");
  throw new Error(`${url} did not answer ${status} (${last}). Its log ends:\n${tail}`);
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as { port: number };
  await new Promise((done) => server.close(done));
  return port;
}

/** Proportional set size in bytes of these processes and all that descend from them: shared pages are split among their users. */
export function treePss(roots: readonly number[]): {
  total: number;
  processes: { pid: number; name: string; bytes: number }[];
} {
  const parents = new Map<number, number>();
  for (const name of readdirSync("/proc").filter((entry) => /^\d+$/.test(entry))) {
    const stat = read(`/proc/${name}/stat`);
    // The name in brackets may hold spaces and brackets; the parent is the second field after it.
    if (stat) parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]));
  }
  const isBelow = (pid: number | undefined): boolean =>
    pid !== undefined && (roots.includes(pid) || isBelow(parents.get(pid)));
  const processes = [...parents.keys()].filter(isBelow).map((pid) => ({
    pid,
    name: read(`/proc/${pid}/cmdline`).replaceAll("\0", " ").trim().slice(0, 80),
    bytes: Number(/^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0) * 1024,
  }));
  return { total: processes.reduce((sum, process) => sum + process.bytes, 0), processes };
}

/** A process may end while we look at it. */
function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
