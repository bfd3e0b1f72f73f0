import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { memberCtx } from "../../../prisma/seed/factories";
import { createApiFake } from "../../channels/api/fake";
import { type FakeProvider, startFake } from "../../channels/fake";
import type { MemberCtx } from "../../core/ctx";
import { newId } from "../../core/ids";
import type { Runtime } from "../../infra/runtime";
import { type ChannelScene, channelScene, forgetWork, SIGNING_SECRET } from "../../testing/channel-scene";
import { testRuntime } from "../../testing/runtime";
import { until } from "../../testing/until";
import { drain } from "../../worker/index";
import { subscriptions } from "../../worker/subscriptions";
import { markConversationRead } from "../conversations/commands";
import { sendMessage } from "../messages/commands";
import { deleteMessage } from "../messages/delete";
import { type MessageMeta, SendMessage, type Share } from "../messages/schema";
import { editMessage, reactToMessage } from "./gestures";
import { ReactToMessage } from "./schema";
import { showTyping } from "./signs";

let rt: Runtime;
let system: FakeProvider;
let shop: ChannelScene;
let conversationId: string;
let asked: string;
beforeAll(async () => {
  system = await startFake(createApiFake({ secret: SIGNING_SECRET }));
  rt = await testRuntime({ PARLEY_PRIVATE_HOSTS: "127.0.0.1" });
});
afterAll(() => system.close());
beforeEach(async () => {
  await forgetWork(rt);
  shop = await channelScene(rt, "api", { url: `${system.url}/hook` });
  await shop.deliver({ type: "message", id: newId(), contact: { id: "cust-7", name: "Ada" }, text: "Hello" });
  await shop.work();
  const [conversation] = await shop.conversations();
  conversationId = conversation!.id;
  asked = conversation!.messages[0]!.id;
  system.calls.length = system.moods.length = 0;
});

const ctx = () => memberCtx({ ...shop.owner, tenantId: shop.tenantId });
const turn = () => drain(20_000, rt, { reactions: [] });
const told = () => system.calls.map(({ json }) => json as { type: string; message: string });
async function messageOf(id: string) {
  const message = await rt.db.prisma.message.findFirstOrThrow({ where: { id } });
  return { ...message, meta: message.meta as MessageMeta | null };
}
async function replied(content: string, by: MemberCtx = ctx(), share?: Share): Promise<string> {
  const input = SendMessage.parse({ conversationId, clientId: newId(), kind: "outgoing", content, share });
  const { message } = await sendMessage(by, input);
  await turn();
  return message.id;
}
const refusal = { status: 422, json: { error: { code: "gone", reason: "That message is gone." } } };

describe("a reaction of the team", () => {
  const react = (emoji: string | null) =>
    reactToMessage(ctx(), ReactToMessage.parse({ conversationId, messageId: asked, emoji }));
  const reactions = async () => (await messageOf(asked)).meta?.reactions?.map(({ emoji }) => emoji);

  it("shows at once, goes out after what was written before, and is changed and taken back", async () => {
    await sendMessage(
      ctx(),
      SendMessage.parse({ conversationId, clientId: newId(), kind: "outgoing", content: "I look" }),
    );
    await react("👍");
    expect(await reactions()).toEqual(["👍"]);
    await turn();
    await react("👍");
    await react("❤️");
    await react(null);
    expect(await reactions()).toEqual([null]);
    await turn();
    const { externalId } = await messageOf(asked);
    expect(told()).toMatchObject([
      { type: "message" },
      { type: "reaction", message: externalId, emoji: "👍" },
      { type: "reaction", emoji: "❤️" },
      { type: "reaction", emoji: null },
    ]);
  });

  it("that the provider will not have is taken back and said; the next one clears that", async () => {
    await react("👍");
    await turn();
    system.moods.push(refusal);
    await react("❤️");
    await turn();
    expect(await messageOf(asked)).toMatchObject({
      meta: {
        reactions: [expect.objectContaining({ emoji: "👍" })],
        notDone: { type: "reaction", reason: "That message is gone." },
      },
    });
    await react("🙏");
    await turn();
    expect((await messageOf(asked)).meta).not.toHaveProperty("notDone");
  });

  it("is done once more where nobody knows whether it was done, and waits while the inbox is paused", async () => {
    system.moods.push("hang-up");
    await react("👍");
    await turn();
    await rt.db.pool.query("update outbox_entry set run_at = now() where state = 'scheduled'");
    await turn();
    expect(told().map(({ type }) => type)).toEqual(["reaction", "reaction"]);
    system.moods.push({ status: 401 });
    await react("❤️");
    await turn();
    expect(await reactions()).toEqual(["❤️"]);
    expect(await rt.db.prisma.inbox.findUniqueOrThrow({ where: { id: shop.inbox.id } })).toMatchObject({
      pausedFor: { reason: "Your address does not accept the signature." },
    });
  });

  it.each(["", "ok", "👍👍", "1"])("is one emoji and not “%s”", (emoji) => {
    expect(ReactToMessage.safeParse({ conversationId, messageId: asked, emoji }).success).toBe(false);
  });
});

