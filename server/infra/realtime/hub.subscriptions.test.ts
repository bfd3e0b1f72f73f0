import { describe, expect, it } from "vitest";
import { authFor } from "./signature";
import { fixture } from "./testing/fixture";
import { hubPerTest } from "./testing/hub-per-test";
import { TEST_APP } from "./testing/hub-server";

const { server, client } = hubPerTest();

describe("subscriptions", () => {
  it.each(["private-a:presence-b", "a b", "", "#users", "#server-to-user-7", "private-ü", "x".repeat(165)])(
    "of a confusing name are refused: %.40j",
    async (channel) => {
      const a = await client();
      a.subscribe(channel);
      await a.next("pusher:subscription_error");
      await a.settle();
      expect(server().hub.stats().channels).toBe(0);
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
    expect(server().hub.stats().channels).toBe(0);
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
    expect(server().hub.stats().channels).toBe(5);
  });
});
