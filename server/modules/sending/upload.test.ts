import { Readable } from "node:stream";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { FakeAnswer } from "../../channels/fake";
import { newId } from "../../core/ids";
import { fixture, sendingScene } from "../../testing/sending-scene";
import { sendMessage } from "../messages/commands";
import { uploadFile } from "../messages/files";

let s: Awaited<ReturnType<typeof sendingScene>>;
beforeAll(async () => {
  s = await sendingScene();
}, 120_000);
afterAll(() => s.close());
beforeEach(() => s.begin("telegram", fixture("telegram/fixtures/update-message-text")));

const MB = 1024 * 1024;
const UNFETCHED: FakeAnswer = {
  status: 400,
  json: { ok: false, error_code: 400, description: "Bad Request: failed to get HTTP URL content" },
};
async function stored(name: string, contentType: string, size: number): Promise<string> {
  const body = Readable.from(Array.from({ length: Math.ceil(size / 65_536) }, () => Buffer.alloc(65_536, 7)));
  const uploader = { kind: "member" as const, id: s.shop.owner.id };
  return (await uploadFile(s.ctx(), uploader, { name, contentType, body })).fileId;
}
async function sent(...fileIds: string[]) {
  const { conversationId } = s;
  const input = { conversationId, clientId: newId(), kind: "outgoing" as const, content: "Look", fileIds };
  const { message } = await sendMessage(s.ctx(), input);
  await s.turn();
  return s.messageOf(message.id);
}
const asked = () =>
  s.telegram.calls.map(({ path, json, headers }) => ({
    ...{ method: path.split("/").at(-1), json: json as Record<string, unknown> },
    length: Number(headers["content-length"]),
  }));

describe("a file for Telegram", () => {
  it("goes by its address where that is enough", async () => {
    expect(await sent(await stored("a.png", "image/png", MB))).toMatchObject({ status: "sent" });
    expect(asked()).toMatchObject([
      { method: "sendPhoto", json: { photo: expect.stringMatching(/^http/), caption: "Look" } },
    ]);
  });

  it("is handed over where Telegram would not fetch it, whole and streamed", async () => {
    expect(await sent(await stored("film.mp4", "video/mp4", 21 * MB))).toMatchObject({ status: "sent" });
    const [call] = asked();
    expect(call).toMatchObject({
      method: "sendVideo",
      json: { video: `upload:film.mp4 video/mp4 ${21 * MB}`, caption: "Look", chat_id: 700000123 },
    });
    expect(call!.length).toBeGreaterThan(21 * MB);
  });

  it("is handed over where Telegram cannot reach this installation, once", async () => {
    s.telegram.moods.push(UNFETCHED);
    const message = await sent(await stored("a.pdf", "application/pdf", MB));
    expect(message).toMatchObject({ status: "sent" });
    expect(message.attempts).toHaveLength(1);
    expect(asked().map(({ method, json }) => [method, String(json.document).slice(0, 6)])).toEqual([
      ["sendDocument", "http:/"],
      ["sendDocument", "upload"],
    ]);
  });

  it("goes with the others of its album", async () => {
    s.telegram.moods.push(UNFETCHED);
    const message = await sent(
      await stored("a.png", "image/png", 65_536),
      await stored("b.png", "image/png", 65_536),
    );
    expect(message).toMatchObject({ status: "sent" });
    expect(asked()[1]).toMatchObject({
      method: "sendMediaGroup",
      json: {
        media: [
          { type: "photo", media: "attach://file0", caption: "Look" },
          { type: "photo", media: "attach://file1" },
        ],
        file0: "upload:a.png image/png 65536",
        file1: "upload:b.png image/png 65536",
      },
    });
  });

  it("that the storage has lost is not half sent, and waits", async () => {
    s.telegram.moods.push(UNFETCHED);
    const fileId = await stored("a.pdf", "application/pdf", 65_536);
    const { storageKey } = await s.rt.db.prisma.file.findUniqueOrThrow({ where: { id: fileId } });
    await s.rt.storage.delete(storageKey);
    const message = await sent(fileId);
    expect(message.attempts).toMatchObject([{ outcome: "retry", code: "unreached" }]);
    expect(asked()).toHaveLength(1);
  });
});
