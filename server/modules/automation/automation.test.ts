import { beforeAll, describe, expect, it } from "vitest";
import {
  type MadeConversation,
  makeContact,
  makeConversation,
  makeIdentity,
  makeInbox,
  makeLabel,
  makeMessages,
  makeTeam,
  memberCtx,
} from "../../../prisma/seed/factories";
import { type BusinessHours, DEFAULT_HOURS } from "../../core/hours";
import { mintTenantId, newId } from "../../core/ids";
import type { Runtime } from "../../infra/runtime";
import { failure } from "../../testing/failure";
import { testRuntime } from "../../testing/runtime";
import { setConversationStatus } from "../conversations/commands";
import { listVisitorMessages } from "../messages/queries";
import { resolveIdle } from "./auto-resolve";
import { answerOutOfHours, greet } from "./first-words";
import { askRating, rateAsVisitor, rateByLink, ratingToken, readRating } from "./rating";

let rt: Runtime;
beforeAll(async () => {
  rt = await testRuntime();
});

const NEVER: BusinessHours = { ...DEFAULT_HOURS, isOn: true, days: [[], [], [], [], [], [], []] };

async function shop(workflow: object, settings: object = {}) {
  const made = await makeTeam(rt.db, { settings });
  const tenantId = made.tenant.id;
  const inbox = await makeInbox(rt.db, { tenantId, workflow });
  const contact = await makeContact(rt.db, { tenantId });
  const identity = await makeIdentity(rt.db, { tenantId, contactId: contact.id, inboxId: inbox.id });
  const begin = (given: object = {}) =>
    makeConversation(rt.db, {
      tenantId,
      inboxId: inbox.id,
      contactId: contact.id,
      identityId: identity.id,
      ...given,
    });
  const ctx = { tenantId, actor: { kind: "system", name: "test" } as const, traceId: newId(), ip: "" };
  return { ...made, ctx, begin };
}

const messagesOf = (c: { id: string }) =>
  rt.db.prisma.message.findMany({ where: { conversationId: c.id }, orderBy: { seq: "asc" } });
const said = async (c: { id: string }) =>
  (await messagesOf(c)).filter((m) => m.authorKind === "bot").map((m) => m.content);
const rowOf = (c: { id: string }) => rt.db.prisma.conversation.findUniqueOrThrow({ where: { id: c.id } });
async function write(c: MadeConversation, kind: "incoming" | "outgoing", author?: string) {
  const [made] = await makeMessages(rt.db, c, [{ kind, content: "…", ...(author && { authorId: author }) }]);
  return { conversationId: c.id, messageId: made!.id };
}

describe("greeting", () => {
  it("answers the first message once, however often it is tried, and the customer goes on waiting", async () => {
    const { ctx, begin } = await shop({ greeting: { isOn: true, text: "Hello there" } });
    const conversation = await begin();
    await write(conversation, "incoming");
    const waiting = (await rowOf(conversation)).waitingSince;
    await Promise.all(
      [greet(ctx, conversation.id), greet(ctx, conversation.id)].map((p) => p.catch(() => {})),
    );
    await greet(ctx, conversation.id);
    expect(await said(conversation)).toEqual(["Hello there"]);
    expect(await rowOf(conversation)).toMatchObject({ waitingSince: waiting, firstReplyAt: null });
  });

  it("is not said to a conversation that we began, nor when it is off", async () => {
    const { ctx, begin, agents } = await shop({ greeting: { isOn: true, text: "Hello there" } });
    const ours = await begin();
    await write(ours, "outgoing", agents[0].id);
    await greet(ctx, ours.id);
    const off = await shop({ greeting: { isOn: false, text: "Hello there" } });
    const theirs = await off.begin();
    await write(theirs, "incoming");
    await greet(off.ctx, theirs.id);
    expect([await said(ours), await said(theirs)]).toEqual([[], []]);
  });
});

describe("the reply out of hours", () => {
  const away = { awayReply: { isOn: true, text: "Back tomorrow" } };
  it("comes once a day, by the business's hours or the inbox's own", async () => {
    const { ctx, begin } = await shop(away, { hours: NEVER });
    const conversation = await begin();
    for (let i = 0; i < 3; i++) await answerOutOfHours(ctx, await write(conversation, "incoming"));
    expect(await said(conversation)).toEqual(["Back tomorrow"]);
    const open = await shop({ ...away, hours: DEFAULT_HOURS }, { hours: NEVER });
    const other = await open.begin();
    await answerOutOfHours(open.ctx, await write(other, "incoming"));
    expect(await said(other)).toEqual([]);
  });

  it("does not come right after somebody answered, nor to what we write ourselves", async () => {
    const { ctx, begin, agents } = await shop(away, { hours: NEVER });
    const conversation = await begin();
    await answerOutOfHours(ctx, await write(conversation, "outgoing", agents[0].id));
    await answerOutOfHours(ctx, await write(conversation, "incoming"));
    expect(await said(conversation)).toEqual([]);
    await rt.db.pool.query(
      "update message set created_at = now() - interval '6 minutes' where conversation_id = $1",
      [conversation.id],
    );
    await answerOutOfHours(ctx, await write(conversation, "incoming"));
    expect(await said(conversation)).toEqual(["Back tomorrow"]);
  });
});

