import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { newId } from "../../core/ids";
import { metaDelivery } from "../../testing/channel-scene";
import { fixture, hello, PHONE, refusal, sendingScene } from "../../testing/sending-scene";
import { appendAll } from "../conversations/append";
import { type CommittedChange, onLive } from "../conversations/live";
import { sendMessage } from "../messages/commands";
import { deleteMessage } from "../messages/delete";

let s: Awaited<ReturnType<typeof sendingScene>>;
beforeAll(async () => {
  s = await sendingScene();
});
afterAll(() => s.close());

describe("the 24-hour window", () => {
  beforeEach(() => s.begin("whatsapp_cloud", hello(60)));

  const close = () =>
    s.rt.db.prisma.conversation.update({
      where: { id: s.conversationId },
      data: { windowClosesAt: new Date(Date.now() - 1000) },
    });

  it("opens with the contact's message for 24 hours from when it was written", async () => {
    const [conversation] = await s.shop.conversations();
    const left = conversation!.windowClosesAt!.getTime() - Date.now();
    expect(left / 3_600_000).toBeCloseTo(24 - 1 / 60, 1);
  });

  it("once closed, refuses a plain message before it is queued; a note is no message", async () => {
    await close();
    await expect(s.reply("too late")).rejects.toMatchObject({
      ...{ code: "conflict", message: expect.stringContaining("24 hours have passed since Ada") },
    });
    expect(
      await s.rt.db.prisma.outboxEntry.count({ where: { tenantId: s.shop.tenantId, kind: "message.send" } }),
    ).toBe(0);
    const note = {
      conversationId: s.conversationId,
      clientId: newId(),
      kind: "note" as const,
      content: "call them",
      fileIds: [],
    };
    expect((await sendMessage(s.ctx(), note)).message.status).toBe("sent");
  });

  const sign = (body: object) =>
    metaDelivery({
      messages: [
        { id: `wamid.${newId()}`, from: PHONE, timestamp: String(Math.floor(Date.now() / 1000)), ...body },
      ],
    });
  const reaction = (messageId?: string | null) =>
    sign({ type: "reaction", reaction: { message_id: messageId, emoji: "👍" } });
  const hoursLeft = async () => {
    const [conversation] = await s.shop.conversations();
    return ((conversation!.windowClosesAt?.getTime() ?? 0) - Date.now()) / 3_600_000;
  };

  it.each(["a reaction", "an edit", "a reaction to what we do not have", "an edit of what was deleted"])(
    "is opened again by %s, and whoever has it open is told",
    async (by) => {
      await close();
      const { externalId: id, id: messageId } = (await s.shop.conversations())[0]!.messages[0]!;
      const { conversationId } = s;
      if (by.includes("deleted")) await deleteMessage(s.ctx(), { conversationId, messageId });
      const told: CommittedChange[] = [];
      onLive({ changes: (all) => void told.push(...all), signal: () => {}, isWatched: () => true });
      onTestFinished(() => onLive({ changes: () => {}, signal: () => {}, isWatched: () => false }));
      const text = { type: "text", text: { body: "Hello!" } };
      const edit = sign({ type: "edit", edit: { original_message_id: id, message: text } });
      const isEdit = by.startsWith("an edit");
      await s.shop.deliver(isEdit ? edit : reaction(by === "a reaction" ? id : "wamid.elsewhere"));
      await s.shop.work();
      expect(await hoursLeft()).toBeCloseTo(24, 1);
      const { windowClosesAt: until, version } = (await s.shop.conversations())[0]!;
      expect(told.at(-1)!.row).toMatchObject({ window_closes_at: until, version });
      const type = "conversation.window_opened";
      expect(await s.rt.db.prisma.event.count({ where: { conversationId, type } })).toBe(1);
      await s.reply("in time after all");
      await s.turn();
      expect(s.texts()).toEqual(["in time after all"]);
    },
  );

  it("lasts from a reaction that comes before all that was written, and what we do ourselves opens none", async () => {
    await s.begin("whatsapp_cloud", hello(36_000, "447700900124"));
    await s.shop.deliver(reaction("wamid.first"));
    await s.shop.work();
    const head = {
      id: "wamid.first",
      from: PHONE,
      timestamp: String(Math.floor(Date.now() / 1000) - 36_000),
    };
    await s.shop.deliver(metaDelivery({ messages: [{ ...head, type: "text", text: { body: "Hello" } }] }));
    await s.shop.work();
    const [other, mine] = (await s.shop.conversations()).map(({ windowClosesAt }) =>
      windowClosesAt!.getTime(),
    );
    expect((mine! - other!) / 3_600_000).toBeCloseTo(10, 1);
    const react = { type: "reaction", reaction: { message_id: "wamid.first", emoji: "👍" } };
    const now = { id: "wamid.echo", timestamp: String(Math.floor(Date.now() / 1000) + 5) };
    const echo = { ...now, from: "12025550100", to: PHONE, ...react };
    await s.shop.deliver(metaDelivery({ message_echoes: [echo] }));
    await s.shop.work();
    const [, after] = await s.shop.conversations();
    expect(after!.windowClosesAt!.getTime()).toBe(mine);
  });

  it("closing while a message waits fails it with the way out, and nothing is sent", async () => {
    const id = await s.reply("in time");
    await close();
    await s.turn();
    expect(await s.messageOf(id)).toMatchObject({ status: "failed", error: { fix: "Send a template." } });
    expect(s.meta.calls).toEqual([]);
  });

  it("what we say by ourselves goes the same way", async () => {
    const item = {
      tenantId: s.shop.tenant.id,
      conversationId: s.conversationId,
      identityId: null,
      kind: "outgoing" as const,
      traceId: "",
    };
    await appendAll(s.rt.db.sql, [
      {
        ...item,
        ...{
          author: { kind: "bot" as const, id: null },
          clientId: "auto:1",
          content: "We are closed",
          attachments: [],
        },
        status: "sent",
      },
    ]);
    await s.turn();
    expect(s.texts()).toEqual(["We are closed"]);
  });
});

