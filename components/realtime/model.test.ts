import { describe, expect, it } from "vitest";
import type { ListedConversation, LiveChange, SyncAnswer } from "../../server/modules/conversations/schema";
import type { MessageDto } from "../../server/modules/messages/schema";
import { applyAnswer, applyChange } from "./apply";
import { createCatchUp } from "./catch-up";
import { NO_COUNTS } from "./counting";
import { applyConversation, applyRead, createModel, letGo, type Model, setOverlay, unreadOf } from "./model";
import { listedOf, messageOf, seeded, shuffled, summaryOf } from "./testing";
import { addMessages, addNewestPage, createThread, hasOlder } from "./thread";
import { listView } from "./views";

const ME = "me";
const fresh = () => createModel(ME, NO_COUNTS);

/** A small server: conversations change, every change goes to a feed, and out as a live event that may get lost. */
function makeServer(random: () => number) {
  const conversations = new Map<string, ListedConversation>();
  const messages = new Map<string, MessageDto>();
  const feed: { conversationId: string; messageId: string | null }[] = [];
  const live: LiveChange[] = [];
  const hidden = new Set<string>();
  const people = [ME, "tom", null];

  function tell(id: string, type: string, message: MessageDto | null) {
    feed.push({ conversationId: id, messageId: message?.id ?? null });
    const { myRead: _, ...conversation } = conversations.get(id)!;
    live.push({ id: `event-${feed.length}`, type, conversation, message });
  }
  function step() {
    const id = `c${Math.floor(random() * 5)}`;
    const now = conversations.get(id) ?? listedOf(id, { version: 0, assigneeId: ME });
    const version = now.version + 1;
    const chance = random();
    if (chance < 0.6 || now.lastSeq === 0) {
      const seq = now.lastSeq + 1;
      const message = messageOf(id, seq, { version: 1 });
      messages.set(message.id, message);
      const lastMessageAt = new Date(Date.UTC(2026, 10, 20) + feed.length * 1000).toISOString();
      conversations.set(id, {
        ...now,
        version,
        lastSeq: seq,
        incomingCount: now.incomingCount + 1,
        lastMessageAt,
      });
      tell(id, "message.created", message);
    } else if (chance < 0.75) {
      const seq = 1 + Math.floor(random() * now.lastSeq);
      const old = messages.get(`${id}-${seq}`)!;
      const message = { ...old, status: "read" as const, version: old.version + 1 };
      messages.set(message.id, message);
      conversations.set(id, { ...now, version });
      tell(id, "message.updated", message);
    } else if (chance < 0.9) {
      const assigneeId = people[Math.floor(random() * people.length)]!;
      conversations.set(id, { ...now, version, assigneeId });
      tell(id, "conversation.assigned", null);
    } else if (chance < 0.95) {
      conversations.set(id, { ...now, version, status: now.status === "open" ? "resolved" : "open" });
      tell(id, "conversation.status_changed", null);
    } else {
      conversations.set(id, { ...now, version });
      if (!hidden.delete(id)) hidden.add(id);
      tell(id, "member.access_changed", null);
    }
  }
  function since(cursor: string | null): SyncAnswer {
    const from = Number(cursor ?? feed.length);
    const page = feed.slice(from, from + 7);
    const ids = [...new Set(page.map((e) => e.conversationId))];
    const seen = (id: string) => !hidden.has(id);
    return {
      cursor: String(from + page.length),
      reset: false,
      more: from + page.length < feed.length,
      changes: page.length,
      conversations: ids.filter(seen).map((id) => conversations.get(id)!),
      gone: ids.filter((id) => !seen(id)),
      messages: page.flatMap((e) =>
        e.messageId && seen(e.conversationId) ? [messages.get(e.messageId)!] : [],
      ),
    };
  }
  return { conversations, messages, hidden, live, step, since };
}

function dump(model: Model) {
  const threads = [...model.threads].map(([id, t]) => [id, t.items.map((m) => [m.seq, m.version, m.status])]);
  return {
    conversations: Object.fromEntries([...model.shown].sort(([a], [b]) => (a < b ? -1 : 1))),
    threads: Object.fromEntries(threads.sort(([a], [b]) => ((a as string) < (b as string) ? -1 : 1))),
  };
}

