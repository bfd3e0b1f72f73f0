import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { BEN, type BridgeScene, bridgeScene, STRANGER } from "../../testing/bridge-scene";
import { drain } from "../../worker/index";
import { changeMessage } from "../messages/settle";

let s: BridgeScene;
beforeAll(async () => {
  s = await bridgeScene();
});
afterAll(() => s.telegram.close());
beforeEach(() => s.begin());

describe("a conversation", () => {
  it("has one topic, made by its first message, with what it is about and the way to it", async () => {
    await s.visitor("Is the shop open?");
    await s.visitor("And on Sunday?");
    await s.turn();
    await s.visitor("Hello?");
    await s.turn();
    expect(s.forum().topics).toMatchObject([{ name: "#1 Grace Hopper · Website chat" }]);
    const [first, news, more] = s.posts();
    expect(first).toMatchObject({
      message_thread_id: 5000,
      text: expect.stringContaining("/inbox/"),
      reply_markup: { inline_keyboard: [[{ text: "Claim" }], [{ text: "Close" }]] },
    });
    // What came in one go is one post: a group takes twenty a minute.
    expect(news!.text).toBe("Grace Hopper:\nIs the shop open?\n\nGrace Hopper:\nAnd on Sunday?");
    expect(more!.text).toBe("Grace Hopper:\nHello?");
  });

  it("shows answers and notes of the dashboard with their authors, and what stands in the topic not again", async () => {
    await s.visitor("Is the shop open?");
    await s.turn();
    await s.dashboard("**Until** 2*3*1.");
    await s.dashboard("A regular customer", "note");
    await s.turn();
    const name = s.team().owner.user.name;
    expect(s.texts().slice(2)).toEqual([
      `↩ ${name}:\nUntil 2*3*1.\n\n📝 Note by ${name}:\nA regular customer`,
    ]);
    expect(s.posts().at(-1)!.entities).toEqual([{ type: "bold", offset: `↩ ${name}:\n`.length, length: 5 }]);
    await s.write("And from ten on Sundays", BEN, { entities: [{ type: "italic", offset: 4, length: 8 }] });
    await s.turn();
    expect((await s.messages()).at(-1)!.content).toBe("And _from ten_ on Sundays");
    expect(s.texts()).toHaveLength(3);
  });

  it("has its edits and deletions in the topic too", async () => {
    const id = await s.visitor("Is the shop opn?");
    await s.turn();
    const own = { tenantId: s.team().tenant.id, inboxId: s.team().inbox.id, messageId: id };
    await changeMessage(own, async (message) => ({ ...message, content: "Is the shop open?" }));
    await s.turn();
    await changeMessage(own, async (message) => ({
      ...message,
      meta: { ...message.meta, emailedAt: "now" },
    }));
    await s.turn();
    expect(s.texts()[1]).toBe("Grace Hopper:\nIs the shop open?");
    expect(s.methods().filter((method) => method === "editMessageText")).toHaveLength(1);
  });

  it("that is done closes its topic, and opens it again with the customer's next message", async () => {
    await s.visitor("Thanks");
    await s.turn();
    await s.write("/close");
    expect((await s.conversation()).status).toBe("resolved");
    expect(s.forum().topics).toMatchObject([{ isClosed: true }]);
    await s.visitor("One more thing");
    await s.turn();
    expect((await s.conversation()).status).toBe("open");
    expect(s.forum().topics).toMatchObject([{ isClosed: false }]);
    expect(s.forum().topics).toHaveLength(1);
  });
});

