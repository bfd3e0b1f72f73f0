import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ReadMessagesAnswer, VisitorMessage } from "../../server/rest/widget/contract";
import { seeded } from "../testing/random";
import { createFeed } from "./feed";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A conversation on the server; numbers that are missing belong to notes. */
function conversation(...seqs: number[]) {
  let fails = false;
  const reads: number[] = [];
  const messages = seqs.map(message);
  const read = async (after: number, limit: number): Promise<ReadMessagesAnswer> => {
    reads.push(after);
    if (fails) throw new Error("lost");
    const items = messages.filter((m) => m.seq > after);
    return {
      items: items.slice(0, limit),
      lastSeq: items.at(-1)?.seq ?? after,
      version: 0,
      hasMore: items.length > limit,
    };
  };
  const arrived: number[] = [];
  const feed = createFeed({
    read,
    onChange: (news) => arrived.push(...news.map((m) => m.seq)),
    onMoved: async () => {},
  });
  const adopt = (own: boolean) =>
    feed.adopt(
      {
        id: "c1",
        version: 0,
        status: "open",
        lastSeq: messages.at(-1)?.seq ?? 0,
        seenSeq: 0,
        teamSeenSeq: 0,
        unread: 0,
      },
      own,
    );
  return {
    feed,
    reads,
    messages,
    arrived,
    adopt,
    add: (seq: number) => messages.push(message(seq)),
    failing: (now: boolean) => {
      fails = now;
    },
    held: () => feed.thread().items.map((m) => m.seq),
  };
}

function message(seq: number): VisitorMessage {
  return {
    id: `m${seq}`,
    seq,
    from: "team",
    author: "Tom",
    clientId: null,
    content: `${seq}`,
    attachments: [],
    createdAt: "2026-11-20T11:00:00Z",
  };
}

describe("the feed", () => {
  it("takes an event that follows what it holds, without asking", async () => {
    const { feed, adopt, reads, held } = conversation(1, 2);
    adopt(false);
    feed.receive(message(5), 2);
    await vi.runAllTimersAsync();
    expect(held()).toEqual([5]);
    expect(feed.thread().cursor).toBe(5);
    expect(reads).toEqual([]);
  });

  it("asks when the event before was lost, and holds both in order", async () => {
    const { feed, adopt, add, held, arrived } = conversation(1, 2);
    adopt(false);
    add(4);
    add(7);
    feed.receive(message(7), 4);
    await vi.runAllTimersAsync();
    expect(held()).toEqual([4, 7]);
    expect(feed.thread().cursor).toBe(7);
    expect(arrived.sort()).toEqual([4, 7]);
  });

  it("puts a message that was deleted in the old one's place; one that was never fetched stays away", async () => {
    const { feed, adopt, held, arrived } = conversation(1, 2);
    adopt(false);
    feed.receive(message(3), 2);
    feed.receive({ ...message(3), content: "", isDeleted: true }, 2);
    feed.receive({ ...message(1), content: "", isDeleted: true }, 0);
    expect(held()).toEqual([3]);
    expect(feed.thread().items[0]).toMatchObject({ content: "", isDeleted: true });
    expect(arrived).toEqual([3]);
  });

  it("takes no event twice", async () => {
    const { feed, adopt, held, arrived } = conversation(1);
    adopt(false);
    for (let i = 0; i < 3; i++) feed.receive(message(2), 1);
    expect(held()).toEqual([2]);
    expect(arrived).toEqual([2]);
  });

  it("asks what stands before an own message when no event says so", async () => {
    const { feed, adopt, add, held } = conversation(1);
    adopt(false);
    add(2);
    add(3);
    feed.own(message(3));
    expect(held()).toEqual([3]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(held()).toEqual([2, 3]);
  });

  it("asks again until it is answered", async () => {
    const { feed, adopt, add, failing, held, reads } = conversation(1);
    adopt(false);
    add(2);
    failing(true);
    feed.pull();
    await vi.advanceTimersByTimeAsync(100_000);
    expect(held()).toEqual([]);
    expect(reads.length).toBeGreaterThan(3);
    failing(false);
    await vi.runAllTimersAsync();
    expect(held()).toEqual([2]);
  });

  it("reads on while there is more", async () => {
    const { adopt, held, messages } = conversation(...Array.from({ length: 350 }, (_, i) => i + 1));
    adopt(true);
    await vi.runAllTimersAsync();
    expect(held()).toEqual(messages.map((m) => m.seq));
  });

  it("fills the thread downwards past a long run of notes, and stops at the beginning", async () => {
    const { feed, adopt, held } = conversation(3, 4, 900, 901);
    adopt(false);
    await feed.earlier();
    expect(held()).toEqual([3, 4, 900, 901]);
    expect(feed.thread().floor).toBe(0);
  });

  it("never announces what was only fetched from below", async () => {
    const { feed, adopt, arrived } = conversation(1, 2, 3);
    adopt(false);
    await feed.earlier();
    expect(arrived).toEqual([]);
  });

  it("holds every message once and in order, however the socket loses, repeats and shuffles", async () => {
    for (let seed = 0; seed < 100; seed++) {
      const random = seeded(seed);
      const { feed, adopt, add, messages, failing, held } = conversation(1, 2, 5);
      adopt(random() < 0.5);
      const events: [VisitorMessage, number][] = [];
      for (let step = 0; step < 60; step++) {
        const dice = random();
        if (dice < 0.5) {
          const prev = messages.at(-1)!.seq;
          add(prev + 1 + Math.floor(random() * 3));
          const event: [VisitorMessage, number] = [messages.at(-1)!, prev];
          if (random() < 0.7) events.push(event);
          if (random() < 0.3) events.unshift(event);
        } else if (dice < 0.8 && events.length) {
          feed.receive(...events.splice(Math.floor(random() * events.length), 1)[0]!);
        } else if (dice < 0.9) failing(random() < 0.5);
        else await vi.advanceTimersByTimeAsync(random() * 3000);
      }
      failing(false);
      feed.pull();
      await vi.runAllTimersAsync();
      const { floor } = feed.thread();
      expect(held(), `seed ${seed}`).toEqual(messages.map((m) => m.seq).filter((seq) => seq > floor));
    }
  });
});
