import { createHash, createHmac } from "node:crypto";
import Pusher from "pusher";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { fixture } from "./testing/fixture";
import { type HubServer, startHubServer, TEST_APP } from "./testing/hub-server";
import { RawClient } from "./testing/raw-client";

let server: HubServer;
let a: RawClient;

beforeAll(async () => {
  server = await startHubServer();
  a = await RawClient.connect(server.port);
  await a.enter("private-tenant-1-conv-42");
  await a.enter("presence-tenant-1", "agent-7");
});
beforeEach(() => {
  a.frames.length = 0;
});
afterAll(async () => {
  a.close();
  await server.close();
});

/** One signed call; `body` as given, so that a test can send what no library would. */
async function call(method: string, path: string, body = "", params: Record<string, string> = {}) {
  const full = `/apps/${TEST_APP.appId}${path}`;
  const query = new URLSearchParams({
    auth_key: TEST_APP.key,
    auth_timestamp: String(Math.floor(Date.now() / 1000)),
    auth_version: "1.0",
    ...(body ? { body_md5: createHash("md5").update(body).digest("hex") } : {}),
    ...params,
  });
  const sorted = [...query].sort(([x], [y]) => (x < y ? -1 : 1));
  const text = [method, full, sorted.map(([k, v]) => `${k}=${v}`).join("&")].join("\n");
  query.set("auth_signature", createHmac("sha256", TEST_APP.secret).update(text).digest("hex"));
  const response = await server.hub.handleHttp(
    new Request(`http://hub${full}?${query}`, { method, body: body || undefined }),
  );
  expect(response.headers.get("content-type")).toBe("application/json");
  return { status: response.status, json: (await response.json()) as Record<string, unknown> };
}

const post = (path: string, body: unknown) =>
  call("POST", path, typeof body === "string" ? body : JSON.stringify(body));

describe("events by HTTP", () => {
  it("are answered and delivered as recorded", async () => {
    const answer = await post("/events", fixture("http-events-request"));
    expect(answer).toEqual({ status: 200, json: fixture("http-events-response") });
    await a.next("message.created");
    expect(JSON.parse(a.texts.at(-1)!)).toEqual(fixture("ws-server-event"));
  });

  it("come in batches, without the socket that is left out", async () => {
    const batch = fixture<{ batch: { socket_id?: string }[] }>("http-batch-events-request");
    expect((await post("/batch_events", batch)).json).toEqual({});
    await a.next("message.created");
    await a.next("agent.status");
    batch.batch[1]!.socket_id = a.socketId;
    await post("/batch_events", batch);
    await a.next("message.created");
    await a.settle();
    expect(a.frames.filter((f) => f.event === "agent.status")).toEqual([]);
  });

  it("tell about the channels when asked", async () => {
    const info = "user_count,subscription_count";
    const batch = [
      { channel: "presence-tenant-1", name: "e", data: "1", info },
      { channel: "private-empty", name: "e", data: "1", info },
      { channel: "private-empty", name: "e", data: "1" },
    ];
    expect((await post("/batch_events", { batch })).json).toEqual({
      batch: [{ user_count: 1, subscription_count: 1 }, { subscription_count: 0 }, {}],
    });
  });

  it("go to a user by either door", async () => {
    a.signIn("agent-7");
    await a.next("pusher:signin_success");
    expect((await post("/users/agent-7/events", fixture("http-user-event-request"))).json).toEqual({});
    expect((await a.next("notification")).data).toEqual({ text: "hi" });
    await post("/events", { name: "again", data: "{}", channel: "#server-to-user-agent-7" });
    await a.next("again");
  });

  const event = { name: "e", data: "{}", channel: "orders" };
  it.each([
    ["no JSON", "{", 400],
    ["a list", "[]", 400],
    ["null", "null", 400],
    ["no name", { ...event, name: undefined }, 400],
    ["a name of 201 characters", { ...event, name: "x".repeat(201) }, 400],
    ["data as an object", { ...event, data: {} }, 400],
    ["data of 10 KB and a byte", { ...event, data: "x".repeat(10_241) }, 413],
    ["no channel", { ...event, channel: undefined }, 400],
    ["an empty list of channels", { ...event, channels: [] }, 400],
    ["101 channels", { ...event, channels: Array(101).fill("a") }, 400],
    ["a confusing channel", { ...event, channel: "private-a:presence-b" }, 400],
    ["a channel that is no text", { ...event, channel: 7 }, 400],
    ["a wrong socket id", { ...event, socket_id: "1:2" }, 400],
    ["a body past every bound", { ...event, more: "x".repeat(700_000) }, 413],
  ])("with %s are refused", async (_what, body, status) => {
    const answer = await post("/events", body);
    expect(answer).toMatchObject({ status, json: { code: status, error: expect.any(String) } });
  });

  it.each([
    ["no list", { batch: {} }],
    ["11 events", { batch: Array(11).fill(event) }],
    ["an event for several channels", { batch: [{ ...event, channel: undefined, channels: ["a", "b"] }] }],
    ["something that is no event", { batch: [null] }],
  ])("in a batch with %s are refused, and nothing of it is sent", async (_what, body) => {
    expect((await post("/batch_events", body)).status).toBe(400);
  });

  it("accept data of exactly 10 KB, whatever its letters", async () => {
    const batch = Array.from({ length: 10 }, () => ({ ...event, data: "\u0001".repeat(10_240) }));
    expect((await post("/batch_events", { batch })).status).toBe(200);
  });
});

