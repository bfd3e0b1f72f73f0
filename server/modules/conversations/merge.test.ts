import { beforeAll, describe, expect, it } from "vitest";
import {
  type MadeConversation,
  type MadeMember,
  type MadeTeam,
  makeContact,
  makeConversation,
  makeLabel,
  makeMessages,
  makeTeam,
  memberCtx,
} from "../../../prisma/seed/factories";
import { makeIdentity } from "../../../prisma/seed/factories-identities";
import { newId } from "../../core/ids";
import type { Runtime } from "../../infra/runtime";
import { testRuntime } from "../../testing/runtime";
import { appendAndTell } from "../messages/commands";
import { listMessages } from "../messages/queries";
import { actOn } from "./acts";
import { countConversations } from "./counts";
import { mergeConversations } from "./merge";
import { getConversation } from "./queries";
import { setRead } from "./reads";
import { splitConversation } from "./split";
import { undoMove } from "./unmerge";

let rt: Runtime;
let team: MadeTeam;
let owner: MadeMember;
beforeAll(async () => {
  rt = await testRuntime();
  team = await makeTeam(rt.db);
  owner = team.owner;
});

/** Two conversations of one contact, written in by turns: a1 b1 a2 b2 a3. */
async function pair(): Promise<{ a: MadeConversation; b: MadeConversation; identityId: string }> {
  const base = { tenantId: team.tenant.id, inboxId: team.inbox.id };
  const contact = await makeContact(rt.db, { tenantId: base.tenantId });
  const identity = await makeIdentity(rt.db, { ...base, contactId: contact.id });
  const made = () => makeConversation(rt.db, { ...base, contactId: contact.id, identityId: identity.id });
  const [a, b] = [await made(), await made()];
  const at = (minute: number) => new Date(Date.UTC(2026, 10, 20, 9, minute));
  const said = (content: string, minute: number) => ({
    kind: "incoming" as const,
    content,
    createdAt: at(minute),
  });
  await makeMessages(rt.db, a, [said("a1", 1), said("a2", 3), said("a3", 5)]);
  await makeMessages(rt.db, b, [said("b1", 2), said("b2", 4)]);
  for (const { id } of [a, b]) {
    await rt.db.pool.query(
      `update message set created_at = '2026-11-20T09:00:00Z'::timestamptz + (case left(content, 1) when 'a' then 2 * seq - 1 else 2 * seq end) * interval '1 minute'
       where conversation_id = $1`,
      [id],
    );
  }
  return { a, b, identityId: identity.id };
}

async function thread(id: string): Promise<{ words: string[]; seqs: number[] }> {
  const { items } = await listMessages(rt.db.sql, memberCtx(owner), { conversationId: id, limit: 100 });
  return {
    words: items.map((message) => message.content || (message.data?.type ?? "")),
    seqs: items.map(({ seq }) => seq),
  };
}
const now = (id: string) => getConversation(rt.db.sql, memberCtx(owner), id);
const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1);

function write(conversation: MadeConversation, content: string, identityId: string | null = null) {
  return appendAndTell({
    tenantId: conversation.tenantId,
    conversationId: conversation.id,
    identityId,
    kind: "incoming",
    author: { kind: "contact", id: conversation.contactId },
    clientId: `v:${newId()}`,
    content,
    attachments: [],
    status: "sent",
    traceId: "t",
  });
}