describe("auto-resolve", () => {
  const rule = {
    isOn: true,
    afterMinutes: 60,
    message: "We close this now",
    labelId: null,
    notWhileWaiting: true,
  };
  const old = new Date(Date.now() - 61 * 60_000);
  const run = () => resolveIdle(rt.db, new AbortController().signal);

  it("resolves what has lain still, with its message and label, and leaves what waits or moves", async () => {
    const made = await shop({});
    const label = await makeLabel(rt.db, { tenantId: made.tenant.id });
    await rt.db.prisma.tenant.update({
      where: { id: made.tenant.id },
      data: { settings: { autoResolve: { ...rule, labelId: label.id } } },
    });
    const still = await made.begin({ lastMessageAt: old });
    const moving = await made.begin();
    const waiting = await made.begin({ lastMessageAt: old, waitingSince: old });
    expect(await run()).toBe(1);
    expect(await rowOf(still)).toMatchObject({ status: "resolved" });
    expect(await said(still)).toEqual(["We close this now"]);
    expect((await messagesOf(still)).map((m) => (m.data as { type?: string } | null)?.type)).toEqual([
      undefined,
      "labels",
      "status",
    ]);
    expect([(await rowOf(moving)).status, (await rowOf(waiting)).status]).toEqual(["open", "open"]);
    expect(await run()).toBe(0);
  });

  it("takes a backlog of hundreds in one run, and two runs at once resolve each only once", async () => {
    const made = await shop({}, { autoResolve: { ...rule, message: "" } });
    await Promise.all(Array.from({ length: 450 }, () => made.begin({ lastMessageAt: old })));
    const [a, b] = await Promise.all([run(), run()]);
    expect(a + b).toBe(450);
    expect(await rt.db.prisma.message.count({ where: { tenantId: made.tenant.id } })).toBe(450);
  });
});

describe("rating", () => {
  const asking = { rating: { isOn: true, question: "How was it?" } };
  async function resolved() {
    const made = await shop(asking);
    const conversation = await made.begin({ assigneeId: made.agents[0].id });
    await write(conversation, "incoming");
    await write(conversation, "outgoing", made.agents[0].id);
    await setConversationStatus(memberCtx(made.owner), {
      conversationId: conversation.id,
      status: "resolved",
    });
    await askRating(made.ctx, conversation.id);
    return { ...made, conversation };
  }
  const claimsOf = (c: MadeConversation) => ({ tenantId: mintTenantId(c.tenantId), conversationId: c.id });

  it("is asked once after a resolve, answered by the visitor, changed, and seen in the thread", async () => {
    const { ctx, conversation, tenant } = await resolved();
    await askRating(ctx, conversation.id);
    expect(await said(conversation)).toEqual(["How was it?"]);
    const page = { tenantId: tenant.id, conversationId: conversation.id, after: 0, limit: 50 };
    const question = async () => (await listVisitorMessages(rt.db.sql, page)).items.at(-1)!;
    const { id: messageId, rating } = await question();
    expect(rating).toEqual({ score: null, comment: "" });
    await rateAsVisitor(claimsOf(conversation), { messageId, score: 4, comment: "" }, newId());
    await rateAsVisitor(claimsOf(conversation), { messageId, score: 5, comment: "Lovely" }, newId());
    await rateAsVisitor(claimsOf(conversation), { messageId, score: 5, comment: "Lovely" }, newId());
    expect((await question()).rating).toEqual({ score: 5, comment: "Lovely" });
    const lines = (await messagesOf(conversation)).filter(
      (m) => m.kind === "activity" && m.authorKind === "contact",
    );
    expect(lines.map((m) => m.data)).toMatchObject([{ score: 4 }, { score: 5, comment: "Lovely" }]);
    expect((await rowOf(conversation)).status).toBe("resolved");
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
    const message = (await messagesOf(conversation)).find((m) => m.authorKind === "bot")!;
    const theirs = rateAsVisitor(
      claimsOf(other.conversation),
      { messageId: message.id, score: 1, comment: "" },
      newId(),
    );
    expect(await failure(theirs)).toMatchObject({ code: "not_found" });
    const unanswered = await other.begin({ status: "resolved" });
    await write(unanswered, "incoming");
    await askRating(other.ctx, unanswered.id);
    expect(await said(unanswered)).toEqual([]);
  });
});