describe("an edit", () => {
  const edit = (messageId: string, content: string, by = ctx()) =>
    editMessage(by, { conversationId, messageId, content });

  it("of one's own message goes out with its history; others' words are theirs", async () => {
    const id = await replied("At nine");
    await edit(id, "At ten");
    await turn();
    expect(told().at(-1)).toMatchObject({
      type: "edit",
      message: (await messageOf(id)).externalId,
      text: "At ten",
    });
    expect(await messageOf(id)).toMatchObject({
      content: "At ten",
      meta: { versions: [{ content: "At nine" }, { content: "At ten" }] },
    });
    await expect(edit(asked, "Hi")).rejects.toMatchObject({ code: "forbidden" });
    const other = memberCtx({ ...shop.agents[0], inboxIds: [shop.inbox.id] });
    await expect(edit(id, "At eleven", other)).rejects.toMatchObject({ code: "forbidden" });
    await expect(edit(id, "x".repeat(10_001))).rejects.toMatchObject({ code: "bad_request" });
  });

  it("that is refused stands as before, unless it was edited again meanwhile", async () => {
    const id = await replied("At nine");
    system.moods.push(refusal);
    await edit(id, "At ten");
    await turn();
    const before = { content: "At nine", meta: { notDone: { type: "edit" } } };
    expect(await messageOf(id)).toMatchObject(before);
    expect((await messageOf(id)).meta).not.toHaveProperty("versions");
    system.moods.push(refusal);
    await edit(id, "At eleven");
    await edit(id, "At twelve");
    await turn();
    expect(await messageOf(id)).toMatchObject({ content: "At twelve" });
  });

  it("is for what has gone out", async () => {
    const input = { conversationId, clientId: newId(), kind: "outgoing", content: "Waits" };
    const { message } = await sendMessage(ctx(), SendMessage.parse(input));
    await expect(edit(message.id, "Waits no more")).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("a message that is deleted", () => {
  it("is taken back at the provider; where that cannot be done, its place says so", async () => {
    const [first, second] = [await replied("One"), await replied("Two")];
    const { externalId } = await messageOf(first);
    await deleteMessage(ctx(), { conversationId, messageId: first });
    await turn();
    expect(told().at(-1)).toMatchObject({ type: "revoke", message: externalId });
    system.moods.push(refusal);
    await deleteMessage(ctx(), { conversationId, messageId: second });
    await turn();
    expect((await messageOf(first)).meta ?? {}).not.toHaveProperty("notDone");
    expect(await messageOf(second)).toMatchObject({ content: "", meta: { notDone: { type: "revoke" } } });
  });

  it("before it has gone never goes", async () => {
    const input = { conversationId, clientId: newId(), kind: "outgoing", content: "Oh no" };
    const { message } = await sendMessage(ctx(), SendMessage.parse(input));
    await deleteMessage(ctx(), { conversationId, messageId: message.id });
    await turn();
    expect(told()).toEqual([]);
  });
});

describe("signs of life", () => {
  it("tell that somebody writes, at most every few seconds", async () => {
    await showTyping(ctx(), conversationId);
    await showTyping(ctx(), conversationId);
    expect(told().map(({ type }) => type)).toEqual(["typing"]);
  });

  it("tell that the team has read it, once, whoever reads it after", async () => {
    const [reading] = subscriptions.filter(({ name }) => name === "mark-read");
    const { externalId } = await messageOf(asked);
    const colleague = memberCtx({ ...shop.agents[0], inboxIds: [shop.inbox.id] });
    for (const by of [ctx(), colleague]) await markConversationRead(by, { conversationId, seq: 1 });
    await until("the mark is sent", async () => {
      await drain(20_000, rt, { reactions: [reading!] });
      return told().length > 0;
    });
    expect(told()).toMatchObject([{ type: "read", message: externalId }]);
  });

  it("name the message that was written last, though an earlier one came after it", async () => {
    const [reading] = subscriptions.filter(({ name }) => name === "mark-read");
    const at = new Date(Date.now() - 60_000).toISOString();
    await shop.deliver({ type: "message", id: newId(), at, contact: { id: "cust-7" }, text: "Hi?" });
    await shop.work();
    await markConversationRead(ctx(), { conversationId, seq: 2 });
    await until("the mark is sent", async () => {
      await drain(20_000, rt, { reactions: [reading!] });
      return told().length > 0;
    });
    expect(told()).toMatchObject([{ type: "read", message: (await messageOf(asked)).externalId }]);
  });
});

it("a place and a card go as themselves, and stand in words in the thread", async () => {
  const place = { ...{ latitude: 51.5, longitude: -0.12 }, name: "Our shop", address: "1 Kiln Lane" };
  const id = await replied("", ctx(), { type: "location", ...place });
  expect(told()).toMatchObject([{ type: "message", location: place }]);
  expect((await messageOf(id)).content).toBe(
    "📍 Our shop, 1 Kiln Lane\nhttps://www.openstreetmap.org/?mlat=51.5&mlon=-0.12",
  );
  const people = [{ name: "Ben", phones: ["+44 7700 900123"], emails: [] }];
  const card = await replied("", ctx(), { type: "contacts", people });
  expect(told().at(-1)).toMatchObject({ contacts: people });
  expect((await messageOf(card)).content).toBe("👤 Ben, +44 7700 900123");
  const both = {
    conversationId,
    clientId: newId(),
    kind: "outgoing",
    content: "Hi",
    share: { type: "location", ...place },
  };
  expect(SendMessage.safeParse(both).success).toBe(false);
});
