import PusherClient from "pusher-js";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { until } from "../../testing/until";
import { type HubServer, startHubServer, TEST_APP } from "./testing/hub-server";

// The real browser library (in Node, over ws) and the real server library against the hub.

let server: HubServer;
let clients: PusherClient[];

beforeEach(async () => {
  server = await startHubServer({ limits: { countEveryMs: 20 } });
  clients = [];
});
afterEach(async () => {
  for (const client of clients) client.disconnect();
  await server.close();
});

function browser(userId = "agent-7"): PusherClient {
  const { pusher, port } = server;
  const client = new PusherClient(TEST_APP.key, {
    cluster: "local",
    wsHost: "127.0.0.1",
    wsPort: port,
    forceTLS: false,
    enabledTransports: ["ws"],
    disableStats: true,
    channelAuthorization: {
      endpoint: "",
      transport: "ajax",
      customHandler: ({ socketId, channelName }, answer) => {
        const member = { user_id: userId, user_info: { name: `Name of ${userId}` } };
        const isPresence = channelName.startsWith("presence-");
        answer(null, pusher.authorizeChannel(socketId, channelName, isPresence ? member : undefined));
      },
    },
    userAuthentication: {
      endpoint: "",
      transport: "ajax",
      customHandler: ({ socketId }, answer) => {
        const user = { id: userId, user_info: { name: userId }, watchlist: ["agent-8"] };
        answer(null, pusher.authenticateUser(socketId, user));
      },
    },
  });
  clients.push(client);
  return client;
}

type Bindable = { bind(event: string, callback: (data: unknown) => void): unknown };

/** All data of one event, as it comes. */
function heard(on: Bindable, event: string): unknown[] {
  const seen: unknown[] = [];
  on.bind(event, (data) => seen.push(data));
  return seen;
}

async function subscribed(client: PusherClient, name: string) {
  const channel = client.subscribe(name);
  await until(`subscribed to ${name}`, () => channel.subscribed);
  return channel;
}

async function signedIn(client: PusherClient): Promise<void> {
  client.signin();
  await client.user.signinDonePromise;
  await until("signed in", () => client.user.user_data);
}

