import { describe, expect, it } from "vitest";
import { fixture } from "./testing/fixture";
import { hubPerTest } from "./testing/hub-per-test";

const { server, client } = hubPerTest();

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
    await server().pusher.sendToUser("u1", "note", { n: 1 });
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
    expect(server().hub.stats().channels).toBe(0);
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
    const ended = server().hub.terminateUser("m1");
    server().hub.publish([{ rooms: ["private-t.1.all"], event: "secret", data: {} }]);
    await ended;
    await b.next("secret");
    expect(await a.closed).toMatchObject({ code: 4009 });
    expect(a.frames.filter((f) => f.event === "secret")).toEqual([]);
  });

  it("stay closed to a socket that kept its signatures back until after the termination", async () => {
    const a = await client();
    await server().hub.terminateUser("m1");
    a.signIn("m1");
    expect((await a.closed).code).toBe(4009);
    const again = await client();
    again.signIn("m1");
    await again.next("pusher:signin_success");
  });
});
