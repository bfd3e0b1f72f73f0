import { Readable } from "node:stream";
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { newId } from "../../core/ids";
import { metaDelivery } from "../../testing/channel-scene";
import { hello, PHONE, sendingScene } from "../../testing/sending-scene";
import { uploadFile } from "../messages/files";
import { listTemplates } from "../templates/queries";
import { onReferenceLive } from "../tenants/live";
import { sendTemplate } from "./send-template";
import { syncTemplates } from "./sync-templates";

let s: Awaited<ReturnType<typeof sendingScene>>;
beforeAll(async () => {
  s = await sendingScene();
});
afterAll(() => s.close());

const place = () => ({ inboxId: s.shop.inbox.id });
const list = (search?: string) => listTemplates(s.ctx(), { ...place(), search, limit: 50 });
const sync = () => syncTemplates(s.ctx(), place());
const ORDER = { "body.1": "Ada", "body.2": "0042" };

async function find(name: string, language?: string) {
  const { items } = await list(name);
  return items.find((one) => one.name === name && (!language || one.language === language))!;
}
function send(templateId: string, values: Record<string, string>, fileId?: string) {
  return sendTemplate(s.ctx(), {
    ...{ conversationId: s.conversationId, clientId: newId(), templateId, values, fileId },
  });
}
const closeWindow = () =>
  s.rt.db.prisma.conversation.update({
    where: { id: s.conversationId },
    data: { windowClosesAt: new Date(Date.now() - 1000) },
  });
const picture = () =>
  uploadFile(
    s.ctx(),
    { kind: "member", id: s.ctx().actor.memberId },
    {
      ...{ name: "parcel.png", contentType: "image/png", body: Readable.from([Buffer.from("png")]) },
    },
  );

describe.each(["whatsapp_cloud", "whatsapp_360dialog"])("templates over %s", (channel) => {
  beforeEach(async () => {
    const { shop } = s;
    if (shop?.inbox.channel === channel && (await list()).items.length > 0) return;
    await s.begin(channel, hello(60));
    await sync();
  });

  it("are brought page by page, those that can be sent first and in the business's language, and found by name and words", async () => {
    const { items, problem, syncedAt } = await sync();
    expect(items.map(({ name, language, whyNot }) => [name, language, whyNot === null])).toEqual([
      ["order_confirmation", "en_US", true],
      ["parcel_update", "en_GB", true],
      ["order_confirmation", "de", true],
      ["abandoned_cart", "en", false],
      ["promo_august", "en_GB", false],
    ]);
    expect(problem).toBeNull();
    expect(Date.now() - Date.parse(syncedAt!)).toBeLessThan(60_000);
    expect((await list("bestellung")).items.map(({ language }) => language)).toEqual(["de"]);
    expect((await list("parcel up")).items.map(({ name }) => name)).toEqual(["parcel_update"]);
    const first = await listTemplates(s.ctx(), { ...place(), limit: 3 });
    const cursor = JSON.parse(Buffer.from(first.nextCursor!, "base64url").toString());
    const rest = await listTemplates(s.ctx(), { ...place(), limit: 3, cursor });
    expect([...first.items, ...rest.items].map(({ id }) => id)).toEqual(items.map(({ id }) => id));
  });

  it("go out with their places filled in, also when the window has closed, and stand in the thread as they read", async () => {
    await closeWindow();
    const { id } = await find("order_confirmation", "en_US");
    const { message } = await send(id, ORDER);
    expect(message).toMatchObject({
      ...{ content: "Hi Ada, order 0042 is on its way.\n\nAcme", status: "queued" },
      extras: { marks: [{ kind: "italic", from: 35, to: 39 }], template: { name: expect.any(String) } },
      data: { type: "choices", choices: ["Stop promotions"], answer: null },
    });
    await s.noPace();
    await s.turn();
    expect((await s.messageOf(message.id)).status).toBe("sent");
    const fake = channel === "whatsapp_cloud" ? s.meta : s.dialog;
    expect(fake.calls.at(-1)!.json).toMatchObject({
      ...{ to: PHONE, type: "template" },
      template: { name: "order_confirmation", language: { code: "en_US" } },
    });
  });

  it("with a picture need it, take no other file, and are one message", async () => {
    const { id } = await find("parcel_update");
    const values = {
      "body.first_name": "Ada",
      "body.parcel": "P-1",
      "body.day": "Friday",
      "button.0": "P-1",
    };
    await expect(send(id, values)).rejects.toMatchObject({ details: { field: "fileId" } });
    const { fileId } = await picture();
    const { message } = await send(id, values, fileId);
    await s.noPace();
    await s.turn();
    const stored = await s.messageOf(message.id);
    expect(stored).toMatchObject({ status: "sent", content: "Dear Ada, your parcel P-1 comes on Friday." });
    expect(stored.attempts).toHaveLength(1);
    const plain = await find("order_confirmation", "de");
    await expect(send(plain.id, ORDER, (await picture()).fileId)).rejects.toMatchObject({
      code: "bad_request",
    });
  });

  it("are refused before they are queued, with words, when they would be refused at WhatsApp", async () => {
    const { id } = await find("order_confirmation", "en_US");
    const before = await s.rt.db.prisma.message.count({ where: { conversationId: s.conversationId } });
    for (const [values, fields] of [
      [{ "body.1": "Ada" }, { "values.body.2": "Fill this in." }],
      [{ ...ORDER, "body.3": "x" }, { "values.body.3": "The template has no such place." }],
      [{ ...ORDER, "body.2": "a\nb" }, { "values.body.2": expect.stringContaining("One line") }],
      [{ ...ORDER, "body.2": "x".repeat(1100) }, { "values.body.2": expect.stringContaining("longer") }],
    ] as [Record<string, string>, object][])
      await expect(send(id, values)).rejects.toMatchObject({ code: "bad_request", details: { fields } });
    for (const [name, words] of [
      ["promo_august", "WhatsApp has paused this template"],
      ["abandoned_cart", "WhatsApp has rejected this template"],
    ] as const) {
      const { id: refused } = await find(name);
      await expect(send(refused, {})).rejects.toMatchObject({
        code: "conflict",
        message: expect.stringContaining(words),
      });
    }
    await expect(send(newId(), {})).rejects.toMatchObject({ code: "not_found" });
    expect(await s.rt.db.prisma.message.count({ where: { conversationId: s.conversationId } })).toBe(before);
  });

  it("keep what was known, and say why, when the provider says nothing or refuses", async () => {
    const fake = channel === "whatsapp_cloud" ? s.meta : s.dialog;
    fake.moods.push("away");
    const silent = await sync();
    expect(silent.problem).toMatch(/did not answer/);
    expect(silent.items).toHaveLength(5);
    fake.moods.push({ status: 401, json: { error: { message: "expired", code: 190 } } });
    expect((await sync()).problem).toMatch(/^(Meta no longer|360dialog)/);
    expect((await sync()).problem).toBeNull();
  });
});

