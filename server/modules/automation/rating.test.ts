import { beforeAll, describe, expect, it } from "vitest";
import { type MadeConversation, memberCtx } from "../../../prisma/seed/factories";
import { mintTenantId, newId } from "../../core/ids";
import type { Runtime } from "../../infra/runtime";
import { automationScene } from "../../testing/automation-scene";
import { failure } from "../../testing/failure";
import { testRuntime } from "../../testing/runtime";
import { setConversationStatus } from "../conversations/commands";
import { mergeConversations } from "../conversations/merge";
import { splitConversation } from "../conversations/split";
import { listVisitorMessages } from "../messages/queries";
import {
  ASK_KIND,
  askRating,
  DEFAULT_QUESTION,
  getRatingLink,
  questionOf,
  ratingToken,
  requestRating,
} from "./ask-rating";
import { rateAsVisitor, rateByLink, readRating } from "./rating";
import { listRatingsOfContact } from "./ratings-of-contact";
import { askAfterResolve } from "./reactions";

let rt: Runtime;
let scene: ReturnType<typeof automationScene>;
beforeAll(async () => {
  rt = await testRuntime();
  scene = automationScene(rt);
});

describe("rating", () => {
  const asking = { rating: { isOn: true, question: "How was it?" } };
  async function resolved(look?: "stars") {
    const made = await scene.shop({ rating: { ...asking.rating, look } });
    const conversation = await made.begin({ assigneeId: made.agents[0].id });
    await scene.write(conversation, "incoming");
    await scene.write(conversation, "outgoing", made.agents[0].id);
    await setConversationStatus(memberCtx(made.owner), {
      conversationId: conversation.id,
      status: "resolved",
    });
    await askRating(made.ctx, conversation.id);
    return { ...made, conversation };
  }
  async function claimsOf({ id, tenantId }: MadeConversation) {
    const { identityId } = await rt.db.prisma.conversation.findUniqueOrThrow({ where: { id } });
    return { tenantId: mintTenantId(tenantId), conversationId: id, identityId };
  }

  it("is asked once after a resolve, answered by the visitor, changed, and seen in the thread", async () => {
    const { ctx, conversation, tenant } = await resolved();
    await askRating(ctx, conversation.id);
    expect(await scene.said(conversation)).toEqual(["How was it?"]);
    // Lists go on to show what was said last by people.
    expect((await scene.rowOf(conversation)).lastMessagePreview).not.toContain("How was it?");
    const page = { tenantId: tenant.id, conversationId: conversation.id, after: 0, limit: 50 };
    const question = async () => (await listVisitorMessages(rt.db.sql, page)).items.at(-1)!;
    const { id: messageId, rating } = await question();
    expect(rating).toEqual({ score: null, comment: "", look: "faces" });
    // Whose token was made before the conversation passed to somebody else.
    const foreign = rateAsVisitor(
      { ...(await claimsOf(conversation)), identityId: newId() },
      { messageId, score: 1, comment: "" },
      newId(),
    );
    expect(await failure(foreign)).toMatchObject({ code: "not_found" });
    await rateAsVisitor(await claimsOf(conversation), { messageId, score: 4, comment: "" }, newId());
    await rateAsVisitor(await claimsOf(conversation), { messageId, score: 5, comment: "Lovely" }, newId());
    await rateAsVisitor(await claimsOf(conversation), { messageId, score: 5, comment: "Lovely" }, newId());
    expect((await question()).rating).toMatchObject({ score: 5, comment: "Lovely" });
    const lines = (await scene.messagesOf(conversation)).filter(
      (m) => m.kind === "activity" && m.authorKind === "contact",
    );
    expect(lines.map((m) => m.data)).toMatchObject([{ score: 4 }, { score: 5, comment: "Lovely" }]);
    expect((await scene.rowOf(conversation)).status).toBe("resolved");
  });

  it("is held while the resolve can be undone, and asked once by the later of two resolves", async () => {
    const made = await scene.shop(asking);
    const conversation = await made.begin({ assigneeId: made.agents[0].id });
    await scene.write(conversation, "incoming");
    await scene.write(conversation, "outgoing", made.agents[0].id);
    const { id: conversationId } = conversation;
    const set = (status: "open" | "resolved") =>
      setConversationStatus(memberCtx(made.owner), { conversationId, status });
    const later = (eventId: string) =>
      askAfterResolve(made.ctx, { conversationId, status: "resolved", eventId });
    await set("resolved");
    await Promise.all([later("a"), later("a")]);
    const [owed, ...more] = await rt.db.prisma.outboxEntry.findMany({
      where: { tenantId: made.tenant.id, kind: ASK_KIND },
    });
    expect(more).toEqual([]);
    expect(owed!.runAt!.getTime()).toBeGreaterThan(Date.now() + 9_000);
    await set("open");
    await askRating(made.ctx, conversationId, 10);
    await set("resolved");
    await askRating(made.ctx, conversationId, 10);
    expect(await scene.said(conversation)).toEqual([]);
    await rt.db.pool.query(
      "update conversation set resolved_at = resolved_at - interval '11 s' where tenant_id = $1",
      [made.tenant.id],
    );
    for (let i = 0; i < 2; i++) await askRating(made.ctx, conversationId, 10);
    expect(await scene.said(conversation)).toEqual(["How was it?"]);
  });

  it("can be given by its link, and changed for 14 days", async () => {
    const { conversation } = await resolved();
    const row = await rt.db.prisma.rating.findFirstOrThrow({ where: { conversationId: conversation.id } });
    const token = ratingToken(row.id);
    expect(await readRating(token)).toMatchObject({ question: "How was it?", score: null, isOver: false });
    await rateByLink({ token, score: 2, comment: "Slow" }, newId());
    await rt.db.prisma.rating.update({
      where: { id: row.id },
      data: { askedAt: new Date(Date.now() - 15 * 86_400_000) },
    });
    expect(await failure(rateByLink({ token, score: 5, comment: "" }, newId()))).toMatchObject({
      code: "conflict",
    });
    expect(await readRating(token)).toMatchObject({ score: 2, comment: "Slow", isOver: true });
    expect(await failure(readRating("A".repeat(43)))).toMatchObject({ code: "not_found" });
  });

  it("is not somebody else's to give, and not asked where nobody answered or the inbox does not want it", async () => {
    const { conversation } = await resolved();
    const other = await resolved();
    const message = (await scene.messagesOf(conversation)).find((m) => m.authorKind === "bot")!;
    const theirs = rateAsVisitor(
      await claimsOf(other.conversation),
      { messageId: message.id, score: 1, comment: "" },
      newId(),
    );
    expect(await failure(theirs)).toMatchObject({ code: "not_found" });
    const unanswered = await other.begin({ status: "resolved" });
    await scene.write(unanswered, "incoming");
    await askRating(other.ctx, unanswered.id);
    expect(await scene.said(unanswered)).toEqual([]);
  });

  it("is asked by a member in their own name, whenever they like but not twice", async () => {
    const made = await scene.shop(asking);
    const conversation = await made.begin({ assigneeId: made.agents[0].id });
    await scene.write(conversation, "incoming");
    const ctx = memberCtx(made.agents[0]);
    const twice = await Promise.allSettled([
      requestRating(ctx, conversation.id),
      requestRating(ctx, conversation.id),
    ]);
    expect(twice.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const [question] = (await scene.messagesOf(conversation)).filter((m) => m.kind === "outgoing");
    expect(question).toMatchObject({
      content: "How was it?",
      authorKind: "member",
      authorId: made.agents[0].id,
    });
    const said = { messageId: question!.id, score: 4, comment: "" };
    await rateAsVisitor(await claimsOf(conversation), said, newId());
    expect(await failure(requestRating(ctx, conversation.id))).toMatchObject({ code: "conflict" });
    await scene.write(conversation, "incoming");
    await requestRating(ctx, conversation.id);
    expect(await rt.db.prisma.rating.count({ where: { conversationId: conversation.id } })).toBe(2);
  });

  it("has a link that a member hands out: the same while it can be changed, audited, and rated by", async () => {
    const made = await scene.shop({});
    const conversation = await made.begin({ assigneeId: made.agents[0].id });
    const ctx = memberCtx(made.agents[0]);
    const { url } = await getRatingLink(ctx, conversation.id);
    expect(await getRatingLink(ctx, conversation.id)).toEqual({ url });
    const token = url.split("/").at(-1)!;
    expect(await readRating(token)).toMatchObject({ question: DEFAULT_QUESTION, score: null });
    await rateByLink({ token, score: 5, comment: "Quick" }, newId());
    const audited = await rt.db.prisma.auditEntry.findMany({ where: { targetId: conversation.id } });
    expect(audited.map(({ action }) => action)).toEqual(Array(2).fill("conversation.rating_link"));
    const stranger = await scene.shop({});
    expect(await failure(getRatingLink(memberCtx(stranger.owner), conversation.id))).toMatchObject({
      code: "not_found",
    });
  });

  it("is drawn as the inbox has it when it asks, in the chat and behind its link", async () => {
    const { conversation, tenant } = await resolved("stars");
    const page = { tenantId: tenant.id, conversationId: conversation.id, after: 0, limit: 50 };
    const { items } = await listVisitorMessages(rt.db.sql, page);
    const { id: messageId, rating } = items.at(-1)!;
    expect(rating).toEqual({ score: null, comment: "", look: "stars" });
    await rateAsVisitor(await claimsOf(conversation), { messageId, score: 4, comment: "" }, newId());
    const row = await rt.db.prisma.rating.findFirstOrThrow({ where: { conversationId: conversation.id } });
    expect(await readRating(ratingToken(row.id))).toMatchObject({ look: "stars", score: 4 });
  });

  it("carries its link in the words where the customer's client has no faces", () => {
    const id = newId();
    expect(questionOf(id, { question: "How was it?" }, "faces").content).toBe("How was it?");
    expect(questionOf(id, { question: "How was it?" }, "link").content).toBe(
      `How was it?\n${rt.appUrl}/rate/${ratingToken(id)}`,
    );
  });

  it("stands with the contact, for whoever may see the conversation, and stays changeable after a merge", async () => {
    const { agents, owner, tenant, begin, conversation } = await resolved();
    const [message] = (await scene.messagesOf(conversation)).filter((m) => m.authorKind === "bot");
    await rateAsVisitor(
      await claimsOf(conversation),
      { messageId: message!.id, score: 4, comment: "Fine" },
      newId(),
    );
    const of = (member: typeof owner) =>
      listRatingsOfContact(rt.db.sql, memberCtx(member), conversation.contactId);
    expect(await of(owner)).toMatchObject([
      { score: 4, comment: "Fine", displayNumber: conversation.displayNumber, assigneeId: agents[0].id },
    ]);
    expect(await of(agents[0])).toHaveLength(1);
    expect(await of(agents[1])).toEqual([]);
    const into = await begin();
    await mergeConversations(memberCtx(owner), {
      conversationId: conversation.id,
      intoConversationId: into.id,
    });
    const row = await rt.db.prisma.rating.findFirstOrThrow({ where: { tenantId: tenant.id } });
    await rateByLink({ token: ratingToken(row.id), score: 2, comment: "Then not" }, newId());
    expect(await of(owner)).toMatchObject([{ score: 2, comment: "Then not" }]);
    const question = (await scene.messagesOf(into)).find((m) => m.id === message!.id);
    expect(question?.data).toMatchObject({ score: 2 });
  });

  /** The scores of the questions and of the lines that answer them. */
  async function answers(conversation: { id: string }): Promise<number[]> {
    const messages = await scene.messagesOf(conversation);
    const isAnswer = (m: (typeof messages)[number]) =>
      m.authorKind === "bot" || (m.kind === "activity" && m.authorKind === "contact");
    return messages.filter(isAnswer).map(({ data }) => (data as { score: number }).score);
  }

  it("given while its conversation is merged away has its line where the question went", async () => {
    const { owner, tenant, begin, conversation } = await resolved();
    const row = await rt.db.prisma.rating.findFirstOrThrow({ where: { tenantId: tenant.id } });
    let from = conversation;
    for (let score = 1; score <= 5; score++) {
      const into = await begin();
      await Promise.all([
        mergeConversations(memberCtx(owner), { conversationId: from.id, intoConversationId: into.id }),
        rateByLink({ token: ratingToken(row.id), score, comment: "" }, newId()),
      ]);
      expect((await answers(into))[0]).toBe(score);
      expect(await answers(into)).toHaveLength(score + 1);
      from = into;
    }
  });

  it("leads to where its question stands, however often it was merged, split off or both", async () => {
    const { owner, begin, conversation } = await resolved();
    const ctx = memberCtx(owner);
    const token = ratingToken(
      (await rt.db.prisma.rating.findFirstOrThrow({ where: { conversationId: conversation.id } })).id,
    );
    const merge = (from: string, into: string) =>
      mergeConversations(ctx, { conversationId: from, intoConversationId: into });
    const [b, c] = [await begin(), await begin()];
    await merge(conversation.id, b.id);
    await merge(b.id, c.id);
    expect(await readRating(token)).toMatchObject({ question: "How was it?" });
    await rateByLink({ token, score: 2, comment: "" }, newId());
    expect(await answers(c)).toEqual([2, 2]);
    const question = (await scene.messagesOf(c)).find((m) => m.authorKind === "bot")!;
    const { conversations } = await splitConversation(ctx, { conversationId: c.id, fromSeq: question.seq });
    const split = conversations.find(({ id }) => id !== c.id)!;
    expect(await readRating(token)).toMatchObject({ question: "How was it?", score: 2 });
    await rateByLink({ token, score: 4, comment: "" }, newId());
    expect(await answers(split)).toEqual([4, 2, 4]);
    expect(await answers(c)).toEqual([]);
  });

  it("that was handed out as a link alone leads to where its conversation went in the end", async () => {
    const { owner, agents, begin } = await scene.shop({});
    const [a, b, c] = [await begin({ assigneeId: agents[0].id }), await begin(), await begin()];
    const { url } = await getRatingLink(memberCtx(owner), a.id);
    await mergeConversations(memberCtx(owner), { conversationId: a.id, intoConversationId: b.id });
    await mergeConversations(memberCtx(owner), { conversationId: b.id, intoConversationId: c.id });
    await rateByLink({ token: url.split("/").at(-1)!, score: 5, comment: "" }, newId());
    expect((await scene.messagesOf(c)).at(-1)).toMatchObject({ kind: "activity", data: { score: 5 } });
  });

  it("is not asked in a conversation that was merged away, and leaves nothing behind", async () => {
    const { owner, begin } = await scene.shop(asking);
    const [a, b] = [await begin(), await begin()];
    await mergeConversations(memberCtx(owner), { conversationId: a.id, intoConversationId: b.id });
    expect(await failure(requestRating(memberCtx(owner), a.id))).toMatchObject({ code: "conflict" });
    expect(await rt.db.prisma.rating.count({ where: { conversationId: a.id } })).toBe(0);
  });
});
