import { describe, expect, it } from "vitest";
import type { CallProvider, Gesture, Outgoing, OutgoingFile } from "../outbound";
import { telegram } from ".";
import { createTelegramFake } from "./fake";
import { albumLength } from "./kinds";

const TOKEN = "700000900:fictional_fictional_fictional";
const ADA = 700000123;

/** A bot whose provider is the fake itself, without a network between. */
function bot() {
  const fake = createTelegramFake({ token: TOKEN });
  const asked: { method: string; json: Record<string, unknown> }[] = [];
  const call: CallProvider = async (path, { json = null }) => {
    asked.push({ method: path.split("/").at(-1)!, json: json as Record<string, unknown> });
    const answer = fake({ method: "POST", path, headers: {}, json, text: "" });
    return { status: answer.status, json: answer.json };
  };
  const given = { credentials: { botToken: TOKEN, secretToken: "s".repeat(16) }, call };
  return { ...fake, fake, asked, given };
}
const message = (rest: Partial<Outgoing>): Outgoing => ({
  ...{ correlationId: "c", to: [{ scope: "chat", value: String(ADA) }], text: "", file: null },
  ...{ extra: null, replyTo: null, route: null, ...rest },
});
const file = (contentType: string, name = "a"): OutgoingFile => ({
  ...{ name, contentType, size: 9, url: `https://parley.example/${name}` },
});
async function send(rest: Partial<Outgoing>) {
  const { asked, given, fake } = bot();
  const sent = await telegram.wire!.send(message(rest), given);
  return { sent, asked: asked[0]!, messages: fake.state.chats.get(ADA) ?? [] };
}

describe("what goes to Telegram", () => {
  it.each<[string, Partial<Outgoing>, string, object]>([
    ["words", { text: "Hi" }, "sendMessage", { text: "Hi" }],
    ["a picture", { text: "Look", file: file("image/png") }, "sendPhoto", { caption: "Look" }],
    [
      "a picture with formatted words under it",
      { text: "😀 Look", marks: [{ kind: "bold", from: 3, to: 7 }], file: file("image/png") },
      "sendPhoto",
      { caption: "😀 Look", caption_entities: [{ type: "bold", offset: 3, length: 4 }] },
    ],
    ["a film", { file: file("video/mp4") }, "sendVideo", { video: "https://parley.example/a" }],
    ["a voice message", { file: file("audio/ogg") }, "sendVoice", { voice: "https://parley.example/a" }],
    ["music", { file: file("audio/mpeg") }, "sendAudio", { audio: "https://parley.example/a" }],
    ["a moving picture", { file: file("image/gif") }, "sendAnimation", {}],
    [
      "a sticker",
      { file: { ...file("image/webp"), isSticker: true }, replyTo: `${ADA}:99` },
      "sendSticker",
      { sticker: "https://parley.example/a", reply_parameters: { message_id: 99 } },
    ],
    ["a picture of a sticker's type", { file: file("image/webp") }, "sendPhoto", {}],
    ["a document", { file: file("application/pdf") }, "sendDocument", {}],
    [
      "a place",
      { extra: { type: "location", latitude: 51.5, longitude: -0.1, name: null, address: null } },
      "sendLocation",
      { latitude: 51.5, longitude: -0.1 },
    ],
    [
      "a place with its name",
      { extra: { type: "location", latitude: 51.5, longitude: -0.1, name: "Shop", address: "1 Road" } },
      "sendVenue",
      { title: "Shop", address: "1 Road" },
    ],
    [
      "a place with its name alone",
      { extra: { type: "location", latitude: 51.5, longitude: -0.1, name: "Shop", address: null } },
      "sendVenue",
      { title: "Shop", address: "51.5, -0.1" },
    ],
    [
      "somebody's card",
      { extra: { type: "contacts", people: [{ name: "Bob", phones: ["+447700900789"], emails: [] }] } },
      "sendContact",
      { phone_number: "+447700900789", first_name: "Bob" },
    ],
    [
      "cards that Telegram has no form for",
      {
        text: "👤 Bob",
        extra: { type: "contacts", people: [{ name: "Bob", phones: [], emails: ["b@x.y"] }] },
      },
      "sendMessage",
      { text: "👤 Bob" },
    ],
    [
      "answers to press",
      { text: "Which?", extra: { type: "choices", choices: [{ id: "m:0", title: "Blue" }] } },
      "sendMessage",
      { reply_markup: { inline_keyboard: [[{ text: "Blue", callback_data: "m:0" }]] } },
    ],
    [
      "an answer to a message, over a business account",
      { text: "Yes", replyTo: `${ADA}:99`, route: "bc1" },
      "sendMessage",
      {
        business_connection_id: "bc1",
        reply_parameters: { message_id: 99, allow_sending_without_reply: true },
      },
    ],
  ])("%s", async (_, rest, method, json) => {
    const { sent, asked } = await send(rest);
    expect(asked).toMatchObject({ method, json: { chat_id: ADA, ...json } });
    expect(sent).toEqual({ type: "sent", externalId: `${ADA}:201` });
  });

  it("several pictures go as one album, and each of them has its id", async () => {
    const { sent, asked, messages } = await send({
      ...{ text: "The three", file: file("image/png", "1") },
      more: [file("video/mp4", "2"), file("image/jpeg", "3")],
    });
    expect(asked).toMatchObject({
      method: "sendMediaGroup",
      json: {
        media: [
          { type: "photo", media: "https://parley.example/1", caption: "The three" },
          { type: "video", media: "https://parley.example/2" },
          { type: "photo", media: "https://parley.example/3" },
        ],
      },
    });
    expect(messages).toHaveLength(3);
    expect(sent).toMatchObject({ externalId: `${ADA}:201`, others: [`${ADA}:202`, `${ADA}:203`] });
  });

  it.each([
    [["image/png", "video/mp4", "image/jpeg"], 3],
    [["image/png", "application/pdf"], 1],
    [["application/pdf", "text/plain", "image/png"], 2],
    [["audio/mpeg", "audio/mp4"], 2],
    [["audio/ogg", "audio/ogg"], 1],
    [["image/gif", "image/png"], 1],
    [Array(12).fill("image/png"), 10],
    [[], 1],
  ])("of %j so many go at once: %i", (types, length) => expect(albumLength(types)).toBe(length));
});

