import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { handleWebhook } from "../../inbound/receive";
import { DIALOG_KEY } from "../../testing/channel-scene";
import { fixture, hello, PHONE, refusal, sendingScene, status } from "../../testing/sending-scene";
import { getConnection } from "../inboxes/connection";
import { changeCredentials, checkConnection, connectAndAnnounce } from "./connect";

let s: Awaited<ReturnType<typeof sendingScene>>;
beforeAll(async () => {
  s = await sendingScene();
});
afterAll(() => s.close());
beforeEach(() => s.begin("whatsapp_360dialog", hello(60)));

const connect = (apiKey: string, baseUrl = "") =>
  connectAndAnnounce(s.ctx(), {
    ...{ channel: "whatsapp_360dialog", name: "Orders", credentials: { apiKey, baseUrl } },
  });

describe("a number at 360dialog", () => {
  it("delivers only to the address with the secret in it", async () => {
    const at = async (path: string) => {
      const body = JSON.stringify(hello(1));
      return (await handleWebhook(new Request(`http://parley.test${path}`, { method: "POST", body }))).status;
    };
    const bare = s.shop.path.split("/").slice(0, -1).join("/");
    expect(s.shop.path.slice(bare.length)).toMatch(/^\/[\w-]{43}$/);
    for (const path of [bare, `${bare}/`, `${bare}/guessed`, `${s.shop.path}x`])
      expect(await at(path)).toBe(401);
    expect(await at(`${s.shop.path}/more`)).toBe(404);
    expect(await at(s.shop.path)).toBe(200);
    expect(await s.shop.deliveries()).toHaveLength(2);
  });

  it("is written to with its key, and its statuses are Meta's", async () => {
    const id = await s.reply("It is on its way");
    await s.turn();
    expect(s.dialog.calls).toMatchObject([
      {
        ...{ method: "POST", path: "/messages", headers: { "d360-api-key": DIALOG_KEY } },
        json: { messaging_product: "whatsapp", to: PHONE, text: { body: "It is on its way" } },
      },
    ]);
    expect(s.dialog.calls[0]!.headers.authorization).toBeUndefined();
    const { externalId, status: sent } = await s.messageOf(id);
    expect(sent).toBe("sent");
    await s.shop.deliver(status(externalId!, "read"));
    await s.shop.work();
    expect(await s.messageOf(id)).toMatchObject({ status: "read" });
  });

  it("pauses the inbox when its key is refused, waits where it is too much, and is unsure where Meta was silent", async () => {
    const folder = "whatsapp_360dialog/fixtures";
    s.dialog.moods.push(refusal(`${folder}/error-400-rate-limit`, 400));
    const busy = await s.reply("one");
    await s.turn();
    expect((await s.messageOf(busy)).status).toBe("queued");
    await Promise.all([s.noPace(), s.dueNow()]);
    s.dialog.moods.push(refusal(`${folder}/error-401-invalid-key`, 401));
    await s.turn();
    expect((await s.messageOf(busy)).status).toBe("queued");
    const inbox = await s.rt.db.prisma.inbox.findUniqueOrThrow({ where: { id: s.shop.inbox.id } });
    expect(inbox.pausedFor).toMatchObject({ reason: "360dialog does not know this API key." });

    await s.begin("whatsapp_360dialog", hello(60));
    const upstream = { meta: { success: false, http_code: 502, developer_message: "Upstream" } };
    s.dialog.moods.push({ status: 502, json: upstream });
    const unsure = await s.reply("two");
    await s.turn();
    expect((await s.messageOf(unsure)).attempts).toMatchObject([{ outcome: "unconfirmed" }]);
  });

  it("has its files behind its own address, and asks for none of them again", async () => {
    await s.begin("whatsapp_360dialog", fixture("whatsapp_cloud/fixtures/in-image-with-caption"));
    await s.turn();
    const files = async () => (await s.shop.conversations())[0]!.messages[0]!.attachments as object[];
    expect(await files()).toMatchObject([{ contentType: "image/jpeg", width: 1 }]);
    expect(s.dialog.calls.map(({ path }) => path)).toMatchObject([
      expect.stringMatching(/^\/\d+$/),
      expect.stringMatching(/^\/whatsapp_business\/attachments\/\?mid=\d+&ext=1&hash=x$/),
    ]);

    const document = fixture("whatsapp_cloud/fixtures/in-document");
    await s.begin("whatsapp_360dialog", document, [{ status: 404, json: {} }]);
    await s.turn();
    await s.dueNow();
    await s.turn();
    expect(await files()).toEqual([]);
    expect(s.dialog.calls).toHaveLength(1);
  });

  it("is connected by its key alone: told where to deliver, asked whether it does", async () => {
    await expect(connect("not-the-key")).rejects.toMatchObject({
      details: { field: "credentials.apiKey" },
    });
    await expect(connect(DIALOG_KEY, "http://10.0.0.1")).rejects.toMatchObject({
      details: { fields: { "credentials.baseUrl": "Base address is an address that begins with https://" } },
    });
    const { inboxId, warning } = await connect(DIALOG_KEY);
    // The scene's own inbox has this key too.
    expect(warning).toMatch(/^“whatsapp_360dialog” is connected to the same account/);
    const { fields, webhookUrl } = await getConnection(s.ctx(), { inboxId });
    expect(fields.map(({ name, value }) => [name, value])).toEqual([
      ["apiKey", DIALOG_KEY.slice(-4)],
      ["baseUrl", ""],
    ]);
    expect(s.dialog.calls.at(-1)).toMatchObject({ method: "POST", json: { url: webhookUrl } });
    const kept = { channel: "whatsapp_360dialog", credentials: { apiKey: "" }, inboxId };
    const answer = await checkConnection(s.ctx(), kept);
    expect(answer.isKnown && answer.facts).toContainEqual(
      expect.objectContaining({ label: "Delivers", value: "To this inbox." }),
    );
  });

  it("gives its kept key to no other address", async () => {
    const { inboxId } = await connect(DIALOG_KEY);
    const elsewhere = { apiKey: "", baseUrl: "https://elsewhere.example" };
    const wanted = { code: "bad_request", details: { field: "credentials.apiKey" } };
    const asked = checkConnection(s.ctx(), {
      channel: "whatsapp_360dialog",
      inboxId,
      credentials: elsewhere,
    });
    await expect(asked).rejects.toMatchObject(wanted);
    const lie = checkConnection(s.ctx(), { channel: "telegram", inboxId, credentials: elsewhere });
    await expect(lie).rejects.toMatchObject(wanted);
    await expect(changeCredentials(s.ctx(), { inboxId, credentials: elsewhere })).rejects.toMatchObject(
      wanted,
    );
    const same = changeCredentials(s.ctx(), { inboxId, credentials: { apiKey: "" } });
    await expect(same).resolves.toMatchObject({ warning: expect.stringMatching(/connected to the same/) });
  });

  it("waits an hour where its files are closed, and goes on sending meanwhile", async () => {
    const document = fixture("whatsapp_cloud/fixtures/in-document");
    document.entry[0].changes[0].value.messages[0].timestamp = String(Math.floor(Date.now() / 1000) - 60);
    await s.begin("whatsapp_360dialog", document, [{ status: 403, json: {} }]);
    await s.turn();
    const inbox = await s.rt.db.prisma.inbox.findUniqueOrThrow({ where: { id: s.shop.inbox.id } });
    expect(inbox.pausedFor).toBeNull();
    const owed = await s.rt.db.prisma.outboxEntry.findFirstOrThrow({
      where: { tenantId: s.shop.tenantId, kind: "message.fetch" },
    });
    expect((owed.runAt.getTime() - Date.now()) / 60_000).toBeGreaterThan(55);
    await s.rt.db.prisma.inbox.update({
      where: { id: s.shop.inbox.id },
      data: { pausedFor: { code: "1", reason: "x", fix: "y" } },
    });
    await s.dueNow();
    await s.turn();
    expect(s.dialog.calls).toHaveLength(1);
  });

  it("reaches no private network by an address that a tenant gives", async () => {
    const { warning } = await connect(DIALOG_KEY, "https://localhost:9");
    expect(warning).toContain("could not be reached");
  });
});
