import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { newId } from "../../core/ids";
import { fixture, refusal, sendingScene } from "../../testing/sending-scene";
import { sendMessage } from "../messages/commands";

let s: Awaited<ReturnType<typeof sendingScene>>;
beforeAll(async () => {
  s = await sendingScene();
});
afterAll(() => s.close());

const text = fixture("telegram/fixtures/update-message-text");
const methods = () => s.telegram.calls.map(({ path }) => path.split("/").at(-1));
const only = async () => (await s.shop.conversations())[0]!.messages;

/** One picture of an album, as an update of its own. */
function picture(n: number, caption?: string) {
  const update = structuredClone(fixture("telegram/fixtures/update-message-photo-caption"));
  const { caption: _, ...message } = update.message;
  const photo = [{ file_id: `picture-${n}`, file_unique_id: `u${n}`, width: 9, height: 9 }];
  const own = { message_id: 300 + n, media_group_id: "13", photo, ...(caption && { caption }) };
  return { update_id: 9000 + n, message: { ...message, ...own } };
}
const edited = (n: number, caption: string) => ({
  update_id: 9100 + n,
  edited_message: { ...picture(n, caption).message, edit_date: 1_787_654_500 + n },
});

describe("an album", () => {
  it.each([
    ["in order", [1, 2, 3]],
    ["backwards and some twice", [3, 2, 3, 1, 2]],
  ])("that comes %s is one message with its files in their order", async (_, order) => {
    await s.begin("telegram", text);
    for (const n of order) {
      await s.shop.deliver({ ...picture(n, n === 2 ? "the broken part" : undefined) });
      await s.shop.work();
      if (n === 3) await s.shop.deliver(edited(2, "the broken part, from behind"));
    }
    await s.shop.work();
    await s.turn();
    const [, album, ...more] = await only();
    expect(more).toEqual([]);
    expect(album).toMatchObject({ kind: "incoming", content: "the broken part, from behind" });
    const { files } = album!.meta as { files: { ref: string; fileId: string }[] };
    expect(files.map(({ ref }) => ref)).toEqual(["picture-1", "picture-2", "picture-3"]);
    expect((album!.attachments as { fileId: string }[]).map(({ fileId }) => fileId)).toEqual(
      files.map(({ fileId }) => fileId),
    );
  });

  it("is answered by any of its pictures, and hears what is said of them", async () => {
    await s.begin("telegram", picture(1));
    await s.shop.deliver(picture(2));
    const answer = structuredClone(fixture("telegram/fixtures/update-message-reply"));
    answer.message.reply_to_message = { ...answer.message.reply_to_message, message_id: 302 };
    await s.shop.deliver(answer);
    const { chat, from, date } = text.message;
    const reaction = { chat, user: from, date, message_id: 302, old_reaction: [] };
    const message_reaction = { ...reaction, new_reaction: [{ type: "emoji", emoji: "❤" }] };
    await s.shop.deliver({ update_id: 9200, message_reaction });
    await s.shop.work();
    const [album, reply] = await only();
    expect(reply!.replyToId).toBe(album!.id);
    expect(album!.meta).toMatchObject({ reactions: [{ emoji: "❤", author: "contact" }] });
  });

  it("loses a picture that is taken back, and itself with the last", async () => {
    await s.begin("telegram", {
      update_id: 1,
      business_message: { ...picture(1).message, business_connection_id: "bc1" },
    });
    await s.shop.deliver({
      update_id: 2,
      business_message: { ...picture(2).message, business_connection_id: "bc1" },
    });
    await s.shop.work();
    await s.turn();
    const take = (n: number) => ({
      update_id: 50 + n,
      deleted_business_messages: {
        business_connection_id: "bc1",
        chat: text.message.chat,
        message_ids: [300 + n],
      },
    });
    await s.shop.deliver(take(2));
    await s.shop.work();
    expect((await only())[0]).toMatchObject({
      deletedAt: null,
      attachments: [{ contentType: "image/jpeg" }],
    });
    await s.shop.deliver(take(1));
    await s.shop.work();
    expect((await only())[0]).toMatchObject({ deletedAt: expect.any(Date), attachments: [] });
  });

  it.each(["nothing", "message_aliases_put", "send_attempt_end"])(
    "of ours goes as one, and each of its pictures is it, also where the database goes away before %s",
    async (lost) => {
      const { sql } = s.rt.db;
      let losses = 0;
      s.rt.db.sql = (statement, values) =>
        statement.name.startsWith(lost) && losses++ === 0
          ? Promise.reject(Object.assign(new Error("gone"), { code: "ECONNRESET" }))
          : sql(statement, values);
      onTestFinished(() => void Object.assign(s.rt.db, { sql }));
      await s.begin("telegram", text);
      const uploaderId = s.shop.owner.id;
      const fileIds = [newId(), newId(), newId()];
      const types = ["image/png", "image/jpeg", "application/pdf"];
      await s.rt.db.prisma.file.createMany({
        data: fileIds.map((id, n) => ({
          ...{ id, tenantId: s.shop.tenantId, uploaderKind: "member" as const, uploaderId, storageKey: id },
          ...{ name: `file ${n}`, contentType: types[n]!, size: 9, state: "stored" as const },
        })),
      });
      const { conversationId } = s;
      const input = {
        conversationId,
        clientId: newId(),
        kind: "outgoing" as const,
        content: "Three",
        fileIds,
      };
      const { message } = await sendMessage(s.ctx(), input);
      await s.turn();
      await s.noPace();
      await s.dueNow();
      await s.turn();
      expect(methods()).toEqual(["sendMediaGroup", "sendDocument"]);
      const { externalId, status } = await s.messageOf(message.id);
      expect(status).toBe("sent");
      const first = Number(/^700000123:(\d+)$/.exec(externalId!)![1]);
      expect(losses).toBe(lost === "nothing" ? 0 : 2);
      const { chat, from, date } = text.message;
      const reaction = { chat, user: from, date, message_id: first + 1, old_reaction: [] };
      const new_reaction = [{ type: "emoji", emoji: "👍" }];
      await s.shop.deliver({ update_id: 9300, message_reaction: { ...reaction, new_reaction } });
      await s.shop.work();
      expect((await s.messageOf(message.id)).meta).toMatchObject({ reactions: [{ emoji: "👍" }] });
    },
  );
});

