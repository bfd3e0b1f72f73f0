import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createOutbox, type OutboxEntry, type SendResult } from "./outbox";
import { createShelf, newClientId } from "./outbox-shelf";
import { seeded } from "./testing";

function fakeStorage(): Storage {
  const map = new Map<string, string>();
  return {
    get length() {
      return map.size;
    },
    key: (i) => [...map.keys()][i] ?? null,
    getItem: (key) => map.get(key) ?? null,
    setItem: (key, value) => void map.set(key, value),
    removeItem: (key) => void map.delete(key),
    clear: () => map.clear(),
  };
}

/** A server that stores each client id once, and whose answers may get lost on the way back. */
function makeServer(random: () => number, trouble: { lost: number; lostAnswer: number }) {
  const stored: OutboxEntry[] = [];
  return {
    stored,
    async send(entry: OutboxEntry): Promise<SendResult> {
      await Promise.resolve();
      if (random() < trouble.lost) return { kind: "later" };
      if (!stored.some((e) => e.clientId === entry.clientId)) stored.push(entry);
      if (random() < trouble.lostAnswer) throw new TypeError("Failed to fetch");
      return { kind: "sent" };
    },
  };
}

function makeTab(storage: Storage, send: (entry: OutboxEntry) => Promise<SendResult>) {
  return createOutbox({
    shelf: createShelf("tenant", "member", storage),
    send,
    newClientId: () => newClientId(),
    now: Date.now,
    onChange: () => {},
  });
}

const text = (conversationId: string, content: string) => ({
  conversationId,
  content,
  kind: "outgoing" as const,
  files: [],
});

describe("the outbox", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    "sends each message once and in order, whatever requests and answers get lost (seed %i)",
    async (seed) => {
      const random = seeded(seed);
      const server = makeServer(random, { lost: 0.4, lostAnswer: 0.3 });
      const outbox = makeTab(fakeStorage(), server.send);
      outbox.lead();
      for (let i = 0; i < 30; i++) outbox.add(text(`c${i % 3}`, String(i)));
      await vi.advanceTimersByTimeAsync(1_800_000);
      expect(outbox.entries()).toEqual([]);
      for (const c of [0, 1, 2]) {
        const sent = server.stored.filter((e) => e.conversationId === `c${c}`).map((e) => Number(e.content));
        expect(sent).toEqual(Array.from({ length: 10 }, (_, i) => i * 3 + c));
      }
    },
  );

  it("survives the tab: the next one sends what was left, in order", async () => {
    const storage = fakeStorage();
    const first = makeTab(storage, async () => ({ kind: "later" }));
    first.lead();
    for (const content of ["one", "two", "three"]) first.add(text("a", content));
    await vi.advanceTimersByTimeAsync(10);
    first.rest();

    const server = makeServer(() => 1, { lost: 0, lostAnswer: 0 });
    const second = makeTab(storage, server.send);
    expect(second.entries().map((e) => e.content)).toEqual(["one", "two", "three"]);
    second.lead();
    await vi.advanceTimersByTimeAsync(10);
    expect(server.stored.map((e) => e.content)).toEqual(["one", "two", "three"]);
    expect(storage.length).toBe(0);
  });

  it("leaves the sending to the tab that leads", async () => {
    const storage = fakeStorage();
    const server = makeServer(() => 1, { lost: 0, lostAnswer: 0 });
    const leader = makeTab(storage, server.send);
    const other = makeTab(storage, server.send);
    leader.lead();
    other.add(text("a", "from the other tab"));
    await vi.advanceTimersByTimeAsync(10);
    expect(server.stored).toEqual([]);
    leader.reread();
    await vi.advanceTimersByTimeAsync(10);
    other.reread();
    expect(server.stored).toHaveLength(1);
    expect(other.entries()).toEqual([]);
  });

  it("says why a message was refused, does not hold up the next, and sends it again when asked", async () => {
    let isForbidden = true;
    const sent: string[] = [];
    const outbox = makeTab(fakeStorage(), async (entry) => {
      if (entry.content === "one" && isForbidden) return { kind: "refused", reason: "You may not." };
      sent.push(entry.content);
      return { kind: "sent" };
    });
    outbox.lead();
    const one = outbox.add(text("a", "one"));
    outbox.add(text("a", "two"));
    await vi.advanceTimersByTimeAsync(10);
    expect(sent).toEqual(["two"]);
    expect(outbox.entries()).toMatchObject([{ state: "failed", reason: "You may not." }]);
    isForbidden = false;
    outbox.retry(one.clientId);
    await vi.advanceTimersByTimeAsync(10);
    expect(sent).toEqual(["two", "one"]);
    expect(outbox.entries()).toEqual([]);
  });

  it("tries at once when the connection is back", async () => {
    let isOnline = false;
    const outbox = makeTab(fakeStorage(), async () => ({ kind: isOnline ? "sent" : "later" }));
    outbox.lead();
    outbox.add(text("a", "one"));
    await vi.advanceTimersByTimeAsync(9_000);
    expect(outbox.entries()).toHaveLength(1);
    isOnline = true;
    outbox.wake();
    await vi.advanceTimersByTimeAsync(5);
    expect(outbox.entries()).toEqual([]);
  });

  it("keeps messages in memory where storage is full", () => {
    const full = {
      ...fakeStorage(),
      length: 0,
      setItem: () => {
        throw new Error("QuotaExceededError");
      },
    };
    const outbox = makeTab(full as Storage, async () => ({ kind: "later" }));
    outbox.add(text("a", "one"));
    outbox.reread();
    expect(outbox.entries()).toHaveLength(1);
  });
});

describe("a client id", () => {
  it("sorts as it was made and has the form the server takes", () => {
    const ids = Array.from({ length: 500 }, (_, i) => newClientId(1_763_600_000_000 + Math.floor(i / 50)));
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(500);
    for (const id of ids) expect(id).toMatch(/^[A-Za-z0-9_-]{8,64}$/);
  });
});