describe("pusher and pusher-js", () => {
  it("connect, and the socket id is Pusher's", async () => {
    const client = browser();
    await until("connected", () => client.connection.state === "connected");
    expect(client.connection.socket_id).toMatch(/^\d+\.\d+$/);
  });

  it("pass events over public and private channels, in order", async () => {
    const client = browser();
    for (const name of ["orders", "private-orders"]) {
      const seen = heard(await subscribed(client, name), "made");
      for (let id = 1; id <= 20; id++) await server.pusher.trigger(name, "made", { id });
      await until("all twenty", () => seen.length === 20);
      expect(seen).toEqual(Array.from({ length: 20 }, (_, i) => ({ id: i + 1 })));
    }
  });

  it("take a batch, and leave out the sender's socket", async () => {
    const [first, second] = [browser(), browser()];
    const seen = await Promise.all(
      [first, second].map(async (c) => heard(await subscribed(c, "private-a"), "e")),
    );
    const socket_id = first.connection.socket_id;
    await server.pusher.triggerBatch([
      { channel: "private-a", name: "e", data: { n: 1 }, socket_id },
      { channel: "private-a", name: "e", data: { n: 2 } },
    ]);
    await until("the second has both", () => seen[1]!.length === 2);
    expect(seen[0]).toEqual([{ n: 2 }]);
  });

  it("refuse a channel when the endpoint's signature is not ours", async () => {
    const client = browser();
    client.config.channelAuthorizer = (_params, answer) =>
      answer(null, { auth: `${TEST_APP.key}:${"0".repeat(64)}` });
    const channel = client.subscribe("private-secret");
    const errors = heard(channel, "pusher:subscription_error");
    await until("refused", () => errors.length > 0);
    expect(errors[0]).toMatchObject({ type: "AuthError", status: 401 });
    expect(channel.subscribed).toBe(false);
    expect(client.connection.state).toBe("connected");
  });

  it("stop hearing a channel they have left", async () => {
    const client = browser();
    const left = heard(await subscribed(client, "a"), "e");
    const kept = heard(await subscribed(client, "b"), "e");
    client.unsubscribe("a");
    await until("the hub knows", () => server.hub.stats().channels === 1);
    await server.pusher.trigger(["a", "b"], "e", {});
    await until("the other one came", () => kept.length === 1);
    expect(left).toEqual([]);
  });

  it("show who is present, each person once", async () => {
    const seven = await subscribed(browser("agent-7"), "presence-room");
    const added = heard(seven, "pusher:member_added");
    const removed = heard(seven, "pusher:member_removed");
    const tabs = [browser("agent-8"), browser("agent-8")];
    const eight = await subscribed(tabs[0]!, "presence-room");
    await subscribed(tabs[1]!, "presence-room");
    expect((eight as unknown as { members: { count: number; me: unknown } }).members).toMatchObject({
      count: 2,
      me: { id: "agent-8", info: { name: "Name of agent-8" } },
    });
    await until("added", () => added.length === 1);
    tabs[0]!.disconnect();
    await until("one tab is closed", () => server.hub.stats().connections === 2);
    expect(removed).toEqual([]);
    tabs[1]!.disconnect();
    await until("removed", () => removed.length === 1);
    expect(added).toEqual([{ id: "agent-8", info: { name: "Name of agent-8" } }]);
    expect(removed).toEqual([{ id: "agent-8", info: { name: "Name of agent-8" } }]);
  });

  it("pass client events to the others, with who sent them on a presence channel", async () => {
    const [seven, eight] = [browser("agent-7"), browser("agent-8")];
    for (const name of ["private-a", "presence-a"]) {
      const [from, to] = [await subscribed(seven, name), await subscribed(eight, name)];
      const own = heard(from, "client-typing");
      const seen: unknown[] = [];
      to.bind("client-typing", (data: unknown, metadata: { user_id?: string }) =>
        seen.push([data, metadata?.user_id]),
      );
      from.trigger("client-typing", { on: true });
      await until("typed", () => seen.length === 1);
      expect(seen).toEqual([[{ on: true }, name === "presence-a" ? "agent-7" : undefined]]);
      expect(own).toEqual([]);
    }
  });

  it("count subscribers", async () => {
    const channel = await subscribed(browser(), "private-a");
    const counts = heard(channel, "pusher:subscription_count") as { subscription_count: number }[];
    await subscribed(browser(), "private-a");
    await until("two", () => counts.at(-1)?.subscription_count === 2);
  });

  it("replay the last event of a cache channel, or say there is none", async () => {
    const first = browser().subscribe("private-cache-a");
    const [misses, counts] = [heard(first, "pusher:cache_miss"), heard(first, "pusher:subscription_count")];
    await server.pusher.trigger("private-cache-b", "status", { open: false });
    await until("a miss", () => misses.length === 1);
    await server.pusher.trigger("private-cache-a", "status", { open: false });
    await server.pusher.trigger("private-cache-a", "status", { open: true });
    // What the hub and other clients say is nothing to keep.
    await until("counted", () => counts.length === 1);
    first.trigger("client-status", {});
    const seen = heard(browser().subscribe("private-cache-a"), "status");
    await until("the last one", () => seen.length === 1);
    expect(seen).toEqual([{ open: true }]);
  });

  it("carry encrypted channels, which the hub cannot read", async () => {
    const client = browser();
    const seen = heard(await subscribed(client, "private-encrypted-a"), "secret");
    await server.pusher.trigger("private-encrypted-a", "secret", { for: "your eyes" });
    await until("decrypted", () => seen.length === 1);
    expect(seen).toEqual([{ for: "your eyes" }]);
  });

  it("sign a user in, and send to that user alone", async () => {
    const [seven, eight] = [browser("agent-7"), browser("agent-8")];
    await Promise.all([signedIn(seven), signedIn(eight)]);
    const [forSeven, forEight] = [heard(seven.user, "note"), heard(eight.user, "note")];
    await server.pusher.sendToUser("agent-8", "note", { n: 1 });
    await until("eight has it", () => forEight.length === 1);
    expect(forSeven).toEqual([]);
    expect(forEight).toEqual([{ n: 1 }]);
  });

  it("tell when somebody on the watchlist comes and goes", async () => {
    const seven = browser("agent-7");
    const online = heard(seven.user.watchlist, "online");
    const offline = heard(seven.user.watchlist, "offline");
    await signedIn(seven);
    await until("offline at first", () => offline.length === 1);
    const eight = browser("agent-8");
    await signedIn(eight);
    await until("online", () => online.length === 1);
    eight.disconnect();
    await until("offline again", () => offline.length === 2);
    expect(online).toEqual([{ name: "online", user_ids: ["agent-8"] }]);
  });

  it("lose their sockets when the user is terminated, and come back by connect()", async () => {
    const [seven, eight] = [browser("agent-7"), browser("agent-8")];
    await Promise.all([signedIn(seven), signedIn(eight)]);
    const errors = heard(seven.connection, "error") as { data?: { code?: number } }[];
    await server.pusher.terminateUserConnections("agent-7");
    await until("cut off", () => seven.connection.state === "disconnected");
    expect(errors[0]?.data?.code).toBe(4009);
    expect(eight.connection.state).toBe("connected");
    seven.connect();
    await until("back, and signed in", () => seven.user.user_data && seven.connection.state === "connected");
  });

  it("come back by themselves with all their channels when the hub sends them away", async () => {
    const client = browser();
    const seen = heard(await subscribed(client, "private-a"), "e");
    const before = client.connection.socket_id;
    await server.restartHub();
    await until("back in the channel", () => server.hub.stats().channels === 1);
    server.hub.publish([{ rooms: ["private-a"], event: "e", data: { n: 1 } }]);
    await until("heard", () => seen.length === 1);
    expect(client.connection.socket_id).not.toBe(before);
  });

  it("answer channel queries", async () => {
    await subscribed(browser("agent-7"), "presence-a");
    await subscribed(browser("agent-8"), "presence-a");
    await subscribed(browser("agent-8"), "private-b");
    const get = async (path: string, params?: Record<string, string>) =>
      (await server.pusher.get({ path, params })).json();
    expect(await get("/channels", { filter_by_prefix: "presence-", info: "user_count" })).toEqual({
      channels: { "presence-a": { user_count: 2 } },
    });
    expect(await get("/channels")).toEqual({ channels: { "presence-a": {}, "private-b": {} } });
    expect(await get("/channels/presence-a", { info: "user_count,subscription_count" })).toEqual({
      occupied: true,
      user_count: 2,
      subscription_count: 2,
    });
    expect(await get("/channels/empty")).toEqual({ occupied: false });
    expect(await get("/channels/presence-a/users")).toEqual({
      users: [{ id: "agent-7" }, { id: "agent-8" }],
    });
    const answer = await server.pusher.trigger(
      "presence-a",
      "e",
      {},
      { info: "user_count,subscription_count" },
    );
    expect(await answer.json()).toEqual({
      channels: { "presence-a": { user_count: 2, subscription_count: 2 } },
    });
  });
});
