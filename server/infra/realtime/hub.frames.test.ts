import { connect } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { until } from "../../testing/until";
import { authFor } from "./signature";
import { fixture } from "./testing/fixture";
import { type HubServer, startHubServer, TEST_APP } from "./testing/hub-server";
import { RawClient } from "./testing/raw-client";

// The wire itself, by hand: what it looks like, and what a client must not get away with.

let server: HubServer;
let clients: RawClient[];

beforeEach(async () => {
  server = await startHubServer({
    limits: {
      countEveryMs: 5,
      signInGraceMs: 60,
      presenceMembers: 3,
      channelsPerConnection: 5,
      watchlistUsers: 2,
    },
    requireUser: (channel) => /^(private|presence)-t\./.test(channel),
  });
  clients = [];
});
afterEach(async () => {
  for (const client of clients) client.close();
  await server.close();
});

async function client(): Promise<RawClient> {
  const made = await RawClient.connect(server.port);
  clients.push(made);
  return made;
}

describe("the handshake", () => {
  it.each([
    ["wrong-key?protocol=7", 4001],
    [TEST_APP.key, 4008],
    [`${TEST_APP.key}?protocol=8`, 4007],
    [`${TEST_APP.key}?protocol=4`, 4007],
    [`${TEST_APP.key}?protocol=seven`, 4007],
    [`${TEST_APP.key}?protocol=7&version=%00`, 4006],
    [`${TEST_APP.key}/more?protocol=7`, 4005],
    ["?protocol=7", 4005],
  ])("of /app/%s is refused with %i", async (path, code) => {
    const raw = RawClient.open(server.port, path);
    expect((await raw.next("pusher:error")).data).toMatchObject({ code });
    expect((await raw.closed).code).toBe(code);
  });

  it("greets as Pusher does", async () => {
    const raw = RawClient.open(server.port, `${TEST_APP.key}?protocol=7&client=js&version=8.6.0&flash=false`);
    await raw.next("pusher:connection_established");
    const expected = fixture("ws-connection-established");
    expect(JSON.parse(raw.texts[0]!)).toEqual({
      ...expected,
      data: expect.stringMatching(/^\{"socket_id":"\d+\.\d+","activity_timeout":120\}$/),
    });
    raw.close();
  });

  it("leaves other paths to others", () => {
    const req = { url: "/application", headers: {} } as never;
    expect(server.hub.handleUpgrade(req, null as never, Buffer.alloc(0))).toBe(false);
  });

  it("of something that is no WebSocket is answered 400, without harm", async () => {
    const socket = connect(server.port, "127.0.0.1");
    socket.write(
      `GET /app/${TEST_APP.key}?protocol=7 HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
    );
    const answer = await new Promise<string>((resolve) =>
      socket.once("data", (bytes) => resolve(String(bytes))),
    );
    expect(answer).toMatch(/^HTTP\/1.1 400/);
    socket.destroy();
  });

  it("heeds the origin policy", async () => {
    const strict = await startHubServer({ allowedOrigins: (origin) => origin === "https://shop.example" });
    const stranger = RawClient.open(strict.port, undefined, { origin: "https://evil.example" });
    expect((await stranger.closed).code).toBe(4009);
    const friend = await RawClient.connect(strict.port, { origin: "https://shop.example" });
    friend.close();
    await strict.close();
  });
});

describe("frames", () => {
  it("look as recorded", async () => {
    const [a, b] = [await client(), await client()];
    const room = "presence-tenant-1";
    await a.enter(room, "agent-7", { name: "Agent Smith" });
    await b.enter(room, "agent-8");
    expect(JSON.parse(b.texts.at(-1)!)).toEqual(fixture("ws-subscription-succeeded-presence"));
    const c = await client();
    await c.enter(room, "agent-9", { name: "Agent Jones" });
    await a.next("pusher_internal:member_added");
    await a.next("pusher_internal:member_added");
    expect(JSON.parse(a.texts.at(-1)!)).toEqual(fixture("ws-member-added"));
    c.close();
    await a.next("pusher_internal:member_removed");
    expect(JSON.parse(a.texts.at(-1)!)).toEqual(fixture("ws-member-removed"));
    b.ws.send(JSON.stringify(fixture("ws-client-event-sent")));
    await a.next("client-typing");
    expect(JSON.parse(a.texts.at(-1)!)).toEqual(fixture("ws-client-event-received-on-presence"));
    a.ws.send(JSON.stringify(fixture("ws-ping")));
    await a.next("pusher:pong");
    expect(JSON.parse(a.texts.at(-1)!)).toEqual(fixture("ws-pong"));
    const channel = "private-tenant-1-conv-42";
    await a.enter(channel);
    expect(a.texts.map((text) => JSON.parse(text))).toContainEqual(
      fixture("ws-subscription-succeeded-private"),
    );
    server.hub.publish([{ rooms: [channel], event: "message.created", data: { id: 1 } }]);
    await a.next("message.created");
    expect(a.texts.map((text) => JSON.parse(text))).toContainEqual(fixture("ws-server-event"));
    b.send("pusher:subscribe", { channel, auth: "" });
    await b.next("pusher:subscription_error");
    expect(JSON.parse(b.texts.at(-1)!)).toEqual(fixture("ws-subscription-error-auth"));
    await a.enter("cache-status");
    await a.next("pusher:cache_miss");
    expect(a.texts.map((text) => JSON.parse(text))).toContainEqual(fixture("ws-cache-miss"));
  });

  it("count subscribers as recorded", async () => {
    const [a, b, c] = [await client(), await client(), await client()];
    const channel = "private-tenant-1-conv-42";
    for (const each of [a, b, c]) await each.enter(channel);
    await until("three", () => a.frames.some((f) => JSON.stringify(f.data) === '{"subscription_count":3}'));
    expect(a.texts.map((text) => JSON.parse(text))).toContainEqual(fixture("ws-subscription-count"));
  });

  it.each([
    "",
    "{",
    "null",
    "[]",
    '"text"',
    "{}",
    '{"event":7}',
    '{"event":"pusher:subscribe"}',
    '{"event":"pusher:subscribe","data":"not json"}',
    '{"event":"pusher:subscribe","data":{"channel":7}}',
    '{"event":"pusher:unknown","data":{}}',
    `{"event":"client-x","channel":"private-a","data":${"[".repeat(20_000)}${"]".repeat(20_000)}}`,
    `{"a":"${"x".repeat(30_000)}"}`,
  ])("that make no sense are answered and forgiven: %.60s", async (text) => {
    const a = await client();
    a.ws.send(text);
    const { data } = await a.next("pusher:error");
    expect((data as { code: number }).code).toBeGreaterThanOrEqual(4300);
    await a.settle();
  });

  it("in binary are not taken", async () => {
    const a = await client();
    a.ws.send(Buffer.from('{"event":"pusher:ping"}'));
    expect((await a.next("pusher:error")).data).toMatchObject({ code: 4300 });
  });

  it("longer than the bound close the connection", async () => {
    const a = await client();
    a.ws.send("x".repeat(65 * 1024));
    expect((await a.closed).code).toBe(1009);
    await until("forgotten", () => server.hub.stats().connections === 0);
  });

  it("in a flood close the connection, which may come back later", async () => {
    const a = await client();
    for (let i = 0; i < 300; i++) a.send("pusher:ping", {});
    expect((await a.closed).code).toBe(4100);
  });

  it("may carry data as an object or as its JSON text", async () => {
    const a = await client();
    a.send("pusher:subscribe", JSON.stringify({ channel: "orders" }));
    await a.next("pusher_internal:subscription_succeeded", "orders");
  });
});

describe("subscriptions", () => {
  it.each(["private-a:presence-b", "a b", "", "#users", "#server-to-user-7", "private-ü", "x".repeat(165)])(
    "of a confusing name are refused: %.40j",
    async (channel) => {
      const a = await client();
      a.subscribe(channel);
      await a.next("pusher:subscription_error");
      await a.settle();
      expect(server.hub.stats().channels).toBe(0);
    },
  );

  it("need the signature for this socket, this channel and this data", async () => {
    const [a, b] = [await client(), await client()];
    const own = fixture<{ data: { auth: string } }>("ws-subscribe-private");
    a.send("pusher:subscribe", own.data);
    await a.next("pusher:subscription_error");
    const auth = authFor(TEST_APP, `${b.socketId}:private-a`);
    a.send("pusher:subscribe", { channel: "private-a", auth });
    await a.next("pusher:subscription_error");
    const withoutData = authFor(TEST_APP, `${a.socketId}:private-a`);
    a.send("pusher:subscribe", { channel: "private-a", auth: withoutData, channel_data: '{"user_id":"1"}' });
    await a.next("pusher:subscription_error");
    await a.settle();
    expect(server.hub.stats().channels).toBe(0);
  });

  it("to a presence channel need somebody, of bounded size", async () => {
    const a = await client();
    const wrong = [
      undefined,
      "{}",
      "null",
      "[",
      '{"user_id":""}',
      '{"user_id":{}}',
      JSON.stringify({ user_id: "u".repeat(129) }),
      JSON.stringify({ user_id: "u", user_info: "x".repeat(1023) }),
    ];
    for (const channelData of wrong) {
      a.subscribe("presence-a", channelData);
      expect((await a.next("pusher:subscription_error")).data).toMatchObject({
        type: "AuthError",
        status: 401,
      });
    }
    await a.enter("presence-a", "u".repeat(128), "x".repeat(1022));
  });

  it("to a presence channel end at its number of members, not of sockets", async () => {
    const members = await Promise.all(["u1", "u2", "u3", "u3", "u4"].map(async () => client()));
    for (const [i, user] of ["u1", "u2", "u3", "u3"].entries()) await members[i]!.enter("presence-a", user);
    members[4]!.subscribe("presence-a", '{"user_id":"u4"}');
    expect((await members[4]!.next("pusher:subscription_error")).data).toMatchObject({
      type: "LimitReached",
    });
  });

  it("by people called like parts of an object are people", async () => {
    const a = await client();
    const { data } = await a.enter("presence-a", "__proto__", { n: 1 });
    expect(JSON.stringify(data)).toContain('"ids":["__proto__"]');
    expect(a.texts.at(-1)).toContain('{\\"__proto__\\":{\\"n\\":1}}');
  });

  it("are bounded per connection, and a second one to the same channel changes nothing", async () => {
    const a = await client();
    for (let i = 0; i < 5; i++) await a.enter(`c${i}`);
    a.subscribe("c5");
    expect((await a.next("pusher:subscription_error")).data).toMatchObject({ type: "LimitReached" });
    a.subscribe("c4");
    expect((await a.next("pusher:error")).data).toMatchObject({ code: null });
    expect(server.hub.stats().channels).toBe(5);
  });
});

describe("client events", () => {
  async function refusedWith(a: RawClient, event: string, channel: string, data: unknown = {}) {
    a.send(event, data, channel);
    const frame = await a.next("pusher:error");
    expect(frame.data).toMatchObject({ code: 4301 });
    return (frame.data as { message: string }).message;
  }

  it("are taken only where they may be", async () => {
    const a = await client();
    await a.enter("orders");
    await a.enter("private-a");
    await a.enter("private-encrypted-a");
    await refusedWith(a, "client-x", "orders");
    await refusedWith(a, "client-x", "private-other");
    await refusedWith(a, "client-x", "private-encrypted-a");
    await refusedWith(a, "message.created", "private-a");
    await refusedWith(a, "pusher_internal:member_added", "private-a");
    await refusedWith(a, `client-${"x".repeat(200)}`, "private-a");
    await refusedWith(a, "client-x", "private-a", "x".repeat(10_241));
    await refusedWith(a, "client-x", "");
    await a.settle();
  });

  it("reach nobody but the others in the channel", async () => {
    const [a, b, outsider] = [await client(), await client(), await client()];
    await a.enter("private-a");
    await b.enter("private-a");
    await outsider.enter("private-b");
    a.send("client-x", "x".repeat(10_240), "private-a");
    expect((await b.next("client-x")).data).toHaveLength(10_240);
    await Promise.all([a.settle(), outsider.settle()]);
    expect([...a.frames, ...outsider.frames].filter((f) => f.event === "client-x")).toEqual([]);
  });

  it("pass ten a second, and the socket lives on", async () => {
    const [a, b] = [await client(), await client()];
    await a.enter("private-tenant-1-conv-42");
    await b.enter("private-tenant-1-conv-42");
    for (let i = 0; i < 15; i++) a.send("client-x", i, "private-tenant-1-conv-42");
    const refusals = await Promise.all(Array.from({ length: 5 }, () => a.next("pusher:error")));
    expect(refusals[0]).toEqual(fixture("ws-error-4301-client-event-rejected"));
    await b.settle();
    expect(b.frames.filter((f) => f.event === "client-x").map((f) => f.data)).toEqual([
      0, 1, 2, 3, 4, 5, 6, 7, 8, 9,
    ]);
    await a.settle();
  });
});

describe("users", () => {
  it("sign in with our signature only", async () => {
    for (const wrong of [
      { auth: "", user_data: "{}" },
      { user_data: '{"id":"1"}' },
      fixture<{ data: unknown }>("ws-signin").data,
    ]) {
      const a = await client();
      a.send("pusher:signin", wrong);
      expect((await a.closed).code).toBe(4009);
    }
  });

  it.each(["", "x".repeat(129)])("need an id of 1 to 128 characters", async (id) => {
    const a = await client();
    a.signIn(id);
    expect((await a.closed).code).toBe(4009);
  });

  it("are told so, may say it again, but do not become others", async () => {
    const a = await client();
    a.signIn("u1");
    expect((await a.next("pusher:signin_success")).data).toEqual({ user_data: '{"id":"u1"}' });
    a.signIn("u1");
    await a.next("pusher:signin_success");
    a.signIn("u2");
    expect((await a.closed).code).toBe(4009);
  });

  it("hear their own channel and nobody else's", async () => {
    const [a, b] = [await client(), await client()];
    a.signIn("u1");
    b.signIn("u2");
    await Promise.all([a.next("pusher:signin_success"), b.next("pusher:signin_success")]);
    b.send("pusher:subscribe", { channel: "#server-to-user-u1" });
    expect((await b.next("pusher:subscription_error")).data).toMatchObject({
      type: "AuthError",
      status: 401,
    });
    a.send("pusher:subscribe", { channel: "#server-to-user-u1" });
    await a.next("pusher_internal:subscription_succeeded");
    await server.pusher.sendToUser("u1", "note", { n: 1 });
    await a.next("note");
    await b.settle();
    expect(b.frames.filter((f) => f.event === "note")).toEqual([]);
    expect(a.frames.filter((f) => f.event === "note")).toEqual([]);
  });

  it("may watch so many others and no more", async () => {
    const a = await client();
    a.signIn("u1", ["u2", "u3", "u4"]);
    expect((await a.next("pusher:error")).data).toMatchObject({ code: 4302 });
    await a.settle();
  });
});

describe("channels that need a user", () => {
  it("are refused to a socket that does not sign in", async () => {
    const a = await client();
    a.subscribe("private-t.1.all");
    expect((await a.next("pusher:subscription_error")).data).toMatchObject({
      type: "AuthError",
      status: 4009,
    });
    expect(server.hub.stats().channels).toBe(0);
  });

  it("are given to one that signs in a moment later, as pusher-js may", async () => {
    const a = await client();
    a.subscribe("private-t.1.all");
    a.signIn("m1");
    await a.next("pusher_internal:subscription_succeeded", "private-t.1.all");
  });

  it("are refused with a signature made for another user", async () => {
    const a = await client();
    a.signIn("m1");
    a.subscribe("private-t.1.all", '{"user_id":"m2"}');
    await a.next("pusher:subscription_error");
    a.subscribe("presence-t.1.thread.5", '{"user_id":"m2"}');
    await a.next("pusher:subscription_error");
    await a.enter("presence-t.1.thread.5", "m1");
  });

  it("are lost at once when the user is terminated, with nothing sent after", async () => {
    const [a, b] = [await client(), await client()];
    for (const each of [a, b]) {
      each.signIn(each === a ? "m1" : "m2");
      await each.enter("private-t.1.all");
    }
    const ended = server.hub.terminateUser("m1");
    server.hub.publish([{ rooms: ["private-t.1.all"], event: "secret", data: {} }]);
    await ended;
    await b.next("secret");
    expect(await a.closed).toMatchObject({ code: 4009 });
    expect(a.frames.filter((f) => f.event === "secret")).toEqual([]);
  });

  it("stay closed to a socket that kept its signatures back until after the termination", async () => {
    const a = await client();
    await server.hub.terminateUser("m1");
    a.signIn("m1");
    expect((await a.closed).code).toBe(4009);
    await until("the next millisecond", () => true);
    const again = await client();
    again.signIn("m1");
    await again.next("pusher:signin_success");
  });
});
