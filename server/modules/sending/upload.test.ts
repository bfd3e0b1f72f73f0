import { Readable } from "node:stream";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { FakeAnswer } from "../../channels/fake";
import { newId } from "../../core/ids";
import { fixture, sendingScene } from "../../testing/sending-scene";
import { sendMessage } from "../messages/commands";
import { uploadFile } from "../messages/files";
import { callerOf } from "./call";

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
/** A piece, and then an error in the storage's own words. */
const broken = () =>
  Readable.from(
    (async function* () {
      yield Buffer.alloc(100);
      throw new Error("EIO: /srv/files");
    })(),
  );
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

  it("that is not there any more fails at once, and nothing waits for it", async () => {
    s.telegram.moods.push(UNFETCHED);
    const fileId = await stored("a.pdf", "application/pdf", 65_536);
    const { storageKey } = await s.rt.db.prisma.file.findUniqueOrThrow({ where: { id: fileId } });
    await s.rt.storage.delete(storageKey);
    const message = await sent(fileId);
    expect(message).toMatchObject({
      status: "failed",
      error: {
        ...{ class: "content", code: "file_gone", reason: "A file of this message is not here any more." },
        fix: "Attach it again and send that.",
      },
    });
    expect(message.attempts).toMatchObject([{ outcome: "failed", code: "file_gone" }]);
    expect(asked()).toHaveLength(1);
  });

  it("that breaks off while it is read is not half sent, and goes when the storage is back", async () => {
    s.telegram.moods.push(UNFETCHED, UNFETCHED);
    const album = [await stored("a.png", "image/png", 65_536), await stored("b.png", "image/png", 65_536)];
    const get = vi.spyOn(s.rt.storage, "get");
    get
      .mockImplementationOnce(s.rt.storage.get)
      .mockImplementationOnce(async () => ({ body: broken(), size: 9 }));
    const { id, status, attempts } = await sent(...album);
    get.mockRestore();
    expect(status).toBe("queued");
    expect(attempts).toMatchObject([
      { outcome: "retry", code: "unreached", reason: expect.stringContaining("EIO: /srv/files") },
    ]);
    expect(asked()).toHaveLength(1);
    await s.noPace();
    await s.dueNow();
    await s.turn();
    expect(await s.messageOf(id)).toMatchObject({ status: "sent", attempts: [{}, { outcome: "sent" }] });
  });

  it("that cannot be read for a day fails in words, without what the storage says of itself", async () => {
    s.telegram.moods.push(UNFETCHED, UNFETCHED);
    const get = vi.spyOn(s.rt.storage, "get").mockRejectedValue(new Error("EIO: /srv/files"));
    const { id } = await sent(await stored("a.pdf", "application/pdf", 65_536));
    await s.rt.db.pool.query("update message set created_at = now() - interval '25 hours' where id = $1", [
      id,
    ]);
    await s.noPace();
    await s.dueNow();
    await s.turn();
    get.mockRestore();
    const { error, attempts } = await s.messageOf(id);
    expect(error).toMatchObject({
      reason:
        "Telegram could not be given it, as a file cannot be read from the storage now. It was tried for a day.",
    });
    expect(attempts.at(-1)!.reason).toContain("EIO: /srv/files");
  });
});

describe("a form of which nobody knows what became", () => {
  const post = (open: () => Promise<Readable>, signal = AbortSignal.timeout(20_000)) =>
    callerOf(
      { address: { env: "TELEGRAM_API_URL", usual: "" } },
      {},
      signal,
    )("/form", {
      method: "POST",
      form: {
        fields: {},
        files: [{ ...{ field: "photo", name: "a.png", contentType: "image/png", size: 2 }, open }],
      },
    });

  it("has not arrived where it was cut in the middle", async () => {
    const silent = new Readable({ read() {} });
    const asked = post(async () => silent, AbortSignal.timeout(300));
    await expect(asked).rejects.toMatchObject({ name: "ProviderSilent", mayHaveArrived: false });
    expect(silent.destroyed).toBe(true);
  });

  it("may have arrived where it was whole", async () => {
    s.telegram.moods.push("hang-up");
    const asked = post(async () => Readable.from([Buffer.from("ab")]));
    await expect(asked).rejects.toMatchObject({ name: "ProviderSilent", mayHaveArrived: true });
  });
});
