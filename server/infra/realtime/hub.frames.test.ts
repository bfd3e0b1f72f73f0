import { describe, expect, it } from "vitest";
import { until } from "../../testing/until";
import { fixture } from "./testing/fixture";
import { hubPerTest } from "./testing/hub-per-test";

// The wire itself, by hand: what it looks like, and what a client must not get away with.

const { server, client } = hubPerTest();

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
    server().hub.publish([{ rooms: [channel], event: "message.created", data: { id: 1 } }]);
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
    await until("forgotten", () => server().hub.stats().connections === 0);
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