describe("whoever is linked", () => {
  beforeEach(async () => {
    await s.visitor("Is the shop open?");
    await s.turn();
  });

  it("answers the customer in their own name, once however often it is delivered", async () => {
    const message = { ...s.head(), ...s.place(), from: BEN, text: "Until six." };
    await s.deliver({ update_id: 77, message });
    await s.deliver({ update_id: 77, message });
    await s.turn();
    const [, answer, ...more] = await s.messages();
    expect(more).toEqual([]);
    expect(answer).toMatchObject({
      ...{ kind: "outgoing", content: "Until six.", authorId: s.team().agents[0].id },
    });
  });

  it("keeps notes among the team, in either way of writing them", async () => {
    await s.write("/note a regular customer");
    await s.write("// likes blue");
    const [, ...notes] = await s.messages();
    expect(notes.map(({ kind, content }) => [kind, content])).toEqual([
      ["note", "a regular customer"],
      ["note", "likes blue"],
    ]);
  });

  it("answers a message by replying to its post, and the topic's beginning is none", async () => {
    const post = s.posts()[1]!;
    await s.write("Yes", BEN, { reply_to_message: { message_id: post.message_id } });
    await s.write("We are", BEN, {
      reply_to_message: { message_id: 5000, forum_topic_created: { name: "#1 Grace Hopper" } },
    });
    const [asked, first, second] = await s.messages();
    expect([first!.replyToId, second!.replyToId]).toEqual([asked!.id, null]);
  });

  it("claims and closes by command or button, and hears what came of it", async () => {
    expect(await s.press("claim")).toBe("Done.");
    expect((await s.conversation()).assigneeId).toBe(s.team().agents[0].id);
    expect(s.texts().at(-1)).toContain("has taken this.");
    expect(await s.press("close")).toBe("Done.");
    expect((await s.conversation()).status).toBe("resolved");
  });

  it("closes and opens a conversation with its topic", async () => {
    await s.deliver({ message: { ...s.head(), ...s.place(), from: BEN, forum_topic_closed: {} } });
    await s.turn();
    expect((await s.conversation()).status).toBe("resolved");
    // Telegram closed it: it is not asked to do so again.
    expect(s.methods()).not.toContain("closeForumTopic");
    await s.deliver({ message: { ...s.head(), ...s.place(), from: BEN, forum_topic_reopened: {} } });
    await s.turn();
    expect((await s.conversation()).status).toBe("open");
  });

  it("is refused what they may not do, in words, in the topic", async () => {
    const colleague = s.team().agents[1].id;
    const where = { id: (await s.conversation()).id };
    await s.rt.db.prisma.conversation.update({ where, data: { assigneeId: colleague } });
    const number = await s.write("Let me");
    expect(await s.messages()).toHaveLength(1);
    expect(s.posts().at(-1)).toMatchObject({
      text: expect.stringMatching(/^⚠ Not sent: This conversation is not here, or it is not yours to see/),
      reply_parameters: { message_id: number },
    });
    expect(await s.press("claim")).toMatch(/took this|not yours/);
  });

  it("sends files, which go to the customer with the words", async () => {
    const document = { file_id: "f1", file_name: "prices.pdf", mime_type: "application/pdf", file_size: 9 };
    await s.write("", BEN, { text: undefined, caption: "Our prices", document });
    const [, answer] = await s.messages();
    expect(answer).toMatchObject({
      content: "Our prices",
      attachments: [{ name: "prices.pdf", contentType: "application/pdf" }],
    });
  });

  it("shares cards with all that is in them, and hears what cannot be passed on", async () => {
    const text = undefined;
    await s.write("", BEN, { text, contact: { phone_number: "+447700900123", first_name: "Ben" } });
    const number = await s.write("", BEN, { text, story: { id: 1 } });
    const poll = { question: "Which one?", options: [{ text: "Blue" }, { text: "Green" }] };
    await s.write("", BEN, { text, poll });
    const [, card, asked, ...more] = await s.messages();
    expect([asked!.content, more]).toEqual(["Poll: Which one?\n○ Blue\n○ Green", []]);
    expect(card).toMatchObject({ content: "👤 Ben, +447700900123", meta: { extra: { type: "contacts" } } });
    expect(s.posts().find(({ text }) => String(text).startsWith("⚠"))).toMatchObject({
      text: "⚠ Not sent: A message of this kind (story) cannot be passed on.",
      reply_parameters: { message_id: number },
    });
  });

  it("tells the customer nothing of an answer that is edited into a note", async () => {
    const message_id = await s.write("Until six.");
    const edited = { ...s.head(), ...s.place(), from: BEN, message_id };
    await s.deliver({ edited_message: { ...edited, text: "// she asks every week" } });
    await s.turn();
    expect((await s.messages())[1]!.content).toBe("Until six.");
    expect(s.texts().at(-1)).toBe("⚠ Not done: A note or a command is not edited here. Write it anew.");
  });

  it("is answered for every code that counts, and a stranger once in ten seconds", async () => {
    const chat = { id: STRANGER.id, type: "private" };
    for (const text of ["/start GUESS", "/start AGAIN", "Hello?"])
      await s.deliver({ message: { ...s.head(), chat, from: STRANGER, text } });
    await drain(20_000, s.rt);
    expect(s.bot.state.chats.get(STRANGER.id)).toHaveLength(1);
    await s.link(STRANGER, s.owner());
    expect(s.bot.state.chats.get(STRANGER.id)!.at(-1)!.text).toContain("from now on");
    const { memberId } = s.owner().actor;
    const written = await s.rt.db.prisma.auditEntry.findMany({ where: { targetId: memberId } });
    expect(written.map(({ action }) => action).sort()).toEqual(["bridge.link", "bridge.link_code"]);
  });
});
