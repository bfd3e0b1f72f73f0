import { afterEach, describe, expect, it } from "vitest";
import { until } from "../../testing/until";
import { parseEnv } from "../env";
import { createLogger } from "../log";
import { createPublisher } from "./create";
import { packCalls } from "./hosted-calls";
import type { RealtimePublisher, RoomMessage } from "./publisher";
import { type HubServer, startHubServer, TEST_APP } from "./testing/hub-server";
import { RawClient } from "./testing/raw-client";

const log = createLogger("silent");
let server: HubServer | null = null;
let publisher: RealtimePublisher | null = null;

afterEach(async () => {
  await publisher?.close();
  await server?.close();
  server = null;
  publisher = null;
});

/** Our own hub plays hosted Pusher: what matters is that the real library speaks to it over HTTP. */
function hostedAt(port: number): RealtimePublisher {
  const env = parseEnv({
    PUSHER_APP_ID: TEST_APP.appId,
    PUSHER_KEY: TEST_APP.key,
    PUSHER_SECRET: TEST_APP.secret,
    PUSHER_HOST: "127.0.0.1",
    PUSHER_PORT: String(port),
    PUSHER_TLS: "0",
  });
  return createPublisher({ env, secrets: { pusher: { appId: "x", key: "x", secret: "x" } }, log });
}

describe("a publisher with its own hub", () => {
  it("delivers, authorises and terminates", async () => {
    server = await startHubServer();
    publisher = createPublisher({ env: parseEnv({}), secrets: { pusher: TEST_APP }, hub: server.hub, log });
    expect(publisher.reachesAny()).toBe(false);
    const a = await RawClient.connect(server.port);
    expect(publisher.reachesAny()).toBe(true);
    a.send("pusher:subscribe", {
      channel: "private-a",
      ...publisher.authorizeChannel(a.socketId, "private-a"),
    });
    await a.next("pusher_internal:subscription_succeeded");
    a.send("pusher:signin", publisher.authenticateUser(a.socketId, { id: "m1" }));
    await a.next("pusher:signin_success");
    publisher.publish([{ rooms: ["private-a"], event: "e", data: { n: 1 } }]);
    expect((await a.next("e")).data).toEqual({ n: 1 });
    await publisher.terminateUser("m1");
    expect((await a.closed).code).toBe(4009);
    expect(publisher.reachesAny()).toBe(false);
    expect(publisher.clientConfig).toEqual({
      key: TEST_APP.key,
      cluster: "mt1",
      host: null,
      port: null,
      tls: null,
      hosted: false,
    });
  });
});

describe("a publisher to hosted Pusher", () => {
  it("sends everything in order, whatever the number of rooms", async () => {
    server = await startHubServer();
    publisher = hostedAt(server.port);
    const a = await RawClient.connect(server.port);
    await a.enter("room-0");
    await a.enter("room-149");
    const rooms = Array.from({ length: 150 }, (_, i) => `room-${i}`);
    publisher.publish([
      { rooms, event: "wide", data: { n: 0 } },
      ...Array.from({ length: 25 }, (_, n) => ({ rooms: ["room-0"], event: "e", data: n })),
      { rooms: ["room-0"], event: "not me", data: {}, exceptSocketId: a.socketId },
      { rooms: [], event: "nobody", data: {} },
    ]);
    await a.next("wide", "room-0");
    await a.next("wide", "room-149");
    const seen = () => a.frames.filter((f) => f.event === "e").map((f) => f.data);
    await until("all 25", () => seen().length === 25);
    expect(seen()).toEqual(Array.from({ length: 25 }, (_, n) => n));
    expect(a.frames.some((f) => f.event === "not me")).toBe(false);
    expect(publisher.clientConfig).toMatchObject({
      hosted: true,
      host: "127.0.0.1",
      port: server.port,
      tls: false,
    });
  });

  it("terminates a user, and says so when it cannot", async () => {
    server = await startHubServer();
    publisher = hostedAt(server.port);
    const a = await RawClient.connect(server.port);
    a.signIn("m1");
    await a.next("pusher:signin_success");
    await publisher.terminateUser("m1");
    expect((await a.closed).code).toBe(4009);
    await server.close();
    server = null;
    await expect(publisher.terminateUser("m1")).rejects.toThrow();
  });

  it("never throws, though nobody listens, and gives up in the end", async () => {
    publisher = hostedAt(1);
    publisher.publish([
      { rooms: ["a"], event: "e", data: 1n },
      { rooms: ["a"], event: "e", data: "x".repeat(20_000) },
      { rooms: ["a b"], event: "e", data: {} },
    ]);
    await publisher.close();
  });
});

describe("calls to Pusher", () => {
  const lost: unknown[] = [];
  const message = (rooms: string[], data: unknown = 1): RoomMessage => ({ rooms, event: "e", data });
  const taken = (waiting: RoomMessage[]) => packCalls(waiting, (count) => lost.push(count));

  it("gather up to ten events of one room each", () => {
    const { call, taken: count } = taken(Array.from({ length: 12 }, () => message(["a"])));
    expect([call?.events.length, count]).toEqual([10, 10]);
  });

  it("stop before an event for several rooms, which goes alone", () => {
    const waiting = [message(["a"]), message(["a", "b"]), message(["a"])];
    expect(taken(waiting)).toMatchObject({ taken: 1 });
    expect(taken(waiting.slice(1))).toMatchObject({ taken: 1, call: { events: [{ rooms: ["a", "b"] }] } });
  });

  it("leave out what Pusher would refuse", () => {
    const { call, taken: count } = taken([
      message(["a"], "x".repeat(10_241)),
      message(["a"], "x".repeat(10_240)),
    ]);
    expect([call?.events.length, count, lost]).toEqual([1, 2, [1]]);
  });
});
