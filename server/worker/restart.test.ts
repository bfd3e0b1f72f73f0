import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { memberCtx } from "../../prisma/seed/factories";
import { createApiFake } from "../channels/api/fake";
import { type FakeProvider, startFake } from "../channels/fake";
import { newId } from "../core/ids";
import { parseEnv } from "../infra/env";
import { migrate } from "../infra/migrate";
import { type Cluster, startCluster, stopCluster } from "../infra/postgres/cluster";
import { createRuntime, installRuntime, type Runtime } from "../infra/runtime";
import { sendMessage } from "../modules/messages/commands";
import { SIGNING_SECRET } from "../testing/channel-scene";
import { projectRoot } from "../testing/cluster";
import { faultScene } from "../testing/fault-scene";
import { idOf, said, systemShop, UNCONFIRMED } from "../testing/fault-shop";
import { bundleProgram } from "../testing/program";
import { until } from "../testing/until";

const program = await bundleProgram("server/testing/fault-program.ts");
const folder = mkdtempSync(join(tmpdir(), "parley-restart-"));
chmodSync(folder, 0o755);
const dataDir = join(folder, "data");
const arrived: string[] = [];
let cluster: Cluster;
let rt: Runtime;
let system: FakeProvider;

beforeAll(async () => {
  const take = createApiFake({ secret: SIGNING_SECRET });
  system = await startFake((call) => {
    arrived.push(idOf(call));
    return take(call);
  });
  cluster = await startCluster({ dataDir, throwaway: true });
  await migrate(cluster.url, join(projectRoot, "prisma/migrations"));
  const env = parseEnv({ PARLEY_DATA_DIR: dataDir, PARLEY_ENV: "development", LOG_LEVEL: "silent" });
  rt = installRuntime(createRuntime({ env, databaseUrl: cluster.url }));
  // A commit is what survives the death of the server, also where nothing has to survive the death of the machine.
  const client = await rt.db.pool.connect();
  await client.query("alter database parley set synchronous_commit = on");
  await client.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = 'parley'",
  );
  // It is the last that does not know.
  client.release(true);
});
afterAll(async () => {
  await rt.db.close();
  await system.close();
  await stopCluster(dataDir);
  rmSync(folder, { recursive: true, force: true });
});

/** It ends at once, as if killed, and its keeper starts it again. */
async function restartPostgres(): Promise<void> {
  const pidFile = join(cluster.folder, "data/postmaster.pid");
  process.kill(Number(readFileSync(pidFile, "utf8").split("\n")[0]), "SIGQUIT");
  await until("it has been started again", () => cluster.revive());
}

it("Postgres dies in the middle of deliveries and replies: nothing is lost or twice, all in order", {
  timeout: 120_000,
}, async () => {
  const people = 8;
  const shop = await systemShop(rt, system.url, people);
  const faults = faultScene(rt, program);
  const { child } = await faults.run();
  const heard: Record<string, string[]> = {};
  const replied = new Map<string, string[]>();

  /** Somebody whom nobody knew comes in between each time. */
  async function writes(id: string): Promise<void> {
    const own = ["Is it open?"];
    heard[`Customer ${id}`] = own;
    for (let n = 1; n <= 5; n++) {
      const other = `${id}-${n}`;
      heard[`Customer ${other}`] = ["Hello"];
      own.push(`line ${n}`);
      await faults.postUntilTaken(shop, said(id, `line ${n}`));
      await faults.postUntilTaken(shop, said(other, "Hello"));
    }
  }
  async function answers(conversationId: string): Promise<void> {
    const own: string[] = [];
    replied.set(conversationId, own);
    for (let n = 1; n <= 12; n++) {
      const input = { conversationId, clientId: newId(), kind: "outgoing", content: `reply ${n}` } as const;
      const { message } = await until("the reply is accepted", () =>
        sendMessage(memberCtx(shop.owner), { ...input, fileIds: [] }).catch(() => null),
      );
      own.push(message.id);
    }
  }
  async function dies(): Promise<void> {
    for (const so of [20, 55]) {
      await until(`${so} replies have come`, () => arrived.length >= so);
      await restartPostgres();
    }
  }
  const first = await shop.conversations();
  await Promise.all([
    dies(),
    ...first.map(({ id }) => answers(id)),
    ...Array.from({ length: people }, (_, n) => writes(String(n + 1))),
  ]);
  await faults.untilDone(shop);
  expect(child.exitCode).toBeNull();
  await faults.end();

  const conversations = await shop.conversations();
  const incoming = conversations.map(({ contact, messages }) => [
    contact.name,
    messages.filter(({ kind }) => kind === "incoming").map(({ content }) => content),
  ]);
  expect(Object.fromEntries(incoming)).toEqual(heard);
  expect(incoming).toHaveLength(Object.keys(heard).length);
  const deliveries = await shop.deliveries();
  expect(deliveries.filter(({ state }) => state !== "processed")).toEqual([]);
  expect(arrived).toHaveLength(new Set(arrived).size);
  let inDoubt = 0;
  for (const { id, messages } of conversations) {
    const own = messages.filter(({ kind }) => kind === "outgoing");
    expect(own.map((message) => message.id)).toEqual(replied.get(id) ?? []);
    const came = own.filter((message) => arrived.includes(message.id));
    expect(arrived.filter((one) => replied.get(id)?.includes(one))).toEqual(came.map((one) => one.id));
    for (const { status, error, id: one } of own) {
      if (status === "sent") expect(arrived).toContain(one);
      else
        expect({ status, error }).toEqual({ status: "failed", error: expect.objectContaining(UNCONFIRMED) });
      if (status !== "sent") inDoubt++;
    }
  }
  // At most the one of each conversation that was on its way.
  expect(inDoubt).toBeLessThanOrEqual(2 * people);
});
