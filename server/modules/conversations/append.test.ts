import { beforeAll, describe, expect, it } from "vitest";
import {
  makeContact,
  makeConversation,
  makeInbox,
  makeMember,
  makeTenant,
} from "../../../prisma/seed/factories";
import { newId, type TenantId } from "../../core/ids";
import type { Db } from "../../infra/db";
import { testDatabase } from "../../testing/database";
import { type Appended, appendAll, type NewMessage } from "./append";
import { MessageBatcher } from "./batcher";

let db: Db;
let tenantId: TenantId;
let inboxId: string;
let memberId: string;

beforeAll(async () => {
  ({ db } = await testDatabase());
  tenantId = (await makeTenant(db)).id;
  inboxId = (await makeInbox(db, { tenantId })).id;
  memberId = (await makeMember(db, { tenantId, role: "agent" })).id;
});

async function conversation(): Promise<string> {
  const contact = await makeContact(db, { tenantId });
  return (await makeConversation(db, { tenantId, inboxId, contactId: contact.id })).id;
}

function incoming(conversationId: string, given: Partial<NewMessage> = {}): NewMessage {
  return {
    tenantId,
    conversationId,
    identityId: null,
    kind: "incoming",
    author: { kind: "contact", id: null },
    clientId: `v:${newId()}`,
    content: "Do you have the oat mugs?",
    attachments: [],
    status: "sent",
    traceId: "trace-1",
    ...given,
  };
}

function reply(conversationId: string, given: Partial<NewMessage> = {}): NewMessage {
  return incoming(conversationId, {
    kind: "outgoing",
    author: { kind: "member", id: memberId },
    content: "Forty on Tuesday.",
    ...given,
  });
}

const row = (id: string) => db.prisma.conversation.findUniqueOrThrow({ where: { id } });
const seqs = (answers: (Appended | null)[]) => answers.map((a) => a?.message.seq);

describe("appending messages", () => {
  it("counts seq on, in the order given, and keeps what the list shows", async () => {
    const id = await conversation();
    const answers = await appendAll(db.sql, [incoming(id), incoming(id, { content: "Hello?\n\nAnybody" })]);
    expect(seqs(answers)).toEqual([1, 2]);
    expect(answers.map((a) => a!.change.prevVisibleSeq)).toEqual([0, 1]);
    const c = await row(id);
    expect(c).toMatchObject({
      lastSeq: 2,
      lastVisibleSeq: 2,
      incomingCount: 2,
      lastMessagePreview: "Hello? Anybody",
      lastMessageKind: "incoming",
      version: 1,
    });
    expect(c.waitingSince).not.toBeNull();
    expect(answers[1]!.change.row).toMatchObject({ last_seq: 2, version: 1, incoming_count: 2 });
  });

  it("a reply ends the waiting, counts as first reply and as read; a note does neither and stays hidden", async () => {
    const id = await conversation();
    await appendAll(db.sql, [incoming(id)]);
    const [note] = await appendAll(db.sql, [reply(id, { kind: "note", content: "shelf B4" })]);
    expect(note!.change.prevVisibleSeq).toBeUndefined();
    expect(await row(id)).toMatchObject({ firstReplyAt: null, lastVisibleSeq: 1, lastSeq: 2 });
    const [answered] = await appendAll(db.sql, [reply(id)]);
    expect(answered!.change.prevVisibleSeq).toBe(1);
    const c = await row(id);
    expect(c.waitingSince).toBeNull();
    expect(c.firstReplyAt).not.toBeNull();
    const read = await db.prisma.conversationRead.findFirstOrThrow({
      where: { conversationId: id, memberId },
    });
    expect(read).toMatchObject({ lastSeqRead: 3, incomingRead: 1 });
  });

  it("a message of the contact reopens what was resolved or snoozed, and the feed says so", async () => {
    const id = await conversation();
    await db.prisma.conversation.update({ where: { id }, data: { status: "resolved" } });
    await appendAll(db.sql, [reply(id)]);
    expect((await row(id)).status).toBe("resolved");
    await appendAll(db.sql, [incoming(id)]);
    expect((await row(id)).status).toBe("open");
    const events = await db.prisma.event.findMany({
      where: { conversationId: id },
      orderBy: { position: "asc" },
    });
    expect(events.map((e) => e.type).sort()).toEqual([
      "conversation.status_changed",
      "message.created",
      "message.created",
    ]);
  });

  it("stores a client id once, answers its repeat with the first and spends no seq on it", async () => {
    const id = await conversation();
    const once = incoming(id, { clientId: "v:abcdefgh" });
    const [first] = await appendAll(db.sql, [once]);
    const [second, third] = await appendAll(db.sql, [{ ...once, content: "again" }, incoming(id)]);
    expect(second).toMatchObject({
      isNew: false,
      message: { id: first!.message.id, content: once.content, seq: 1 },
    });
    expect(third).toMatchObject({ isNew: true, message: { seq: 2 } });
  });

  it("leaves out an item of another tenant, of no conversation and of another visitor, and stores the rest", async () => {
    const id = await conversation();
    const other = (await makeTenant(db)).id;
    const answers = await appendAll(db.sql, [
      incoming(id, { tenantId: other }),
      incoming(newId()),
      incoming(id, { identityId: newId() }),
      incoming(id),
    ]);
    expect(seqs(answers)).toEqual([undefined, undefined, undefined, 1]);
    expect(await db.prisma.message.count({ where: { conversationId: id } })).toBe(1);
  });
});

describe("the batcher", () => {
  it("stores 400 messages of 20 conversations sent at once by two processes: none lost, none twice, no gap, order kept", async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, conversation));
    const batchers = [new MessageBatcher(db.sql), new MessageBatcher(db.sql)];
    const sends = ids.flatMap((id, c) =>
      Array.from({ length: 20 }, (_, n) => ({
        by: (c + n) % 2,
        item: incoming(id, { content: `${n}`, clientId: `v:client-${n}` }),
      })),
    );
    // Every message goes to both processes, as a retry over another connection would.
    const answers = await Promise.all(
      sends.flatMap(({ by, item }) => [batchers[by]!.append(item), batchers[1 - by]!.append(item)]),
    );
    expect(answers.filter((a) => a?.isNew)).toHaveLength(400);
    for (const id of ids) {
      const stored = await db.prisma.message.findMany({
        where: { conversationId: id },
        orderBy: { seq: "asc" },
      });
      expect(stored.map((m) => m.seq)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
      expect(await row(id)).toMatchObject({ lastSeq: 20, incomingCount: 20 });
    }
  });

  it("keeps the order of one conversation and lets one bad message fail alone", async () => {
    const id = await conversation();
    const batcher = new MessageBatcher(db.sql);
    const bad = incoming(id, { content: "nul \u0000 byte" });
    const results = await Promise.allSettled(
      [incoming(id, { content: "1" }), bad, incoming(id, { content: "2" })].map((m) => batcher.append(m)),
    );
    expect(results.map((r) => r.status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    const stored = await db.prisma.message.findMany({
      where: { conversationId: id },
      orderBy: { seq: "asc" },
    });
    expect(stored.map((m) => m.content)).toEqual(["1", "2"]);
  });
});
