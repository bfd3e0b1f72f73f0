import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { browser } from "../testing/chat-browser";
import { CALM, STORM } from "../testing/fake-server";

const realFetch = globalThis.fetch;
const realSocket = globalThis.WebSocket;

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  globalThis.fetch = realFetch;
  globalThis.WebSocket = realSocket;
});

describe("the chat", () => {
  it("stores nothing before the visitor has written", async () => {
    const { openTab, storage, server } = browser(1);
    openTab();
    await pass(60_000);
    expect(storage.map.size).toBe(0);
    expect(server.sockets.size).toBe(0);
    expect(server.requests).toEqual(["POST session"]);
  });

  it("keeps only the handle once the first message is out, and then has a socket", async () => {
    const { openTab, storage, server, write } = browser(2);
    const tab = openTab();
    write(tab, "Hello there");
    expect(tab.state().queue).toHaveLength(1);
    await pass(5000);
    expect(tab.state().queue).toEqual([]);
    expect(Object.keys(JSON.parse(storage.map.get("parley:demo")!))).toEqual(["handle", "colour", "look"]);
    expect(storage.map.size).toBe(1);
    expect(server.sockets.size).toBe(1);
    expect(tab.state().thread.items.map((m) => m.content)).toEqual(["Hello there", "Hello"]);
  });

  it("queues while there is no network and sends in order once it is back", async () => {
    const { openTab, server, write } = browser(3);
    const tab = openTab();
    write(tab, "one");
    await pass(3000);
    server.isDown = true;
    server.cutSockets();
    tab.offline();
    for (const text of ["two", "three", "four"]) write(tab, text);
    await pass(60_000);
    expect(tab.state().isOffline).toBe(true);
    expect(tab.state().queue.map((item) => item.content)).toEqual(["two", "three", "four"]);
    server.isDown = false;
    tab.wake();
    await pass(3000);
    expect(tab.state().queue).toEqual([]);
    const own = server.visible.filter((m) => m.from === "visitor").map((m) => m.content);
    expect(own).toEqual(["one", "two", "three", "four"]);
  });

  it("sends what was left behind by a page that was closed", async () => {
    const { openTab, server, write, kill } = browser(4);
    const first = openTab();
    server.isDown = true;
    write(first, "left behind");
    await pass(100);
    kill(first);
    server.isDown = false;
    openTab();
    await pass(3000);
    expect(server.visible[0]?.content).toBe("left behind");
  });

  it("gets a new token when the old one is refused, without the visitor noticing", async () => {
    const { openTab, server, write } = browser(5);
    const tab = openTab();
    write(tab, "one");
    await pass(3000);
    server.expireTokens();
    write(tab, "two");
    await pass(3000);
    expect(tab.state().queue).toEqual([]);
    expect(server.visible.map((m) => m.content)).toContain("two");
  });

  it("begins anew under another handle when its own has become worthless, and sends what waited", async () => {
    const { openTab, server, storage, write } = browser(11);
    const tab = openTab();
    write(tab, "one");
    await pass(3000);
    const before = tab.handle();
    server.revoke();
    write(tab, "two");
    await pass(20_000);
    expect(tab.state().thread.items.map((m) => m.content)).toEqual(["two", "Hello"]);
    expect(tab.handle()).not.toBe(before);
    expect(JSON.parse(storage.map.get("parley:demo")!)).toMatchObject({ handle: tab.handle() });
  });

  it("brings the conversation to a tab that was open before it began", async () => {
    const { openTab, server, write } = browser(8);
    const [one, two] = [openTab(), openTab()];
    await pass(1000);
    write(one, "hello");
    await pass(3000);
    expect(two.state().thread.items).toEqual(server.visible.filter((m) => m.seq > two.state().thread.floor));
    expect(server.sockets.size).toBe(2);
    write(two, "from the other one");
    await pass(3000);
    expect(one.state().thread.items).toEqual(server.visible);
  });

  it("sends each message from one tab only", async () => {
    const { openTab, server, write } = browser(9);
    const [one, two] = [openTab(), openTab()];
    write(one, "hello");
    await pass(3000);
    server.isDown = true;
    for (const text of ["a", "b", "c"]) write(one, text);
    for (const text of ["d", "e", "f"]) write(two, text);
    await pass(100);
    server.isDown = false;
    server.requests = [];
    one.wake();
    two.wake();
    await pass(10_000);
    expect(server.requests.filter((request) => request === "POST messages")).toHaveLength(6);
    expect(server.visible.slice(2).map((m) => m.content)).toEqual(["a", "b", "c", "d", "e", "f"]);
  });

  it("shows the conversation as it stands after a merge and a split, also when it was not told", async () => {
    const { openTab, server, write } = browser(10);
    const tab = openTab();
    const said = () => tab.state().thread.items.map((m) => m.content);
    write(tab, "one");
    await pass(3000);
    server.moves(["from before", "one", "Hello"], "c2");
    await pass(3000);
    expect(said()).toEqual(["from before", "one", "Hello"]);
    server.weather = { ...CALM, eventLost: 1 };
    server.moves(["one", "Hello"]);
    server.cutSockets();
    await pass(10_000);
    expect(said()).toEqual(["one", "Hello"]);
    server.weather = CALM;
    write(tab, "two");
    await pass(3000);
    expect(said()).toEqual(["one", "Hello", "two"]);
    expect(tab.state().unread).toBe(0);
  });

  it("counts unread while closed, and none once it has been opened", async () => {
    const { openTab, server, write } = browser(6);
    const tab = openTab();
    write(tab, "one");
    await pass(3000);
    tab.close();
    server.agentWrites("first");
    server.agentWrites("a note", false);
    server.agentWrites("second");
    await pass(3000);
    expect(tab.state().unread).toBe(2);
    tab.open();
    await pass(3000);
    expect(tab.state().unread).toBe(0);
    expect(server.seenSeq).toBe(server.visible.at(-1)!.seq);
  });

  it("tells the page once of a message in another conversation, and not of one that has only changed", async () => {
    const { openTab, server, tabs, write } = browser(11);
    const tab = openTab();
    write(tab, "one");
    await pass(3000);
    const received = () => tabs.get(tab)!.filter((event) => event.startsWith("message:received x"));
    const told = (id: string, from: string, minutes: number) => {
      const createdAt = new Date(Date.now() + minutes * 60_000).toISOString();
      const message = { id, from, createdAt, seq: 1, author: "Tom", content: "Hi", attachments: [] };
      server.publish("message", { conversationId: "elsewhere", prevSeq: 0, message });
    };
    server.elsewhere = [{ id: "elsewhere", at: Date.now() }];
    await tab.refresh();
    await pass(3000);
    told("x-old", "team", -1);
    told("x-mine", "visitor", 1);
    for (let i = 0; i < 2; i++) told("x-new", "team", 1);
    await pass(3000);
    expect(received()).toEqual(["message:received x-new"]);
  });

  it("knows the unread count of somebody who comes back, and loads the history only when it is opened", async () => {
    const { openTab, server, write, kill, storage } = browser(7);
    const before = openTab();
    write(before, "one");
    await pass(3000);
    kill(before);
    for (let i = 0; i < 250; i++) server.agentWrites(`answer ${i}`, i % 3 > 0);
    const stored = storage.map.get("parley:demo");
    server.requests = [];
    const after = openTab();
    after.close();
    await pass(1000);
    expect(JSON.parse(stored!)).toHaveProperty("handle");
    expect(after.state().unread).toBe(
      server.visible.filter((m) => m.from === "team" && m.seq > server.seenSeq).length,
    );
    after.open();
    await pass(3000);
    while (after.state().thread.floor > 0) {
      after.earlier();
      await pass(1000);
    }
    expect(after.state().thread.items).toEqual(server.visible);
  });

  it("shows what the server has, once and in order, whatever the network does to two tabs", async () => {
    for (let seed = 100; seed < 120; seed++) {
      const { random, server, tabs, written, openTab, write, kill } = browser(seed);
      const pick = () => [...tabs.keys()][Math.floor(random() * tabs.size)]!;
      openTab();
      openTab();
      server.weather = STORM;
      for (let step = 0; step < 120; step++) {
        const dice = random();
        if (dice < 0.3) write(pick(), `visitor ${step}`);
        else if (dice < 0.55) server.agentWrites(`team ${step}`);
        else if (dice < 0.65) server.agentWrites(`note ${step}`, false);
        else if (dice < 0.7) server.cutSockets([1006, 4100, 4200][Math.floor(random() * 3)]);
        else if (dice < 0.73) server.expireTokens();
        else if (dice < 0.76) kill(pick());
        else if (dice < 0.8) server.isDown = !server.isDown;
        if (tabs.size < 2) openTab();
        await pass(random() * 1500);
      }
      server.weather = CALM;
      server.isDown = false;
      for (const tab of tabs.keys()) tab.wake();
      await pass(180_000);

      const own = server.visible.filter((m) => m.from === "visitor").map((m) => m.content);
      expect(own, `seed ${seed}: each once, in the order of writing`).toEqual(written);
      for (const [tab, events] of tabs) {
        const { thread, queue, unread } = tab.state();
        expect(queue, `seed ${seed}`).toEqual([]);
        expect(thread.items, `seed ${seed}`).toEqual(server.visible.filter((m) => m.seq > thread.floor));
        expect(unread, `seed ${seed}`).toBe(0);
        const received = events.filter((event) => event.startsWith("message:received"));
        expect(new Set(received).size, `seed ${seed}: announced once`).toBe(received.length);
      }
      const theirs = server.visible.filter((m) => m.from === "team");
      expect(server.seenSeq, `seed ${seed}`).toBeGreaterThanOrEqual(theirs.at(-1)?.seq ?? 0);
      for (const tab of [...tabs.keys()]) kill(tab);
      await pass(60_000);
      expect(vi.getTimerCount(), `seed ${seed}: no timer is left`).toBe(0);
    }
  }, 60_000);
});