describe("what is done at Telegram beside writing", () => {
  const target = { externalId: `${ADA}:201`, isOurs: true, sender: null, hasFile: false };
  async function act(gesture: Gesture, route: string | null = null) {
    const scene = bot();
    const { given, asked, fake } = scene;
    await telegram.wire!.send(message({ text: "Hi" }), given);
    const to = [{ scope: "chat", value: String(ADA) }];
    const result = await telegram.wire!.gesture!(gesture, { ...given, to, route });
    return { result, asked: asked.at(-1), state: fake.state, count: asked.length };
  }

  it("edits, and takes for done what is so already", async () => {
    const edited = await act({ type: "edit", target, text: "Hello" });
    expect(edited.state.chats.get(ADA)).toMatchObject([{ text: "Hello" }]);
    const same = await act({ type: "edit", target, text: "Hi" });
    expect([edited.result, same.result]).toEqual([{ type: "done" }, { type: "done" }]);
    const words = await act({ type: "edit", target: { ...target, hasFile: true }, text: "Caption" });
    expect(words.asked?.method).toBe("editMessageCaption");
  });

  it("reacts and takes it back, deletes, and shows that somebody writes", async () => {
    const { state } = await act({ type: "reaction", target, emoji: "👍" });
    expect(state.reactions.get(`${ADA}:201`)).toBe("👍");
    expect((await act({ type: "reaction", target, emoji: null })).asked?.json.reaction).toEqual([]);
    expect((await act({ type: "revoke", target })).state.chats.get(ADA)).toEqual([]);
    expect((await act({ type: "typing", target: null })).asked).toMatchObject({
      method: "sendChatAction",
      json: { action: "typing" },
    });
  });

  it("reads and deletes for the owner of a business account, and has no read marks elsewhere", async () => {
    expect((await act({ type: "read", target })).count).toBe(1);
    expect((await act({ type: "read", target }, "bc1")).asked).toMatchObject({
      method: "readBusinessMessage",
      json: { business_connection_id: "bc1", chat_id: ADA, message_id: 201 },
    });
    expect((await act({ type: "revoke", target }, "bc1")).asked).toMatchObject({
      method: "deleteBusinessMessages",
      json: { business_connection_id: "bc1", message_ids: [201] },
    });
  });

  it("says what a person can do where the message is gone", async () => {
    const gone = { ...target, externalId: `${ADA}:7` };
    expect((await act({ type: "revoke", target: gone })).result).toMatchObject({
      type: "failed",
      failure: { class: "content", reason: "The message is not there any more." },
    });
  });
});
