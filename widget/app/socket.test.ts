import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { FakeSocket } from "../testing/fake-socket";
import { seeded } from "../testing/random";
import { createSocket, type Link } from "./socket";

const realSocket = globalThis.WebSocket;

beforeEach(() => {
  vi.useFakeTimers();
  FakeSocket.all = [];
  globalThis.WebSocket = FakeSocket as unknown as typeof WebSocket;
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  globalThis.WebSocket = realSocket;
});

function start(authorize: () => Promise<string> = async () => "key:signature") {
  const links: Link[] = [];
  const events: [string, unknown][] = [];
  const socket = createSocket({
    url: "wss://parley.test/app/key",
    channel: "private-v.1",
    authorize,
    onEvent: (event, data) => events.push([event, data]),
    onLink: (link) => links.push(link),
  });
  return { socket, links, events };
}

const newest = () => FakeSocket.all.at(-1)!;
const open = () => FakeSocket.all.filter((socket) => socket.readyState < 2);
const greet = () =>
  newest().deliver("pusher:connection_established", { socket_id: "12.34", activity_timeout: 30 });
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

describe("the socket", () => {
  it("subscribes with what the server signed and passes events on", async () => {
    const { links, events } = start();
    greet();
    await pass(0);
    expect(newest().sent).toEqual([
      { event: "pusher:subscribe", data: { channel: "private-v.1", auth: "key:signature" } },
    ]);
    newest().deliver("message", { seq: 1 });
    newest().deliver("pusher_internal:subscription_count", { subscription_count: 1 });
    expect(events).toEqual([["message", { seq: 1 }]]);
    expect(links).toEqual(["connecting", "up"]);
  });

  it("answers pings, and asks after the silence the server allows", async () => {
    start();
    greet();
    await pass(0);
    newest().deliver("pusher:ping", {});
    expect(newest().sent.at(-1)!.event).toBe("pusher:pong");
    await pass(30_000);
    expect(newest().sent.at(-1)!.event).toBe("pusher:ping");
    expect(open()).toHaveLength(1);
  });

  it("gives up a line that does not answer, and takes another", async () => {
    start();
    greet();
    await pass(0);
    newest().send = () => {};
    await pass(30_000 + 10_000);
    expect(FakeSocket.all[0]!.readyState).toBe(3);
    await pass(1000);
    expect(open()).toHaveLength(1);
  });

  it("gives up a server that never greets", async () => {
    start();
    await pass(16_000);
    expect(FakeSocket.all.length).toBe(2);
  });

  it.each([4000, 4001, 4009, 4099])("stays away after %i", async (code) => {
    const { links, socket } = start();
    newest().cut(code);
    await pass(300_000);
    socket.wake();
    expect(links.at(-1)).toBe("stopped");
    expect(FakeSocket.all).toHaveLength(1);
  });

  it.each([4100, 4199])("waits at least a second after %i", async (code) => {
    vi.spyOn(Math, "random").mockReturnValue(0);
    start();
    newest().cut(code);
    await pass(999);
    expect(FakeSocket.all).toHaveLength(1);
    await pass(1);
    expect(FakeSocket.all).toHaveLength(2);
  });

  it.each([4200, 4201, 4299])("comes back at once after %i, but not over and over", async (code) => {
    vi.spyOn(Math, "random").mockReturnValue(0.5);
    start();
    newest().cut(code);
    await pass(1);
    expect(FakeSocket.all).toHaveLength(2);
    for (let i = 0; i < 5; i++) {
      greet();
      await pass(0);
      newest().cut(code);
      await pass(1);
    }
    expect(FakeSocket.all).toHaveLength(2);
  });

  it("waits longer with every failure, up to half a minute, and any part of that", async () => {
    vi.spyOn(Math, "random").mockReturnValue(0.999);
    start();
    const waits: number[] = [];
    for (let i = 0; i < 8; i++) {
      const before = FakeSocket.all.length;
      newest().cut(1006);
      let waited = 0;
      while (FakeSocket.all.length === before) {
        await pass(100);
        waited += 100;
      }
      waits.push(waited);
    }
    expect(waits).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
  });

  it("tries again when the channel was refused", async () => {
    let refuses = true;
    const { links } = start(async () => {
      if (refuses) throw new Error("no");
      return "key:signature";
    });
    greet();
    await pass(0);
    expect(links.at(-1)).toBe("waiting");
    refuses = false;
    await pass(2000);
    greet();
    await pass(0);
    expect(links.at(-1)).toBe("up");
  });

  it("connects at once when the page wakes up, and leaves the waiting be", async () => {
    vi.spyOn(Math, "random").mockReturnValue(1);
    const { socket } = start();
    newest().cut(1006);
    socket.wake();
    expect(open()).toHaveLength(1);
    await pass(60_000);
    expect(open()).toHaveLength(1);
  });

  it("survives a server that talks nonsense", async () => {
    const error = vi.spyOn(console, "error").mockImplementation(() => {});
    const { links } = start();
    newest().onmessage!({ data: "<html>" });
    newest().deliver("pusher:connection_established", { socket_id: "1.2" });
    await pass(0);
    expect(links.at(-1)).toBe("up");
    expect(error).toHaveBeenCalledOnce();
  });

  it("leaves no timer and no line once it is closed", async () => {
    const { socket, links } = start();
    greet();
    await pass(0);
    const heard = links.length;
    socket.close();
    await pass(100_000);
    expect(open()).toEqual([]);
    expect(links.length).toBe(heard);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("never has two lines, and always comes back, whatever happens to it", async () => {
    for (let seed = 0; seed < 100; seed++) {
      const random = seeded(seed);
      vi.spyOn(Math, "random").mockImplementation(random);
      FakeSocket.all = [];
      const { socket, links } = start(async () => {
        if (random() < 0.3) throw new Error("no");
        return "key:signature";
      });
      for (let step = 0; step < 50; step++) {
        const dice = random();
        if (dice < 0.3) greet();
        else if (dice < 0.5)
          newest().cut([1006, 1000, 4100, 4150, 4200, 4201, 4300][Math.floor(random() * 7)]!);
        else if (dice < 0.6) socket.wake();
        else if (dice < 0.65) socket.drop();
        else await pass(random() * 20_000);
        expect(open().length, `seed ${seed}`).toBeLessThanOrEqual(1);
      }
      for (let i = 0; i < 200 && links.at(-1) !== "up"; i++) {
        greet();
        await pass(1000);
      }
      expect(links.at(-1), `seed ${seed}`).toBe("up");
      socket.close();
      await pass(10);
      expect(vi.getTimerCount(), `seed ${seed}`).toBe(0);
    }
  });
});
