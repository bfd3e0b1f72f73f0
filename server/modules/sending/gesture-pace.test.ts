import { afterAll, beforeAll, expect, it } from "vitest";
import { fixture, hello, sendingScene } from "../../testing/sending-scene";
import { editMessage, reactToMessage } from "./gestures";

let s: Awaited<ReturnType<typeof sendingScene>>;
beforeAll(async () => {
  s = await sendingScene();
});
afterAll(() => s.close());

const asked = () => s.meta.calls.map(({ json }) => (json as { type: string }).type);
const edits = () => s.telegram.calls.map(({ path }) => path.split("/").at(-1));
async function later() {
  await Promise.all([s.noPace(), s.dueNow()]);
  await s.turn();
}

it("a reaction at Meta takes a message's place: it waits for its turn, and the next message for its own", async () => {
  await s.begin("whatsapp_cloud", hello(60));
  const [message] = (await s.shop.conversations())[0]!.messages;
  await s.reply("On its way");
  await s.turn();
  const input = { conversationId: s.conversationId, messageId: message!.id, emoji: "👍" };
  await reactToMessage(s.ctx(), input);
  await s.turn();
  expect(asked()).toEqual(["text"]);
  await later();
  expect(asked()).toEqual(["text", "reaction"]);
  const owed = await s.rt.db.prisma.outboxEntry.findFirstOrThrow({
    where: { tenantId: s.shop.tenantId, kind: "message.gesture" },
  });
  expect(owed).toMatchObject({ state: "done", attempts: 1 });
  const next = await s.reply("Anything else?");
  await s.turn();
  expect((await s.messageOf(next)).status).toBe("queued");
  await later();
  expect(asked()).toEqual(["text", "reaction", "text"]);
});

it("an edit in a Telegram group counts to its twenty a minute", async () => {
  await s.begin("telegram", fixture("telegram/fixtures/update-group-plain-message"));
  const messageId = await s.reply("At nine");
  await s.turn();
  await editMessage(s.ctx(), { conversationId: s.conversationId, messageId, content: "At ten" });
  await s.turn();
  expect(edits()).toEqual(["sendMessage"]);
  await later();
  expect(edits()).toEqual(["sendMessage", "editMessageText"]);
});
