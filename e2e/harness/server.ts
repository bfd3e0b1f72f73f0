import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, openSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { absentSettings, ROOT } from "./environment";
import { removeData } from "./postgres";

/** One process of the built product. */
export type Server = {
  url: string;
  port: number;
  dataDir: string;
  /** Starts it, also again after `kill` or `stop`, on the same port and the same data; resolves when it is ready. */
  start: () => Promise<void>;
  /** kill -9: nothing is flushed and nobody is told. */
  kill: () => Promise<void>;
  /** As an operator would. */
  stop: () => Promise<void>;
  /** What it has printed. */
  log: () => string;
};

/** A server that is not started yet, with a data directory of its own unless one is given. */
export async function makeServer(
  given: { dataDir?: string; port?: number; env?: Record<string, string> } = {},
): Promise<Server> {
  const port = given.port ?? (await freePort());
  const dataDir = given.dataDir ?? mkdtempSync(join(tmpdir(), "parley-e2e-"));
  // Also when the tests are ended before they could put things away.
  process.once("exit", () => {
    child?.kill("SIGKILL");
    if (!given.dataDir) removeData(dataDir);
  });
  const logFile = join(dataDir, `server-${port}.log`);
  const url = `http://localhost:${port}`;
  let child: ChildProcess | undefined;
  let exited: Promise<unknown> = Promise.resolve();

  const log = () => (existsSync(logFile) ? readFileSync(logFile, "utf8") : "");
  async function end(signal: NodeJS.Signals): Promise<void> {
    child?.kill(signal);
    await exited;
  }
  return {
    url,
    port,
    dataDir,
    log,
    async start() {
      const out = openSync(logFile, "a");
      const started = spawn(process.execPath, ["--enable-source-maps", "dist/server.mjs"], {
        cwd: ROOT,
        stdio: ["ignore", out, out],
        env: {
          ...process.env,
          ...absentSettings(),
          ...{ NODE_ENV: "production", PORT: String(port), PARLEY_DATA_DIR: dataDir, ...given.env },
        },
      });
      child = started;
      exited = new Promise((done) => started.once("exit", done));
      await untilReady(url, () => started.exitCode === null && started.signalCode === null, log);
    },
    kill: () => end("SIGKILL"),
    async stop() {
      const late = setTimeout(() => child?.kill("SIGKILL"), 20_000);
      await end("SIGTERM");
      clearTimeout(late);
    },
  };
}

/** Stops it with its database and takes its data away. */
export async function destroyServer(server: Server): Promise<void> {
  await server.stop();
  removeData(server.dataDir);
}

async function untilReady(url: string, isAlive: () => boolean, log: () => string): Promise<void> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const answer = await fetch(`${url}/api/ready`).catch(() => null);
    if (answer?.status === 200) return;
    if (!isAlive() || Date.now() > deadline) {
      throw new Error(`The server at ${url} did not become ready. It printed:\n${log().slice(-4_000)}`);
    }
    await new Promise((wait) => setTimeout(wait, 50));
  }
}

/** Below the range the system gives to outgoing connections, so that a restarted server finds it free again. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 200; tries++) {
    const port = 4_900 + Math.floor(Math.random() * 100);
    if (await isFree(port)) return port;
  }
  throw new Error("There is no free port between 4900 and 4999.");
}

function isFree(port: number): Promise<boolean> {
  return new Promise((done) => {
    const probe = createServer();
    probe.once("error", () => done(false));
    probe.listen(port, () => probe.close(() => done(true)));
  });
}
