import { connect } from "node:net";
import { afterEach, expect, it } from "vitest";
import { until } from "../../testing/until";
import type { HubOptions } from "./hub";
import { type HubServer, startHubServer, TEST_APP } from "./testing/hub-server";
import { RawClient } from "./testing/raw-client";

let server: HubServer;

afterEach(() => server.close());

async function start(limits: HubOptions["limits"], more: Partial<HubOptions> = {}): Promise<void> {
  server = await startHubServer({ limits, ...more });
}

it("a hub takes so many connections and sends the next one to come back later", async () => {
  await start({ connections: 2 });
  const [first] = [await RawClient.connect(server.port), await RawClient.connect(server.port)];
  expect((await RawClient.open(server.port).closed).code).toBe(4100);
  first.close();
  await until("room", () => server.hub.stats().connections === 1);
  await RawClient.connect(server.port);
});

it("one public address gets so many of them, a proxy's own address as many as there are", async () => {
  const clientAddress: HubOptions["clientAddress"] = (req) => String(req.headers["x-parley-ip"]);
  await start({ connectionsPerAddress: 2 }, { clientAddress });
  const from = (ip: string) => ({ headers: { "x-parley-ip": ip } });
  const first = await RawClient.connect(server.port, from("203.0.113.9"));
  await RawClient.connect(server.port, from("203.0.113.9"));
  expect((await RawClient.open(server.port, undefined, from("203.0.113.9")).closed).code).toBe(4100);
  await RawClient.connect(server.port, from("203.0.113.10"));
  for (let i = 0; i < 4; i++) await RawClient.connect(server.port, from("10.0.0.7"));
  first.close();
  await until("one left", () => server.hub.stats().connections === 6);
  await RawClient.connect(server.port, from("203.0.113.9"));
});

it("who is silent is pinged, who answers stays, who does not is closed with 4201", async () => {
  await start({ activityTimeoutMs: 100, pongTimeoutMs: 300 });
  const [lively, dead] = [await RawClient.connect(server.port), await RawClient.connect(server.port)];
  const pongs = setInterval(() => {
    if (lively.frames.some((frame) => frame.event === "pusher:ping")) lively.send("pusher:pong", {});
  }, 5);
  await dead.next("pusher:ping");
  expect((await dead.closed).code).toBe(4201);
  clearInterval(pongs);
  expect(lively.ws.readyState).toBe(lively.ws.OPEN);
});

it("who neither subscribes nor signs in is closed with 4202 in the end", async () => {
  await start({ activityTimeoutMs: 60, unusedMs: 100 });
  const [idle, used] = [await RawClient.connect(server.port), await RawClient.connect(server.port)];
  await used.enter("orders");
  expect((await idle.closed).code).toBe(4202);
  await used.settle();
});

it("who does not read is cut off, and costs the others nothing", async () => {
  await start({ backlogBytes: 128 * 1024, closeTimeoutMs: 50 });
  const reader = await RawClient.connect(server.port);
  await reader.enter("orders");
  const stuck = connect(server.port, "127.0.0.1");
  stuck.on("error", () => {});
  const hello = JSON.stringify({ event: "pusher:subscribe", data: { channel: "orders" } });
  const frame = Buffer.concat([Buffer.from([0x81, 0x80 | hello.length, 0, 0, 0, 0]), Buffer.from(hello)]);
  stuck.write(
    `GET /app/${TEST_APP.key}?protocol=7 HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
      "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n",
  );
  stuck.write(frame);
  stuck.pause();
  await until("both are in", async () => {
    const answer = await server.pusher.get({
      path: "/channels/orders",
      params: { info: "subscription_count" },
    });
    return ((await answer.json()) as { subscription_count: number }).subscription_count === 2;
  });
  let sent = 0;
  await until("cut off", async () => {
    for (let i = 0; i < 20; i++) {
      server.hub.publish([{ rooms: ["orders"], event: "e", data: "x".repeat(10_000) }]);
      sent += 1;
    }
    // The reader has to keep up, so that only the other one falls behind.
    await reader.settle();
    return server.hub.stats().connections === 1;
  });
  expect(reader.frames.filter((f) => f.event === "e")).toHaveLength(sent);
  stuck.destroy();
});

it("events of one turn go out together, in order, also over several channels", async () => {
  await start({});
  const a = await RawClient.connect(server.port);
  await a.enter("one");
  await a.enter("two");
  for (let n = 0; n < 50; n++) {
    server.hub.publish([
      {
        rooms: n % 3 ? ["one"] : ["two", "one"],
        event: "e",
        data: n,
        exceptSocketId: n === 7 ? a.socketId : undefined,
      },
    ]);
  }
  await a.settle();
  const seen = a.frames.filter((f) => f.event === "e").map((f) => f.data);
  const expected = Array.from({ length: 50 }, (_, n) => (n % 3 ? [n] : [n, n])).flat();
  expect(seen).toEqual(expected.filter((n) => n !== 7));
});

it("an event that JSON cannot hold is logged and harms nothing", async () => {
  await start({});
  const a = await RawClient.connect(server.port);
  await a.enter("one");
  const circular: Record<string, unknown> = {};
  circular.self = circular;
  server.hub.publish([
    { rooms: ["one"], event: "bad", data: circular },
    { rooms: ["one"], event: "big", data: 1n },
    { rooms: ["one"], event: "good", data: undefined },
  ]);
  expect((await a.next("good")).data).toBeNull();
});

it("nonsense of every kind leaves the hub standing", async () => {
  await start({ messagesPerSecond: 10_000 });
  const a = await RawClient.connect(server.port);
  const parts = [
    "pusher:subscribe",
    "pusher:signin",
    "client-x",
    "pusher:ping",
    "\ud800",
    "",
    null,
    7,
    [],
    {},
    true,
  ];
  let seed = 42;
  const pick = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return parts[seed % parts.length];
  };
  for (let i = 0; i < 1500; i++) {
    if (a.ws.readyState !== a.ws.OPEN) break;
    const message = {
      event: pick(),
      channel: pick(),
      data: { channel: pick(), auth: pick(), user_data: pick(), channel_data: pick() },
    };
    const text = JSON.stringify(i % 2 ? message : { ...message, data: pick() });
    a.ws.send(i % 5 ? text : text.slice(0, seed % (text.length + 1)));
  }
  const b = await RawClient.connect(server.port);
  await b.settle();
  b.close();
  a.close();
  await until("nobody left", () => server.hub.stats().connections === 0);
  expect(server.hub.stats()).toMatchObject({ channels: 0, users: 0 });
});
