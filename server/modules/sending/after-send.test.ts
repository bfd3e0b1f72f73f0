import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { newId } from "../../core/ids";
import { metaDelivery } from "../../testing/channel-scene";
import { fixture, hello, PHONE, sendingScene, status } from "../../testing/sending-scene";
import { until } from "../../testing/until";
import { listTemplates } from "../templates/queries";
import { sendTemplate } from "./send-template";
import { syncTemplates } from "./sync-templates";

let s: Awaited<ReturnType<typeof sendingScene>>;
let templateId: string;
beforeAll(async () => {
  s = await sendingScene();
});
afterAll(() => s.close());
beforeEach(async () => {
  await s.begin("whatsapp_cloud", hello(60));
  const inboxId = s.shop.inbox.id;
  await syncTemplates(s.ctx(), { inboxId });
  const { items } = await listTemplates(s.ctx(), { inboxId, search: "order_confirmation", limit: 5 });
  templateId = items.find(({ language }) => language === "de")!.id;
  s.meta.calls.length = 0;
});

const refused = (code: number) => ({ status: 400, json: { error: { code, message: "Refused" } } });
async function write(): Promise<string> {
  const values = { "body.1": "Ada", "body.2": "0042" };
  const input = { conversationId: s.conversationId, clientId: newId(), templateId, values };
  return (await sendTemplate(s.ctx(), input)).message.id;
}
async function turn() {
  await Promise.all([s.noPace(), s.dueNow()]);
  await s.turn();
}
async function failed(id: string, code: number, more: { id?: string } & Record<string, string> = {}) {
  const { externalId } = await s.messageOf(id);
  const told = status(externalId!, "failed", { errors: [{ code, title: "Refused" }], ...more });
  for (let n = 0; n < 2; n++) await s.shop.deliver({ ...told, n });
  await s.shop.work();
}

describe("somebody who takes no marketing messages", () => {
  beforeEach(() =>
    s.rt.db.prisma.messageTemplate.updateMany({ where: { id: templateId }, data: { category: "marketing" } }),
  );
  const prefer = async (value: string) => {
    const at = String(Math.floor(Date.now() / 1000));
    const delivery = metaDelivery({ user_preferences: [{ wa_id: PHONE, value, timestamp: at }] });
    delivery.entry[0]!.changes[0]!.field = "user_preferences";
    await s.shop.deliver(delivery);
    await s.shop.work();
  };
  const blocked = { code: "conflict", message: expect.stringContaining("takes no marketing messages") };

  it("gets none until they take them again; what is about their own matters goes", async () => {
    await prefer("stop");
    await expect(write()).rejects.toMatchObject(blocked);
    const answer = await s.reply("Your parcel is here");
    await s.rt.db.prisma.messageTemplate.updateMany({
      where: { id: templateId },
      data: { category: "utility" },
    });
    const own = await write();
    await turn();
    await turn();
    for (const id of [answer, own]) expect((await s.messageOf(id)).status).toBe("sent");
    await s.rt.db.prisma.messageTemplate.updateMany({
      where: { id: templateId },
      data: { category: "marketing" },
    });
    await prefer("resume");
    expect(await write()).toEqual(expect.any(String));
  });

  it("gets none either where they turn out to be somebody who was known by another name", async () => {
    const delivery = metaDelivery({ user_preferences: [{ user_id: "GB.1", value: "stop" }] });
    delivery.entry[0]!.changes[0]!.field = "user_preferences";
    const say = (more: object, contact: object) =>
      s.shop.deliver(
        metaDelivery({
          contacts: [{ profile: { name: "Ada" }, ...contact }],
          messages: [
            { id: newId(), timestamp: String(Math.floor(Date.now() / 1000)), type: "text", ...more },
          ],
        }),
      );
    const text = { text: { body: "Hi" } };
    await say({ from_user_id: "GB.1", ...text }, { user_id: "GB.1" });
    await s.shop.deliver(delivery);
    await s.shop.work();
    expect(await write()).toEqual(expect.any(String));
    await say({ from: PHONE, from_user_id: "GB.1", ...text }, { wa_id: PHONE, user_id: "GB.1" });
    await s.shop.work();
    s.conversationId = (await s.shop.conversations())[0]!.id;
    await expect(write()).rejects.toMatchObject(blocked);
  });

  it("as an answer to a message or a status of it says, likewise", async () => {
    s.meta.moods.push(refused(131050));
    const id = await write();
    await turn();
    expect(await s.messageOf(id)).toMatchObject({ status: "failed", error: { class: "recipient" } });
    await expect(write()).rejects.toMatchObject(blocked);
    await s.rt.db.pool.query("update identity set data = data - 'marketing'");
    const other = await write();
    await turn();
    await failed(other, 131050);
    await expect(write()).rejects.toMatchObject(blocked);
  });
});