describe("queries by HTTP", () => {
  it.each([
    ["/channels", { info: "user_count" }, 400],
    ["/channels", { info: "user_count", filter_by_prefix: "private-" }, 400],
    ["/channels/private-a", { info: "user_count" }, 400],
    ["/channels/private-a/users", {}, 400],
    ["/channels/a%3Ab", {}, 400],
    ["/channels/%E0%A4%A", {}, 400],
    ["/nothing", {}, 404],
  ])("of %s %j are refused", async (path, params, status) => {
    expect((await call("GET", path, "", params)).status).toBe(status);
  });

  it("answer as recorded", async () => {
    expect((await call("GET", "/channels/presence-tenant-1/users")).json).toEqual({
      users: [{ id: "agent-7" }],
    });
    const { json } = await call("GET", "/channels/presence-tenant-1", "", {
      info: "user_count,subscription_count",
    });
    expect(Object.keys(json)).toEqual(Object.keys(fixture("http-channel-response")));
  });

  it("show what a cache channel holds and for how long", async () => {
    await post("/events", { name: "e", data: '{"n":1}', channel: "cache-a" });
    const { json } = await call("GET", "/channels/cache-a", "", { info: "cache" });
    expect(json).toEqual({ occupied: false, cache: { data: '{"n":1}', ttl: 1800 } });
  });

  it("never show users' own channels", async () => {
    expect(Object.keys((await call("GET", "/channels")).json.channels as object).sort()).toEqual([
      "presence-tenant-1",
      "private-tenant-1-conv-42",
    ]);
  });
});

describe("the HTTP API", () => {
  const strange = (change: object) =>
    new Pusher({ ...TEST_APP, host: "127.0.0.1", port: String(server.port), useTLS: false, ...change });

  it.each([
    ["another secret", { secret: "wrong" }, 401],
    ["another key", { key: "wrong" }, 401],
    ["another app", { appId: "wrong" }, 404],
  ])("refuses the real library with %s", async (_what, change, status) => {
    await expect(strange(change).trigger("orders", "e", {})).rejects.toMatchObject({ status });
  });

  it("refuses what is not signed, and methods it does not know", async () => {
    const bare = await server.hub.handleHttp(new Request("http://hub/apps/app1/channels"));
    expect(bare.status).toBe(401);
    expect((await call("DELETE", "/channels")).status).toBe(404);
    expect((await server.hub.handleHttp(new Request("http://hub/elsewhere"))).status).toBe(404);
  });

  it("takes a user id that has to be encoded in the path", async () => {
    const b = await RawClient.connect(server.port);
    b.signIn("ann lee/7");
    await b.next("pusher:signin_success");
    expect((await post("/users/ann%20lee%2F7/terminate_connections", {})).status).toBe(200);
    expect((await b.closed).code).toBe(4009);
  });
});