describe("what Meta tells of a template", () => {
  const WABA = "102290129340398";
  const tell = async (field: string, value: object, time = Math.floor(Date.now() / 1000) + 60) => {
    const about = { message_template_id: 1689556908129832, message_template_name: "order_confirmation" };
    const change = { field, value: { ...about, message_template_language: "en-US", ...value } };
    await s.shop.deliver({ ...metaDelivery(), entry: [{ id: WABA, time, changes: [change] }] });
    await s.shop.work();
    return find("order_confirmation", "en_US");
  };

  it("counts at once, the newest of each kind whatever the order, and a sync that began before does not undo it", async () => {
    await s.begin("whatsapp_cloud", hello(60));
    await sync();
    const soon = Math.floor(Date.now() / 1000) + 100;
    const status = "message_template_status_update";
    expect(await tell(status, { event: "PAUSED", reason: "NONE" }, soon)).toMatchObject({ state: "paused" });
    expect(await tell(status, { event: "APPROVED" }, soon - 50)).toMatchObject({ state: "paused" });
    expect(
      await tell("message_template_quality_update", { new_quality_score: "RED" }, soon - 50),
    ).toMatchObject({
      ...{ state: "paused", quality: "red" },
    });
    expect(await tell("template_category_update", { new_category: "MARKETING" })).toMatchObject({
      category: "marketing",
    });
    await sync();
    expect(await find("order_confirmation", "en_US")).toMatchObject({
      state: "paused",
      category: "marketing",
    });
    expect(await tell(status, { event: "APPROVED" }, soon + 50)).toMatchObject({ state: "approved" });
    expect(await tell(status, { event: "DELETED" }, soon + 51)).toBeUndefined();
  });

  it("is told to whoever is choosing one, and so is a sync of somebody else's", async () => {
    await s.begin("whatsapp_cloud", hello(60));
    const heard: string[] = [];
    onReferenceLive(({ what, tenantId }) => void (tenantId === s.shop.tenantId && heard.push(what)));
    onTestFinished(() => onReferenceLive(() => {}));
    await sync();
    expect(heard.splice(0)).toEqual(["templates"]);
    await tell("message_template_status_update", { event: "PAUSED", reason: "NONE" });
    expect(heard.splice(0)).toEqual(["templates"]);
    await tell("message_template_status_update", { event: "DELETED" });
    expect(heard).toEqual(["templates"]);
  });

  it("of one that is not here makes the inbox ask for all of them", async () => {
    await s.begin("whatsapp_cloud", hello(60));
    expect((await list()).items).toEqual([]);
    await tell("message_template_status_update", { event: "APPROVED" });
    await s.turn();
    expect((await list()).items).toHaveLength(5);
  });
});

describe("a stranger", () => {
  it("finds neither the templates nor the conversation of another business", async () => {
    await s.begin("whatsapp_cloud", hello(60));
    await sync();
    const { id } = await find("order_confirmation", "en_US");
    const [own, conversationId] = [s.ctx(), s.conversationId];
    const inboxId = s.shop.inbox.id;
    await s.begin("whatsapp_cloud", hello(60, "447700900999"));
    const input = { conversationId, clientId: newId(), templateId: id, values: ORDER };
    await expect(sendTemplate(s.ctx(), input)).rejects.toMatchObject({ code: "not_found" });
    await expect(send(id, ORDER)).rejects.toMatchObject({ code: "not_found" });
    await expect(listTemplates(s.ctx(), { inboxId, limit: 5 })).rejects.toMatchObject({ code: "not_found" });
    expect((await listTemplates(own, { inboxId, limit: 5 })).items).toHaveLength(5);
  });
});