describe.each([131052, 131053])("a file that WhatsApp could not take (%i)", (code) => {
  it("is tried once more where it is refused, and then fails in words", async () => {
    s.meta.moods.push(refused(code), refused(code));
    const id = await s.reply("With a picture");
    await turn();
    expect((await s.messageOf(id)).status).toBe("queued");
    await turn();
    expect(await s.messageOf(id)).toMatchObject({
      ...{ status: "failed", error: { class: "content", fix: expect.stringMatching(/^Send (it|the file)/) } },
      attempts: [{ outcome: "retry" }, { outcome: "failed" }],
    });
  });

  it("is sent once more where it was taken at first, and never a third time", async () => {
    const id = await s.reply("With a picture");
    await turn();
    await failed(id, code);
    await turn();
    await turn();
    expect(await s.messageOf(id)).toMatchObject({ status: "sent", meta: { retries: 1 } });
    expect(s.meta.calls).toHaveLength(2);
    await failed(id, code);
    await turn();
    await turn();
    expect(await s.messageOf(id)).toMatchObject({ status: "failed" });
    expect(s.meta.calls).toHaveLength(2);
    const target = { tenantId: s.shop.tenantId, action: "message.retry", targetId: id };
    expect(await s.rt.db.prisma.auditEntry.findMany({ where: target })).toMatchObject([
      { actorKind: "system", before: { error: { code: String(code) } } },
    ]);
  });

  it("is sent once more also where that is told before WhatsApp has answered", async () => {
    const id = await s.reply("With a picture");
    let first = "";
    s.meanwhile = async ({ json }) => {
      if (first) return;
      first = (json as { messages: { id: string }[] }).messages[0]!.id;
      await failed(id, code, { id: first, biz_opaque_callback_data: `conv_msg_out_${id}` });
      await until("it waits again", async () => {
        const now = await s.messageOf(id);
        return now.status === "queued" && now.externalId === null && now.version > 1;
      });
    };
    await turn();
    await turn();
    expect(s.meta.calls).toHaveLength(2);
    const { externalId, ...now } = await s.messageOf(id);
    expect(now).toMatchObject({ status: "sent", attempts: [{ externalId: first }, { externalId }] });
    expect(externalId).not.toBe(first);
  });

  it.each(["was told", "was written"])("is not sent again where it %s long ago", async (what) => {
    const id = await s.reply("With a picture");
    await turn();
    const past = Date.now() - 3_700_000;
    const createdAt = new Date(past);
    if (what === "was written")
      await s.rt.db.prisma.message.updateMany({ where: { id }, data: { createdAt } });
    await failed(id, code, what === "was told" ? { timestamp: String(Math.floor(past / 1000)) } : {});
    await turn();
    expect((await s.messageOf(id)).status).toBe("failed");
    expect(s.meta.calls).toHaveLength(1);
  });
});

it("what was tried again for another reason is not counted among the tries", async () => {
  const id = await s.reply("Patience");
  await s.rt.db.prisma.sendAttempt.createMany({
    data: [1, 2, 3, 4, 5].map((number) => ({
      ...{ tenantId: s.shop.tenantId, messageId: id, number, outcome: "retry", code: "190" },
      endedAt: new Date(),
    })),
  });
  // Of six tries, and worth one more.
  for (const code of [131000, 131053]) {
    s.meta.moods.push(refused(code));
    await turn();
    expect((await s.messageOf(id)).status).toBe("queued");
  }
  await turn();
  expect((await s.messageOf(id)).status).toBe("sent");
});

it.each([
  ["held_for_quality_assessment", /how people take this template/],
  ["paused", /paused this template/],
])("a template that Meta keeps back (%s) says so until it is on its way", async (state, reason) => {
  const json = fixture("whatsapp_cloud/fixtures/api-send-template-response-held-for-quality");
  json.messages[0].message_status = state;
  s.meta.moods.push({ status: 200, json });
  const id = await write();
  await turn();
  expect(await s.messageOf(id)).toMatchObject({
    ...{ status: "sent", externalId: json.messages[0].id },
    meta: { waits: { during: "sent", reason: expect.stringMatching(reason) } },
  });
  const ordinary = await write();
  await turn();
  expect((await s.messageOf(ordinary)).meta).not.toHaveProperty("waits");
  s.meta.moods.push({
    status: 200,
    json: { ...json, messages: [{ ...json.messages[0], id: "wamid.unsaid" }] },
  });
  const unsaid = await write();
  const { sqlTransaction } = s.rt.db;
  const before = s.meta.calls.length;
  const noConnection = vi.spyOn(s.rt.db, "sqlTransaction").mockImplementation(async (work) => {
    if (s.meta.calls.length > before) throw new Error("No connection is free.");
    return sqlTransaction(work);
  });
  await turn();
  expect(noConnection).toHaveBeenCalled();
  vi.restoreAllMocks();
  expect(await s.messageOf(unsaid)).toMatchObject({ status: "sent", externalId: "wamid.unsaid" });
});