describe("a reply over Telegram", () => {
  beforeEach(() => s.begin("telegram", fixture("telegram/fixtures/update-message-text")));

  it("goes to the chat, answers a message by its number, and carries the id that statuses and edits name", async () => {
    const [asked] = (await s.shop.conversations())[0]!.messages;
    const id = await s.reply("Which colour?", asked!.id);
    await s.turn();
    expect(s.telegram.calls).toMatchObject([
      {
        path: "/bot700000900:fictional_fictional_fictional/sendMessage",
        json: { chat_id: 700000123, text: "Which colour?", reply_parameters: { message_id: 101 } },
      },
    ]);
    expect(await s.messageOf(id)).toMatchObject({
      status: "sent",
      externalId: expect.stringMatching(/^700000123:\d+$/),
    });
  });

  it("waits as long as Telegram asks", async () => {
    s.telegram.moods.push(refusal("telegram/fixtures/api-error-429-retry-after", 429));
    const id = await s.reply("slowly");
    await s.turn();
    const waiting = await s.owedOf(id);
    expect((waiting.runAt.getTime() - Date.now()) / 1000).toBeGreaterThan(9);
    const { status, meta } = await s.messageOf(id);
    expect({ status, meta }).toMatchObject({
      ...{ status: "queued" },
      meta: { waits: { during: "queued", reason: expect.stringContaining("Telegram") } },
    });
  });

  it("says so when the person has blocked the bot, whether Telegram told before or now", async () => {
    s.telegram.moods.push(refusal("telegram/fixtures/api-error-403-blocked-by-user", 403));
    const now = await s.reply("are you there?");
    await s.turn();
    expect(await s.messageOf(now)).toMatchObject({
      status: "failed",
      error: { reason: "This person has blocked the bot." },
    });
    await s.shop.deliver(fixture("telegram/fixtures/update-my-chat-member-user-blocked-bot"));
    await s.turn();
    const later = await s.reply("hello?");
    await s.turn();
    expect(await s.messageOf(later)).toMatchObject({ status: "failed", error: { code: "unreachable" } });
    expect(s.telegram.calls).toHaveLength(1);
  });
});