describe("what the browser knows", () => {
  it.each(Array.from({ length: 60 }, (_, seed) => seed))(
    "is what the server holds after any loss, repetition and disorder of live events, once it has caught up (seed %i)",
    async (seed) => {
      const random = seeded(seed + 1);
      const server = makeServer(random);
      for (let i = 0; i < 20; i++) server.step();

      const model = fresh();
      let cursor = server.since(null).cursor;
      for (const [id, conversation] of server.conversations) {
        if (server.hidden.has(id)) continue;
        applyConversation(model, conversation);
        const thread = createThread();
        model.threads.set(id, thread);
        const all = [...server.messages.values()].filter((m) => m.conversationId === id);
        addNewestPage(
          thread,
          all.sort((a, b) => a.seq - b.seq),
        );
      }
      const catchUp = createCatchUp({
        start: () => cursor,
        ask: async (at) => server.since(at),
        apply: (answer) => {
          applyAnswer(model, answer);
          cursor = answer.cursor;
        },
        reload: async () => {},
      });

      for (let round = 0; round < 4; round++) {
        const from = server.live.length;
        for (let i = 0; i < 15; i++) server.step();
        const arrived = server.live
          .slice(from)
          .filter((change) => random() > 0.3 && !server.hidden.has(change.conversation.id))
          .flatMap((change) => (random() > 0.7 ? [change, change] : [change]));
        for (const change of shuffled(arrived, random)) applyChange(model, change);
        await catchUp.run();
        // Late echoes of what has been caught up with change nothing.
        for (const change of shuffled(arrived, random).slice(0, 5)) applyChange(model, change);
        await catchUp.run();

        for (const [id, conversation] of server.conversations) {
          const { myRead: _, ...summary } = conversation;
          if (!server.hidden.has(id)) expect(model.shown.get(id)).toEqual(summary);
        }
        for (const [id, thread] of model.threads) {
          const last = server.conversations.get(id)!.lastSeq;
          const held = thread.items.map((m) => m.seq);
          expect(held).toEqual(Array.from({ length: last - thread.from + 1 }, (_, i) => thread.from + i));
          for (const item of thread.items) expect(item).toEqual(server.messages.get(item.id));
        }
      }
    },
  );

  it("comes out the same in whatever order the same facts arrive", () => {
    const facts = [
      ...[3, 1, 2].map((version) =>
        summaryOf("a", { version, lastSeq: version, assigneeId: version === 2 ? ME : null }),
      ),
      ...[2, 1].map((version) => summaryOf("b", { version, status: version === 2 ? "resolved" : "open" })),
    ];
    const results = Array.from({ length: 30 }, (_, seed) => {
      const model = fresh();
      for (const fact of shuffled([...facts, ...facts], seeded(seed))) applyConversation(model, fact);
      return JSON.stringify(dump(model));
    });
    expect(new Set(results).size).toBe(1);
  });

  it("does not bring back a conversation by an echo from before it was let go", () => {
    const model = fresh();
    applyConversation(model, summaryOf("a", { version: 4 }));
    const askedAt = model.revision;
    letGo(model, "a");
    expect(applyConversation(model, summaryOf("a", { version: 4 }))).toBe(false);
    expect(applyConversation(model, summaryOf("a", { version: 9 }), askedAt)).toBe(false);
    expect(applyConversation(model, summaryOf("a", { version: 5 }))).toBe(true);
  });

  it("lets reading only go forward", () => {
    const model = fresh();
    applyConversation(
      model,
      listedOf("a", { incomingCount: 5, myRead: { seq: 6, incoming: 4, version: 2 } }),
    );
    applyRead(model, "a", { seq: 3, incoming: 2, version: 1 });
    expect(unreadOf(model.shown.get("a")!, model.reads.get("a"))).toBe(1);
    applyRead(model, "a", { seq: 7, incoming: 5, version: 2 });
    expect(unreadOf(model.shown.get("a")!, model.reads.get("a"))).toBe(0);
  });

  it("shows an act of ours at once, moves the counts with it, and takes both back when it is refused", () => {
    const model = createModel(ME, { ...NO_COUNTS, mine: 3, unassigned: 2, all: 9, inbox: { inbox: 5 } });
    applyConversation(model, summaryOf("a", { version: 1 }));
    setOverlay(model, "a", { assigneeId: ME });
    expect(model.counts).toMatchObject({ mine: 4, unassigned: 1, all: 9, inbox: { inbox: 5 } });
    setOverlay(model, "a", { status: "resolved" });
    expect(model.counts).toMatchObject({ mine: 3, unassigned: 1, all: 8, inbox: { inbox: 4 } });
    setOverlay(model, "a", null);
    expect(model.counts).toMatchObject({ mine: 3, unassigned: 2, all: 9, inbox: { inbox: 5 } });
    expect(model.shown.get("a")).toMatchObject({ assigneeId: null, status: "open" });
  });
});

describe("a thread", () => {
  it("shows nothing past a hole until the hole is filled", () => {
    const thread = createThread();
    addNewestPage(
      thread,
      [5, 6].map((seq) => messageOf("a", seq)),
    );
    addMessages(thread, [messageOf("a", 8)]);
    expect(thread.items.map((m) => m.seq)).toEqual([5, 6]);
    addMessages(thread, [messageOf("a", 7)]);
    expect(thread.items.map((m) => m.seq)).toEqual([5, 6, 7, 8]);
    expect(hasOlder(thread)).toBe(true);
    addMessages(
      thread,
      [1, 2, 3, 4].map((seq) => messageOf("a", seq)),
    );
    expect(hasOlder(thread)).toBe(false);
    expect(thread.items).toHaveLength(8);
  });

  it("keeps what the socket told while its first page was under way, and the newer version of both", () => {
    const thread = createThread();
    addMessages(thread, [messageOf("a", 3, { version: 2, status: "read" })]);
    expect(thread.items).toEqual([]);
    addNewestPage(
      thread,
      [1, 2, 3].map((seq) => messageOf("a", seq)),
    );
    expect(thread.items.map((m) => m.version)).toEqual([1, 1, 2]);
  });
});

describe("a list", () => {
  it("is in the server's order, and stops at what has been loaded", () => {
    const at = (n: number) => `2026-11-20T09:00:0${n}.000Z`;
    const all = [1, 4, 2, 3].map((n) =>
      summaryOf(`c${n}`, { lastMessageAt: at(n), assigneeId: n === 4 ? "tom" : ME }),
    );
    const want = { view: "mine", of: null, status: "open", sort: "newest", filter: null } as const;
    const given = { want, memberId: ME, boundary: null, members: null, unread: () => false };
    expect(listView(all, given).map((c) => c.id)).toEqual(["c3", "c2", "c1"]);
    const boundary = { segment: 0, key: at(2), id: "c2" };
    expect(listView(all, { ...given, boundary }).map((c) => c.id)).toEqual(["c3", "c2"]);
    expect(listView(all, { ...given, want: { ...want, view: "all" } })[0]?.id).toBe("c4");
    expect(listView(all, { ...given, members: new Set(["c4"]) }).map((c) => c.id)).toEqual(["c4"]);
  });
});
