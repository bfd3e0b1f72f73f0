import { Readable } from "node:stream";
import { afterAll, beforeAll, expect, it } from "vitest";
import { newId } from "../../core/ids";
import { fixture, hello, sendingScene } from "../../testing/sending-scene";
import { sendMessage } from "../messages/commands";
import { uploadFile } from "../messages/files";
import { holdReply } from "../replies/scheduled";
import { HoldReply } from "../replies/schema";

let s: Awaited<ReturnType<typeof sendingScene>>;
beforeAll(async () => {
  s = await sendingScene();
});
afterAll(() => s.close());

/** A WebP, as far as its size (RFC 9649, 2.7). */
function webp(side: number): Buffer {
  const size = Buffer.alloc(6);
  size.writeUIntLE(side - 1, 0, 3);
  size.writeUIntLE(side - 1, 3, 3);
  const head = Buffer.from("RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0", "latin1");
  return Buffer.concat([head, size, Buffer.alloc(20)]);
}

async function upload(sides: number[]): Promise<string[]> {
  const ctx = s.ctx();
  const uploader = { kind: "member", id: ctx.actor.memberId } as const;
  const files = sides.map((side) => ({
    name: "s.webp",
    contentType: "image/webp",
    body: Readable.from([webp(side)]),
  }));
  return Promise.all(files.map(async (file) => (await uploadFile(ctx, uploader, file)).fileId));
}
async function sendFiles(sides: number[], rest: object = {}) {
  const fileIds = await upload(sides);
  const input = { conversationId: s.conversationId, clientId: newId(), content: "", fileIds };
  return (await sendMessage(s.ctx(), { ...input, kind: "outgoing", ...rest })).message;
}
async function sent(): Promise<unknown[]> {
  for (let n = 0; n < 3; n++) {
    await Promise.all([s.noPace(), s.dueNow()]);
    await s.turn();
  }
  return [...s.meta.calls.map(({ json }) => (json as { type: string }).type)];
}

it("a small WebP picture alone goes out as a sticker, and stands in the thread as one", async () => {
  await s.begin("whatsapp_cloud", hello(60));
  expect((await sendFiles([512])).extras).toMatchObject({ kind: "sticker" });
  expect(await sent()).toEqual(["sticker"]);
});

it("so does one that was held for a moment, to be taken back", async () => {
  await s.begin("whatsapp_cloud", hello(60));
  const { conversationId } = s;
  const fileIds = await upload([96]);
  const held = HoldReply.parse({ conversationId, clientId: newId(), content: "", fileIds, seconds: 5 });
  await holdReply(s.ctx(), held);
  await s.rt.db.pool.query("update scheduled_message set due_at = now() where conversation_id = $1", [
    conversationId,
  ]);
  expect(await sent()).toEqual(["sticker"]);
  const [, message] = (await s.shop.conversations())[0]!.messages;
  expect(message).toMatchObject({ meta: { extra: { type: "sticker" } } });
});

it.each<[string, number[], object, string[]]>([
  ["with words", [512], { content: "Our new logo" }, ["document"]],
  ["larger than a sticker", [513], {}, ["document"]],
  ["beside another", [96, 96], {}, ["document", "document"]],
])("one %s goes as any other picture", async (_, sides, rest, types) => {
  await s.begin("whatsapp_cloud", hello(60));
  expect((await sendFiles(sides, rest)).extras ?? {}).not.toHaveProperty("kind");
  expect(await sent()).toEqual(types);
});

it("over Telegram it goes as one too, and a note of it stays a picture", async () => {
  await s.begin("telegram", fixture("telegram/fixtures/update-message-text"));
  expect((await sendFiles([96], { kind: "note" })).extras ?? {}).not.toHaveProperty("kind");
  await sendFiles([96]);
  await s.turn();
  expect(s.telegram.calls.map(({ path }) => path.split("/").at(-1))).toContain("sendSticker");
});
