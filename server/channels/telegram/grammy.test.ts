import { Api, GrammyError } from "grammy";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type FakeProvider, startFake } from "../fake";
import { createTelegramFake } from "./fake";

// What our tests and the pretend phone take for Telegram has to pass for it with a client that others have written.
const TOKEN = "700000900:fictional_fictional_fictional";
const CHAT = 700000123;
const FORUM = -1002000000001;
const telegram = createTelegramFake({ token: TOKEN });
let fake: FakeProvider;
let api: Api;
beforeAll(async () => {
  fake = await startFake(telegram);
  telegram.forums.add(FORUM);
  api = new Api(TOKEN, { apiRoot: fake.url });
});
afterAll(() => fake.close());
const refused = (asked: Promise<unknown>) => asked.then(() => null).catch((error: unknown) => error);

it("grammy sets a bot up and writes with it", async () => {
  expect((await api.getMe()).is_bot).toBe(true);
  const url = "https://parley.example/api";
  await api.setWebhook(url, { secret_token: "s".repeat(20), allowed_updates: ["message"] });
  expect((await api.getWebhookInfo()).url).toBe(url);
  const { message_id: id, text } = await api.sendMessage(CHAT, "Hello");
  expect(text).toBe("Hello");
  await api.editMessageText(CHAT, id, "Hi");
  await expect(api.editMessageText(CHAT, id, "Hi")).rejects.toThrow(/not modified/);
  const pictures = ["https://shop.example/1", "https://shop.example/2"];
  const album = pictures.map((media) => ({ type: "photo" as const, media }));
  expect(await api.sendMediaGroup(CHAT, album)).toHaveLength(2);
  await api.setMessageReaction(CHAT, id, [{ type: "emoji", emoji: "👍" }]);
  await api.sendChatAction(CHAT, "typing");
  await api.deleteMessage(CHAT, id);
});

it("grammy reads topics and refusals from it as from Telegram", async () => {
  const { message_thread_id: topic } = await api.createForumTopic(FORUM, "#1 Ada");
  await api.sendMessage(FORUM, "To the topic", { message_thread_id: topic });
  await api.closeForumTopic(FORUM, topic);
  await expect(api.sendMessage(FORUM, "To none", { message_thread_id: 9 })).rejects.toThrow(
    /thread not found/,
  );
  telegram.state.blocked.add(5);
  const blocked = await refused(api.sendMessage(5, "Hello"));
  expect(blocked).toBeInstanceOf(GrammyError);
  expect(blocked).toMatchObject({ error_code: 403 });
  telegram.state.moved.set(-4, -100);
  expect(await refused(api.sendMessage(-4, "Hello"))).toMatchObject({
    parameters: { migrate_to_chat_id: -100 },
  });
});