describe("a merge", () => {
  it("brings both together in the order of time, with labels and each member's reading, and is taken back whole", async () => {
    const { a, b } = await pair();
    const ctx = memberCtx(owner);
    const label = await makeLabel(rt.db, { tenantId: team.tenant.id });
    await setRead(ctx, { conversationIds: [a.id], isRead: true });
    await actOn(ctx, {
      conversationIds: [a.id],
      act: { type: "labels", add: [label.id], remove: [] },
    });
    const counts = await countConversations(rt.db.sql, ctx);
    const { undoId } = await mergeConversations(ctx, { conversationId: a.id, intoConversationId: b.id });
    const merged = await thread(b.id);
    expect(merged.words).toEqual(["a1", "b1", "a2", "b2", "a3", "labels", "merged"]);
    expect(merged.seqs).toEqual(upTo(7));
    const into = await now(b.id);
    expect(into).toMatchObject({ lastSeq: 7, incomingCount: 5, labelIds: [label.id], threadVersion: 1 });
    expect(into.lastMessage?.preview).toBe("a3");
    expect(into.myRead).toMatchObject({ seq: 1, incoming: 3 });
    expect(await now(a.id)).toMatchObject({ status: "resolved", mergedIntoId: b.id });
    expect((await countConversations(rt.db.sql, ctx)).all).toBe(counts.all - 1);
    expect((await thread(a.id)).words).toEqual(["mergedInto"]);

    await write(b, "b3");
    await undoMove(ctx, { undoId });
    expect((await thread(a.id)).words).toEqual(["a1", "a2", "a3", "labels", "mergedInto", "unmerged"]);
    const back = await thread(b.id);
    expect(back.words).toEqual(["b1", "b2", "merged", "b3", "unmerged"]);
    expect(back.seqs).toEqual(upTo(5));
    expect(await now(a.id)).toMatchObject({ status: "open", mergedIntoId: null, incomingCount: 3 });
    expect(await now(b.id)).toMatchObject({ incomingCount: 3, labelIds: [] });
    expect((await countConversations(rt.db.sql, ctx)).all).toBe(counts.all);
    await expect(undoMove(ctx, { undoId })).rejects.toMatchObject({ code: "not_found" });
  });

  it("takes over what the other does not say of itself, and gives back what nobody changed since", async () => {
    const { a, b } = await pair();
    const ctx = memberCtx(owner);
    const put = (id: string, attributes: object) =>
      rt.db.prisma.conversation.update({ where: { id }, data: { attributes } });
    const read = async (id: string) =>
      (await rt.db.prisma.conversation.findUniqueOrThrow({ where: { id } })).attributes;
    await put(a.id, { carrier: "Royal Mail", order: 7, gift: true });
    await put(b.id, { carrier: "DPD" });
    const { undoId } = await mergeConversations(ctx, { conversationId: a.id, intoConversationId: b.id });
    expect(await read(b.id)).toEqual({ carrier: "DPD", order: 7, gift: true });
    await put(b.id, { carrier: "DPD", order: 8, gift: true });
    await undoMove(ctx, { undoId });
    expect(await read(b.id)).toEqual({ carrier: "DPD", order: 8 });
    expect(await read(a.id)).toEqual({ carrier: "Royal Mail", order: 7, gift: true });
  });

  it("is refused for two contacts, for one's own, and for what a member may not see", async () => {
    const [{ a }, { b }] = [await pair(), await pair()];
    const ctx = memberCtx(owner);
    const merge = (from: string, into: string, who = ctx) =>
      mergeConversations(who, { conversationId: from, intoConversationId: into });
    await expect(merge(a.id, b.id)).rejects.toMatchObject({ code: "conflict" });
    await expect(merge(a.id, a.id)).rejects.toMatchObject({ code: "conflict" });
    const mine = await pair();
    await actOn(ctx, { conversationIds: [mine.b.id], act: { type: "assign", assigneeId: owner.id } });
    await expect(merge(mine.a.id, mine.b.id, memberCtx(team.agents[0]))).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("loses nothing of what is written meanwhile: it is in one thread, once, without a gap", async () => {
    const { a, b, identityId } = await pair();
    const ctx = memberCtx(owner);
    const marks = upTo(30).map((n) => `m${n}`);
    await Promise.all([
      mergeConversations(ctx, { conversationId: a.id, intoConversationId: b.id }),
      ...marks.map((mark, i) => write(i % 2 ? a : b, mark, identityId)),
    ]);
    await write(a, "late", identityId);
    const { words, seqs } = await thread(b.id);
    expect(words.filter((word) => /^m\d/.test(word)).sort()).toEqual([...marks].sort());
    expect(words.at(-1)).toBe("late");
    expect(seqs).toEqual(upTo(seqs.length));
    expect((await now(b.id)).lastSeq).toBe(seqs.length);
    expect((await now(b.id)).incomingCount).toBe(5 + marks.length + 1);
  });

  it("from another place of the contact's comes back when they write there again", async () => {
    const { a, b } = await pair();
    const elsewhere = await makeIdentity(rt.db, {
      tenantId: team.tenant.id,
      inboxId: team.inbox.id,
      contactId: a.contactId,
    });
    await rt.db.prisma.conversation.update({ where: { id: a.id }, data: { identityId: elsewhere.id } });
    await mergeConversations(memberCtx(owner), { conversationId: a.id, intoConversationId: b.id });
    await write(a, "hello again", elsewhere.id);
    expect(await now(a.id)).toMatchObject({ status: "open", mergedIntoId: null, incomingCount: 1 });
    expect((await thread(b.id)).words).not.toContain("hello again");
  });
});

describe("a split", () => {
  it("makes a conversation of a message and all after it, and is taken back", async () => {
    const { a } = await pair();
    const ctx = memberCtx(owner);
    await actOn(ctx, { conversationIds: [a.id], act: { type: "priority", priority: "high" } });
    const split = await splitConversation(ctx, { conversationId: a.id, fromSeq: 2 });
    const fresh = split.conversations[0]!;
    expect((await thread(fresh.id)).words).toEqual(["a2", "a3", "priority", "splitFrom"]);
    expect(await thread(a.id)).toEqual({ words: ["a1", "splitOff"], seqs: [1, 2] });
    expect(fresh).toMatchObject({ priority: "high", incomingCount: 2, status: "open", lastSeq: 4 });
    expect(fresh.displayNumber).not.toBe(a.displayNumber);
    await write({ ...a, id: fresh.id }, "a4");
    await undoMove(ctx, { undoId: split.undoId });
    const { words, seqs } = await thread(a.id);
    expect(words).toEqual(
      ["a1", "a2", "a3", "priority", "splitFrom", "splitOff", "a4", "rejoined"].sort(
        (x, y) => words.indexOf(x) - words.indexOf(y),
      ),
    );
    expect(words.slice(0, 4)).toEqual(["a1", "a2", "a3", "priority"]);
    expect(seqs).toEqual(upTo(8));
    expect(await now(fresh.id)).toMatchObject({ mergedIntoId: a.id, status: "resolved" });
  });

  it("needs something said on both sides", async () => {
    const { a } = await pair();
    const ctx = memberCtx(owner);
    await expect(splitConversation(ctx, { conversationId: a.id, fromSeq: 9 })).rejects.toMatchObject({
      code: "bad_request",
    });
  });
});
