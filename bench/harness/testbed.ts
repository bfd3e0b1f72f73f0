import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Bulk, fillBulk } from "../../prisma/seed/bulk";
import { seedDemo } from "../../prisma/seed/index";
import { type ScratchCluster, startScratchCluster } from "../../prisma/seed/scratch";
import type { Db } from "../../server/infra/db";
import { type Child, freePort, startChild, waitForAnswer } from "./processes";
import { say } from "./say";

export const projectRoot = resolve(import.meta.dirname, "../..");
/** What Node is given to run the built server, as by `npm start`. */
export const SERVER_ARGS = [...flagsOfStart(), join(projectRoot, "dist/server.mjs")];

function flagsOfStart(): string[] {
  const { scripts } = JSON.parse(readFileSync(join(projectRoot, "package.json"), "utf8"));
  return scripts.start.split(" ").slice(1, -1);
}

/** Builds what is missing or stale, as `npm start` does; its words go to the error stream. */
export function ensureBuilt(): void {
  const args = [join(projectRoot, "scripts/start.mjs"), "--build-only"];
  const { status } = spawnSync(process.execPath, args, { cwd: projectRoot, stdio: ["ignore", 2, 2] });
  if (status !== 0) throw new Error("The product could not be built, so there is nothing to measure.");
}

/** The built server as a process of its own, on a database of its own. */
export type Stack = { port: number; url: string; databaseUrl: string; db: Db; bulk: Bulk; child: Child };

/** What the benches share. Everything is made when first asked for, and gone at the end. */
export class Testbed {
  readonly folder: string;
  readonly isFull: boolean;
  private cluster: Promise<ScratchCluster> | null = null;
  private readonly stacks = new Map<number, Promise<Stack>>();

  constructor(given: { isFull: boolean }) {
    this.isFull = given.isFull;
    // Inside the project: Postgres needs a real disk, which the system's temporary folder may not be.
    const parent = join(projectRoot, ".parley-bench");
    mkdirSync(parent, { recursive: true, mode: 0o755 });
    this.folder = mkdtempSync(join(parent, "run-"));
  }

  /** The Postgres all stacks share: the shipped settings, so fsync is on. */
  postgres(): Promise<ScratchCluster> {
    this.cluster ??= startScratchCluster(join(this.folder, "data"));
    return this.cluster;
  }

  async postmasterPid(): Promise<number> {
    const { folder } = await this.postgres();
    return Number(readFileSync(join(folder, "data/postmaster.pid"), "utf8").split("\n")[0]);
  }

  /** A server on a database with that many conversations. */
  stack(conversations: number): Promise<Stack> {
    const known = this.stacks.get(conversations);
    if (known) return known;
    const made = this.makeStack(conversations);
    this.stacks.set(conversations, made);
    return made;
  }

  private async makeStack(conversations: number): Promise<Stack> {
    const cluster = await this.postgres();
    const { url: databaseUrl, db } = await cluster.create(`bulk_${conversations}`);
    say(`  filling a database with ${conversations.toLocaleString("en-GB")} conversations`);
    const bulk = await fillBulk(db, conversations);
    await seedDemo(db);
    const { port, child } = await this.startServer(`server-${conversations}`, { DATABASE_URL: databaseUrl });
    return { port, url: `http://localhost:${port}`, databaseUrl, db, bulk, child };
  }

  /** The built server, ready. Its data directory is `<name>` below the run's folder. */
  async startServer(
    name: string,
    env: Record<string, string>,
    nodeArgs: readonly string[] = [],
  ): Promise<{ port: number; child: Child; startMs: number }> {
    const port = Number(env.PORT ?? (await freePort()));
    const log = join(this.folder, `${name}.log`);
    const settings = {
      PORT: String(port),
      PARLEY_DATA_DIR: join(this.folder, name),
      NODE_ENV: "production",
      ...env,
    };
    const child = startChild([...nodeArgs, ...SERVER_ARGS], { env: settings, log, cwd: projectRoot });
    const startMs = await waitForAnswer(child, `http://localhost:${port}/api/ready`);
    return { port, child, startMs };
  }

  /** Ends one stack's server, leaving its database. */
  async stopStack(conversations: number): Promise<void> {
    const stack = await this.stacks.get(conversations);
    this.stacks.delete(conversations);
    await stack?.child.stop();
  }

  /** Closes this process's own database connections; no bench can use a stack's `db` afterwards. */
  async releaseConnections(): Promise<void> {
    await (await this.postgres()).release();
  }

  async dispose(): Promise<void> {
    for (const stack of await Promise.allSettled(this.stacks.values())) {
      if (stack.status === "fulfilled") await stack.value.child.stop();
    }
    await (await this.cluster?.catch(() => null))?.destroy();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
