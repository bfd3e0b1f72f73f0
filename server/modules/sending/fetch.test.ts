import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fixture, refusal, sendingScene } from "../../testing/sending-scene";
import type { StoredAttachment } from "../conversations/message-row";
import type { MessageMeta } from "../messages/schema";
import { resumeInbox } from "./pause";

let s: Awaited<ReturnType<typeof sendingScene>>;
beforeAll(async () => {
  s = await sendingScene();
});
afterAll(() => s.close());

async function onlyMessage() {
  const [message] = (await s.shop.conversations())[0]!.messages;
  const { attachments, meta, ...rest } = message!;
  return { ...rest, attachments: attachments as StoredAttachment[], meta: meta as MessageMeta };
}
const entry = () =>
  s.rt.db.prisma.outboxEntry.findFirstOrThrow({
    where: { tenantId: s.shop.tenantId, kind: "message.fetch" },
  });

describe("a file that came with a message", () => {
  it("is fetched from Meta with the token, stored, and stands in the message", async () => {
    await s.begin("whatsapp_cloud", fixture("whatsapp_cloud/fixtures/in-image-with-caption"));
    await s.turn();
    const message = await onlyMessage();
    expect(message.attachments).toMatchObject([
      { name: "picture.jpeg", contentType: "image/jpeg", width: 1 },
    ]);
    expect(message.meta.files).toMatchObject([{ fileId: message.attachments[0]!.fileId, error: null }]);
    for (const { headers } of s.meta.calls) expect(headers.authorization).toBe("Bearer EAAG-fictional");
    const file = await s.rt.db.prisma.file.findUniqueOrThrow({
      where: { id: message.attachments[0]!.fileId },
    });
    expect(file).toMatchObject({ messageId: message.id, state: "stored" });
    const stored = await s.rt.storage.get(file.storageKey);
    stored?.body.destroy();
    expect(stored?.size).toBe(file.size);
  });

  it("is fetched from Telegram, and its address, which holds the token, is kept nowhere", async () => {
    await s.begin("telegram", fixture("telegram/fixtures/update-message-document"));
    await s.turn();
    expect((await onlyMessage()).attachments).toMatchObject([
      { name: "invoice.pdf", contentType: "application/pdf", size: 9 },
    ]);
    const { payload, lastError } = await entry();
    expect(JSON.stringify([payload, lastError, await onlyMessage()])).not.toContain("fictional_fictional");
  });

  it("is tried again while the provider is away, and fetched once", async () => {
    await s.begin("whatsapp_cloud", fixture("whatsapp_cloud/fixtures/in-document"), ["away", "away"]);
    for (let tries = 0; tries < 3; tries++) {
      await s.turn();
      await s.dueNow();
    }
    expect((await onlyMessage()).attachments).toHaveLength(1);
    expect((await entry()).attempts).toBe(3);
  });

  it("waits for mended credentials for as long as the provider keeps it, and pauses the inbox", async () => {
    const refused = refusal("whatsapp_cloud/fixtures/api-error-190-token-expired", 401);
    const delivery = fixture("whatsapp_cloud/fixtures/in-document");
    delivery.entry[0].changes[0].value.messages[0].timestamp = String(Math.floor(Date.now() / 1000) - 60);
    await s.begin("whatsapp_cloud", delivery, [refused]);
    for (let tries = 0; tries < 17; tries++) {
      await s.dueNow();
      await s.turn();
    }
    // A provider that has said no is not asked again before somebody has mended it.
    expect(s.meta.calls).toHaveLength(1);
    const { pausedFor } = await s.rt.db.prisma.inbox.findUniqueOrThrow({ where: { id: s.shop.inbox.id } });
    expect(pausedFor).toMatchObject({ code: "190" });
    await resumeInbox(s.ctx(), { inboxId: s.shop.inbox.id });
    await s.turn();
    const message = await onlyMessage();
    expect([message.attachments.length, message.content]).toEqual([1, expect.not.stringContaining("⚠")]);
  });

  it("of which only a part comes is not taken for the whole: it is fetched anew, and the part is kept nowhere", async () => {
    await s.begin("whatsapp_cloud", fixture("whatsapp_cloud/fixtures/in-image-with-caption"), [
      { status: 200, json: { url: `${s.meta.url}/media/cut`, mime_type: "image/png", file_size: 50_000 } },
      { status: 200, file: { type: "image/png", bytes: Buffer.alloc(20_000, 1) } },
    ]);
    await s.turn();
    expect([(await onlyMessage()).attachments, (await entry()).lastError]).toEqual([
      [],
      "Only 20000 of its 50000 bytes came.",
    ]);
    expect(await s.rt.db.prisma.file.count({ where: { tenantId: s.shop.tenantId } })).toBe(0);
    await s.dueNow();
    await s.turn();
    expect((await onlyMessage()).attachments).toMatchObject([{ width: 1 }]);
  });

  it("that the provider no longer has is said in the message", async () => {
    const gone = { status: 400, json: { error: { code: 131052, message: "Media download error" } } };
    await s.begin("whatsapp_cloud", fixture("whatsapp_cloud/fixtures/in-document"), [gone]);
    await s.turn();
    const message = await onlyMessage();
    expect(message.content).toContain("could not be fetched. WhatsApp could not fetch the file.");
    expect(message.attachments).toEqual([]);
    expect(await entry()).toMatchObject({ state: "done", attempts: 1 });
  });
});
