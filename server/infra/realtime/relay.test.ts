import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { redisMissing, type TestRedis, testRedis } from "../../testing/redis";
import { until } from "../../testing/until";
import { parseEnv } from "../env";
import { createLogger } from "../log";
import { createPublisher } from "./create";
import { createRelay } from "./relay";
import { type HubServer, startHubServer, TEST_APP } from "./testing/hub-server";
import { RawClient } from "./testing/raw-client";

const missing = redisMissing();
if (missing) console.warn(missing);

const log = createLogger("silent");
let redis: TestRedis;
let hubs: HubServer[];
let clients: RawClient[];

async function startHub(): Promise<HubServer> {
  const relay = createRelay({ url: redis.url, log, heartbeatMs: 100, expiryMs: 600 });
  const hub = await startHubServer({ relay, limits: { countEveryMs: 20 } });
  hubs.push(hub);
  return hub;
}

async function client(port: number): Promise<RawClient> {
  const made = await RawClient.connect(port);
  clients.push(made);
  return made;
}

describe.skipIf(missing)("hubs on one Redis", () => {
  let one: HubServer;
  let two: HubServer;

  beforeAll(async () => {
    redis = await testRedis();
  });
  beforeEach(async () => {
    hubs = [];
    clients = [];
    [one, two] = [await startHub(), await startHub()];
    await until("they know each other", () => one.hub.stats().peers === 1 && two.hub.stats().peers === 1);
  });
  afterEach(async () => {
    for (const each of clients) each.close();
    for (const hub of hubs) await hub.close();
  });
  afterAll(() => redis?.close());

  it("pass what is published to each other's clients, once and in order", async () => {
    const [a, b] = [await client(one.port), await client(two.port)];
    await a.enter("private-a");
    await b.enter("private-a");
    for (let n = 0; n < 100; n++) {
      const except = n === 50 ? b.socketId : undefined;
      one.hub.publish([{ rooms: ["private-a"], event: "e", data: n, exceptSocketId: except }]);
    }
    const seen = (of: RawClient) => of.frames.filter((f) => f.event === "e").map((f) => f.data);
    await until("the last one", () => seen(b).at(-1) === 99 && seen(a).at(-1) === 99);
    const all = Array.from({ length: 100 }, (_, n) => n);
    expect(seen(a)).toEqual(all);
    expect(seen(b)).toEqual(all.filter((n) => n !== 50));
  });

  it("pass client events, with their sender", async () => {
    const [a, b] = [await client(one.port), await client(two.port)];
    await a.enter("presence-a", "u1");
    await b.enter("presence-a", "u2");
    a.send("client-typing", { on: true }, "presence-a");
    expect(await b.next("client-typing")).toMatchObject({ user_id: "u1", data: { on: true } });
  });

  it("share who is present, each person once over all", async () => {
    const [a, b, sameAsB] = [await client(one.port), await client(two.port), await client(one.port)];
    await a.enter("presence-a", "u1");
    await b.enter("presence-a", "u2", { name: "Two" });
    expect((await a.next("pusher_internal:member_added")).data).toEqual({
      user_id: "u2",
      user_info: { name: "Two" },
    });
    const { data } = await sameAsB.enter("presence-a", "u2");
    expect(data).toEqual({
      presence: { count: 2, ids: ["u1", "u2"], hash: { u1: null, u2: { name: "Two" } } },
    });
    b.close();
    await until("two's client is gone", () => two.hub.stats().connections === 0);
    // In no order: each process hears of them when it does.
    const answer = await two.pusher.get({ path: "/channels/presence-a/users" });
    const { users } = (await answer.json()) as { users: { id: string }[] };
    expect(users.map(({ id }) => id).sort()).toEqual(["u1", "u2"]);
    sameAsB.close();
    expect((await a.next("pusher_internal:member_removed")).data).toEqual({ user_id: "u2" });
  });

  it("tell a hub that starts later who is there already", async () => {
    const a = await client(one.port);
    await a.enter("presence-a", "u1");
    const three = await startHub();
    await until("heard", async () => {
      const answer = await three.pusher.get({ path: "/channels/presence-a/users" });
      return ((await answer.json()) as { users: unknown[] }).users.length === 1;
    });
    await three.hub.close();
  });

  it("end a user's sockets everywhere", async () => {
    const [a, b] = [await client(one.port), await client(two.port)];
    a.signIn("m1");
    b.signIn("m1");
    await Promise.all([a.next("pusher:signin_success"), b.next("pusher:signin_success")]);
    await one.hub.terminateUser("m1");
    expect((await a.closed).code).toBe(4009);
    expect((await b.closed).code).toBe(4009);
  });

  it("answer channel queries and count subscribers for all", async () => {
    const [a, b] = [await client(one.port), await client(two.port)];
    await a.enter("private-a");
    await b.enter("private-a");
    await b.enter("only-two");
    const get = async (path: string, params?: Record<string, string>) =>
      (await one.pusher.get({ path, params })).json();
    const info = "subscription_count";
    expect(await get("/channels", { info })).toEqual({
      channels: { "private-a": { subscription_count: 2 }, "only-two": { subscription_count: 1 } },
    });
    expect(await get("/channels/only-two")).toEqual({ occupied: true });
    const isTwo = (of: RawClient) =>
      of.frames.some((f) => JSON.stringify(f.data) === '{"subscription_count":2}');
    await until("both were told of two", () => isTwo(a) && isTwo(b));
  });

  it("replay what another hub keeps for a cache channel", async () => {
    one.hub.publish([{ rooms: ["cache-a"], event: "status", data: { open: true } }]);
    const three = await startHub();
    await until("they know each other", () => three.hub.stats().peers === 2);
    const c = await client(three.port);
    await c.enter("cache-a");
    expect((await c.next("status")).data).toEqual({ open: true });
    await three.hub.close();
  });

  it("are reached from a process that has no sockets itself", async () => {
    const a = await client(one.port);
    await a.enter("private-a");
    a.signIn("m1");
    await a.next("pusher:signin_success");
    const env = parseEnv({ REDIS_URL: redis.url });
    const worker = createPublisher({ env, secrets: { pusher: TEST_APP }, log });
    worker.publish([{ rooms: ["private-a"], event: "e", data: { n: 1 } }]);
    expect((await a.next("e")).data).toEqual({ n: 1 });
    await worker.terminateUser("m1");
    expect((await a.closed).code).toBe(4009);
    await worker.close();
  });

  it("drop the members of a process that was killed, and hear a fair goodbye at once", async () => {
    const a = await client(one.port);
    await a.enter("presence-a", "u1");
    const { child, port } = await spawnHub();
    const b = await client(port);
    await b.enter("presence-a", "u2");
    await a.next("pusher_internal:member_added");
    const killedAt = Date.now();
    child.kill("SIGKILL");
    await a.next("pusher_internal:member_removed");
    expect(Date.now() - killedAt).toBeLessThan(9_000);
    const c = await client(two.port);
    await c.enter("presence-a", "u3");
    await a.next("pusher_internal:member_added");
    await two.hub.close();
    await a.next("pusher_internal:member_removed");
  });

  it("serve their own clients while Redis is away; back again, clients reconnect to catch up", async () => {
    const [a, b] = [await client(one.port), await client(two.port)];
    await a.enter("private-a");
    await b.enter("private-a");
    await redis.stop();
    one.hub.publish([{ rooms: ["private-a"], event: "e", data: { n: 1 } }]);
    expect((await a.next("e")).data).toEqual({ n: 1 });
    await expect(one.hub.terminateUser("nobody")).rejects.toThrow(/Redis/);
    await redis.start();
    expect(await b.closed).toMatchObject({ code: 4200 });
    expect(await a.closed).toMatchObject({ code: 4200 });
    const [again, other] = [await client(one.port), await client(two.port)];
    await again.enter("private-a");
    await other.enter("private-a");
    one.hub.publish([{ rooms: ["private-a"], event: "e", data: { n: 2 } }]);
    await until("two's new client hears one", () =>
      other.frames.some((f) => JSON.stringify(f.data) === '{"n":2}'),
    );
  });

  it("heed no nonsense that somebody writes into their channel", async () => {
    const a = await client(two.port);
    await a.enter("private-a");
    const { Redis } = await import("ioredis");
    const stranger = new Redis(redis.url);
    for (const text of [
      "",
      "{",
      "null",
      "7",
      "{}",
      '{"from":"x","n":1,"kind":"event"}',
      '{"from":"x","n":2,"kind":"roster"}',
    ]) {
      await stranger.publish("parley:realtime:0", text);
    }
    stranger.disconnect();
    one.hub.publish([{ rooms: ["private-a"], event: "e", data: 1 }]);
    await a.next("e");
  });
});

async function spawnHub(): Promise<{ child: ChildProcess; port: number }> {
  const file = join(import.meta.dirname, "testing/hub-process.ts");
  const child = spawn(process.execPath, ["--import", "tsx", file, redis.url], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [port] = (await once(child.stdout!, "data")) as [Buffer];
  return { child, port: Number(port) };
}