describe("a group", () => {
  const group = fixture("telegram/fixtures/update-group-plain-message");
  beforeEach(() => s.begin("telegram", group));

  it("that has moved is written to at its new place, which is kept", async () => {
    s.telegram.moods.push(refusal("telegram/fixtures/api-error-400-migrated-to-supergroup", 400));
    const first = await s.reply("Hello all");
    await s.turn();
    await s.noPace();
    await s.dueNow();
    await s.turn();
    expect(await s.messageOf(first)).toMatchObject({ status: "sent" });
    await s.noPace();
    await s.reply("And again");
    await s.turn();
    const chats = s.telegram.calls.map(({ json }) => (json as { chat_id: number }).chat_id);
    expect(chats[0]).toBe(-4000000001);
    expect(new Set(chats.slice(1))).toEqual(new Set([-1002000000002]));
    expect(chats).toHaveLength(3);
    expect(await s.shop.conversations()).toHaveLength(1);
  });

  it("is written to twenty times a minute, and shows who of it wrote", async () => {
    await s.reply("one");
    const second = await s.reply("two");
    await s.turn();
    expect(methods()).toEqual(["sendMessage"]);
    const { runAt } = await s.owedOf(second);
    expect((runAt.getTime() - Date.now()) / 1000).toBeGreaterThan(1);
    expect((await only())[0]!.meta).toMatchObject({ sender: { key: "chat:700000123", name: "Ada Example" } });
  });
});

describe("whoever has blocked the bot", () => {
  it("is written to no more once Telegram has said so, until they write again", async () => {
    await s.begin("telegram", text);
    s.telegram.moods.push(refusal("telegram/fixtures/api-error-403-blocked-by-user", 403));
    await s.reply("are you there?");
    await s.turn();
    const refused = await s.reply("hello?");
    await s.turn();
    expect(await s.messageOf(refused)).toMatchObject({ status: "failed", error: { code: "unreachable" } });
    expect(methods()).toHaveLength(1);
    const back = structuredClone(text);
    Object.assign(back.message, {
      message_id: 150,
      date: Math.floor(Date.now() / 1000),
      text: "Sorry, I am here",
    });
    await s.shop.deliver({ ...back, update_id: 9400 });
    await s.shop.work();
    await s.noPace();
    const again = await s.reply("Welcome back");
    await s.turn();
    expect(await s.messageOf(again)).toMatchObject({ status: "sent" });
  });
});

it("a pressed button is answered to Telegram, once", async () => {
  await s.begin("telegram", fixture("telegram/fixtures/update-callback-query"));
  await s.turn();
  await s.turn();
  expect(s.telegram.calls).toMatchObject([
    {
      path: expect.stringMatching(/answerCallbackQuery$/),
      json: { callback_query_id: "3006477107193400001" },
    },
  ]);
  expect((await only())[0]).toMatchObject({ content: "Blue", meta: { extra: { type: "choice" } } });
});
