import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../core/ids";
import { metaDelivery } from "../../testing/channel-scene";
import { fixture, hello, PHONE, sendingScene } from "../../testing/sending-scene";
import { getManageableRow } from "../conversations/queries";
import { listMessages } from "../messages/queries";
import { refuseTooLong } from "../messages/window";
import { editMessage } from "./gestures";

let s: Awaited<ReturnType<typeof sendingScene>>;
beforeAll(async () => {
  s = await sendingScene();
});
afterAll(() => s.close());

const bodies = () => s.telegram.calls.map(({ json }) => json as Record<string, unknown>);
const only = async () => (await s.shop.conversations())[0]!.messages;
const shown = async () =>
  (await listMessages(s.rt.db.sql, s.ctx(), { conversationId: s.conversationId, limit: 50 })).items;

describe("formatted words", () => {
  it("go to WhatsApp with its signs, and are as long as they are there", async () => {
    await s.begin("whatsapp_cloud", hello(60));
    await s.reply("**Hello** [shop](https://shop.example), ~~no~~ `x` 2*3*4");
    await s.turn();
    expect(s.texts()).toEqual(["*Hello* shop (https://shop.example), ~no~ `x` 2*3*4"]);
    await expect(s.reply(`${"a".repeat(4095)}**b**`)).resolves.toBeTruthy();
    await expect(s.reply(`${"a".repeat(4096)}**b**`)).rejects.toThrow(/1 characters longer/);
    const row = await getManageableRow(s.rt.db.sql, s.ctx(), s.conversationId);
    const refused = refuseTooLong(s.rt.db.sql, row, "**a**".repeat(13_107));
    await expect(refused).rejects.toThrow(/61439 characters longer/);
  });

  it("go to Telegram as entities, when they are edited too", async () => {
    const text = fixture("telegram/fixtures/update-message-text");
    await s.begin("telegram", text);
    const id = await s.reply("😀 **Yes**");
    await s.turn();
    const entities = [{ type: "bold", offset: 3, length: 3 }];
    expect(bodies().at(-1)).toMatchObject({ text: "😀 Yes", entities });
    const edit = { conversationId: s.conversationId, messageId: id, content: "😀 _Yes_" };
    await editMessage(s.ctx(), edit);
    await s.turn();
    expect(bodies().at(-1)).toMatchObject({ text: "😀 Yes", entities: [{ ...entities[0], type: "italic" }] });
    expect(s.telegram.calls.at(-1)!.path).toMatch(/editMessageText$/);
  });
});

describe("what contacts format", () => {
  it("is kept as words with their formatting beside them, and so are its edits", async () => {
    const said = (id: string, body: object) =>
      metaDelivery({
        contacts: [{ wa_id: PHONE, profile: { name: "Ada" } }],
        messages: [{ id, from: PHONE, timestamp: String(Math.floor(Date.now() / 1000)), ...body }],
      });
    await s.begin("whatsapp_cloud", said("wamid.1", { type: "text", text: { body: "*Hi* 2*3*4 __init__" } }));
    await s.shop.deliver(said("wamid.2", { type: "text", text: { body: "# 1 **not bold**" } }));
    await s.shop.work();
    const [formatted, plain] = await shown();
    const marks = [{ kind: "bold", from: 0, to: 2 }];
    expect(formatted).toMatchObject({ content: "Hi 2*3*4 __init__", extras: { marks, isFormatted: true } });
    expect(plain).toMatchObject({ content: "# 1 **not bold**", extras: null });
    const [conversation] = await s.shop.conversations();
    expect(conversation!.lastMessagePreview).not.toContain("Hi");
    const edit = { original_message_id: "wamid.1", message: { type: "text", text: { body: "Hi ~there~" } } };
    await s.shop.deliver(said("wamid.3", { type: "edit", edit }));
    await s.shop.work();
    const [now] = await only();
    const struck = [{ kind: "strike", from: 3, to: 8 }];
    expect(now).toMatchObject({
      content: "Hi there",
      meta: { marks: struck, versions: [{ content: "Hi 2*3*4 __init__", marks }, { marks: struck }] },
    });
  });

  it("is one over the words of an album", async () => {
    const update = fixture("telegram/fixtures/update-message-photo-caption");
    const part = (n: number, caption: string, type: string) => ({
      update_id: n,
      message: {
        ...update.message,
        ...{ message_id: 300 + n, media_group_id: "13", caption },
        caption_entities: [{ type, offset: 0, length: 3 }],
      },
    });
    await s.begin("telegram", part(2, "two 😀", "italic"));
    await s.shop.deliver(part(1, "one", "bold"));
    await s.shop.work();
    const [album] = await only();
    expect(album).toMatchObject({
      content: "one\ntwo 😀",
      meta: {
        marks: [
          { kind: "bold", from: 0, to: 3 },
          { kind: "italic", from: 4, to: 7 },
        ],
      },
    });
  });

  it("is no Markdown where the business wrote it on its own phone", async () => {
    await s.begin("whatsapp_cloud", hello(60));
    const echo = { id: `wamid.${newId()}`, from: "12025550100", to: PHONE, type: "text" };
    const timestamp = String(Math.floor(Date.now() / 1000));
    const bodies = ["*Yes* at 5", "2 ** 3 ** 4"];
    for (const body of bodies)
      await s.shop.deliver(
        metaDelivery({ message_echoes: [{ ...echo, id: echo.id + body, timestamp, text: { body } }] }),
      );
    await s.shop.work();
    const ours = (await shown()).filter(({ kind }) => kind === "outgoing");
    expect(ours).toMatchObject([
      { content: "Yes at 5", extras: { marks: [{ kind: "bold", from: 0, to: 3 }] } },
      { content: "2 ** 3 ** 4", extras: { marks: [] } },
    ]);
    const [conversation] = await s.shop.conversations();
    expect(conversation!.lastMessagePreview).toBe("2 ** 3 ** 4");
    const edit = {
      original_message_id: `${echo.id}*Yes* at 5`,
      message: { type: "text", text: { body: "_Yes_ at 5" } },
    };
    await s.shop.deliver(metaDelivery({ message_echoes: [{ ...echo, timestamp, type: "edit", edit }] }));
    await s.shop.work();
    const italic = [{ kind: "italic", from: 0, to: 3 }];
    const [, now] = await shown();
    expect(now).toMatchObject({ content: "Yes at 5", extras: { marks: italic, versions: [{}, {}] } });
  });
});
