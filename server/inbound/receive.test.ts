import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type FakeProvider, startFake } from "../channels/fake";
import { createTelegramFake } from "../channels/telegram/fake";
import { createCloudFake } from "../channels/whatsapp_cloud/fake";
import { newId } from "../core/ids";
import type { Runtime } from "../infra/runtime";
import { seen } from "../testing/any-order";
import { type ChannelScene, channelScene, metaDelivery } from "../testing/channel-scene";
import { testRuntime } from "../testing/runtime";
import { until } from "../testing/until";
import { handleWebhook } from "./receive";

const folder = join(import.meta.dirname, "../channels");
const fixture = (channel: string, name: string) =>
  JSON.parse(readFileSync(join(folder, channel, "fixtures", `${name}.json`), "utf8"));

let rt: Runtime;
let shop: ChannelScene;
const providers: FakeProvider[] = [];
beforeAll(async () => {
  const meta = await startFake(createCloudFake({ token: "EAAG-fictional" }));
  const bots = await startFake(createTelegramFake({ token: "700000900:fictional_fictional_fictional" }));
  providers.push(meta, bots);
  rt = await testRuntime({ WHATSAPP_GRAPH_URL: meta.url, TELEGRAM_API_URL: bots.url });
});
afterAll(() => Promise.all(providers.map((provider) => provider.close())));
beforeEach(async () => {
  shop = await channelScene(rt, "whatsapp_cloud", { verifyToken: "meatyhamhock" });
});

/** What the log says of it: whose door it was and where it came from, and nothing of what it brought. */
const securityEvent = () => ({
  ...{ security: "webhook", tenantId: shop.tenantId, inboxId: shop.inbox.id },
  ...{ ip: expect.any(String), traceId: expect.any(String) },
});
const refusals = () => rt.db.prisma.webhookRefusal.findFirst({ where: { inboxId: shop.inbox.id } });

describe("the webhook door", () => {
  it("answers Meta's question with its challenge, and nobody else's", async () => {
    const asked = (token: string) =>
      shop.ask(`?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=${token}`);
    const answer = await asked("meatyhamhock");
    expect([answer.status, await answer.text()]).toEqual([200, "1158201444"]);
    const warned = vi.spyOn(rt.log, "warn");
    expect((await asked("guessed")).status).toBe(403);
    expect(warned.mock.calls).toEqual([[securityEvent(), "refused a question with another verify token"]]);
    warned.mockRestore();
  });

  it("stores the bytes as they came, answers with nothing in it, and only then understands them", async () => {
    const body = `{"object":"whatsapp_business_account", "entry":[], "x":"\\u00e9\\/"}`;
    const answer = await shop.post(body);
    expect([answer.status, await answer.text()]).toEqual([200, ""]);
    const [kept] = await shop.deliveries();
    expect([Buffer.from(kept!.body).toString(), kept!.state]).toEqual([body, "received"]);
    await shop.work();
    expect(await shop.deliveries()).toMatchObject([{ state: "ignored", reason: "nothing in it" }]);
  });

  it("keeps nothing but a count of what proves nothing", async () => {
    const warned = vi.spyOn(rt.log, "warn");
    const forged = [{}, { "x-hub-signature-256": `sha256=${"0".repeat(64)}` }];
    for (const headers of forged) expect((await shop.post("{}", headers as never)).status).toBe(401);
    const good = JSON.stringify(metaDelivery());
    expect((await shop.post(`${good} `, { "x-hub-signature-256": "sha256=1" })).status).toBe(401);
    await until("all are counted", async () => (await refusals())?.count === 3);
    const told = [securityEvent(), "refused a delivery without the provider's signature"];
    expect(warned.mock.calls).toEqual([told, told, told]);
    warned.mockRestore();
    expect(await shop.deliveries()).toEqual([]);
  });

  it("refuses more than 3 MB, announced or not", async () => {
    const body = `{"a":"${"x".repeat(3 * 1024 * 1024)}"}`;
    expect((await shop.post(body)).status).toBe(413);
    expect((await shop.post(body, { "content-length": "", "x-hub-signature-256": "" })).status).toBe(413);
    expect(await shop.deliveries()).toEqual([]);
  });

  it("knows no inbox of another channel, no stranger's, and no address that is none", async () => {
    const at = async (path: string) =>
      (
        await handleWebhook(
          new Request(`http://parley.test/api/webhooks/${path}`, { method: "POST", body: "{}" }),
        )
      ).status;
    for (const path of [`telegram/${shop.inbox.id}`, `whatsapp_cloud/${newId()}`, "web/x", "pigeon", ""])
      expect(await at(path)).toBe(404);
  });

  it("asks to come again while the inbox is switched off", async () => {
    const closed = await channelScene(rt, "whatsapp_cloud");
    await rt.db.prisma.inbox.update({ where: { id: closed.inbox.id }, data: { disabledAt: new Date() } });
    const answer = await closed.deliver(metaDelivery());
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "600"]);
  });

  it("stores the same bytes once, together or apart, in one process or another", async () => {
    const payload = fixture("whatsapp_cloud", "in-text");
    await Promise.all(Array.from({ length: 8 }, () => shop.deliver(payload)));
    await shop.deliver(payload);
    expect(await shop.deliveries()).toHaveLength(1);
    await shop.work();
    expect(await shop.conversations()).toMatchObject([{ incomingCount: 1 }]);
  });

  it("loses nothing when the process ends between storing and understanding", async () => {
    await shop.deliver(fixture("whatsapp_cloud", "in-text"));
    // A worker took it and died: its lease runs out.
    await rt.db.pool.query(
      `update outbox_entry set lease_until = now() - interval '1 second', attempts = 1, lease_token = 7
       where kind = 'delivery.process' and tenant_id = $1`,
      [shop.tenantId],
    );
    await shop.work();
    await shop.work();
    expect(await shop.deliveries()).toMatchObject([{ state: "processed" }]);
    expect(await shop.conversations()).toMatchObject([
      { messages: [{ content: "Does it come in another colour?" }] },
    ]);
  });

  it("writes down what it could not understand, and goes on with the next", async () => {
    await shop.post("this is not JSON");
    await shop.deliver({ hello: "world" });
    await shop.deliver(fixture("whatsapp_cloud", "in-text"));
    await shop.work();
    expect(await shop.deliveries()).toMatchObject([
      { state: "failed", reason: "It is not JSON" },
      { state: "failed", reason: expect.stringContaining("not of the shape") },
      { state: "processed" },
    ]);
  });
});

/** By channel: whose recordings they are, and which of them are deliveries. */
const RECORDED: [channel: string, of: string, deliveries: RegExp][] = [
  ["whatsapp_cloud", "whatsapp_cloud", /^(?!api-|signature-vectors|verification)/],
  // Meta's shapes at another door, unsigned.
  ["whatsapp_360dialog", "whatsapp_cloud", /^(?!api-|signature-vectors|verification)/],
  ["whatsapp_web", "whatsapp_web", /^(flat|fork|v\d)/],
  ["telegram", "telegram", /^update-/],
  ["api", "api", /^(message|batch)/],
];

describe.each(RECORDED)("every recorded delivery of %s", (channel, of, deliveries) => {
  const names = readdirSync(join(folder, of, "fixtures"))
    .map((file) => file.replace(".json", ""))
    .filter((name) => deliveries.test(name));

  it("is processed, or says why not, and its messages can be read", async () => {
    const scene = await channelScene(rt, channel);
    for (const name of names)
      expect([name, (await scene.deliver(fixture(of, name))).status]).toEqual([name, 200]);
    await scene.work();
    const told = await scene.deliveries();
    // What is over in a moment is told and never stored.
    expect(told).toHaveLength(names.filter((name) => !name.includes("presence")).length);
    expect(told.filter(({ state }) => state !== "processed" && state !== "ignored")).toEqual([]);
    expect(told.filter(({ state, reason }) => state === "ignored" && !reason)).toEqual([]);
    const messages = (await scene.conversations()).flatMap((conversation) => conversation.messages);
    expect(messages.length).toBeGreaterThan(channel === "api" ? 4 : 10);
    const mute = messages.filter(
      ({ content, meta, deletedAt }) =>
        !content && !deletedAt && !(meta as { files?: [] } | null)?.files?.length,
    );
    expect(mute).toEqual([]);
    // All of it once more, in other bytes and backwards, changes nothing.
    const before = await seen(rt, scene);
    for (const name of [...names].reverse()) await scene.deliver({ ...fixture(of, name), again: 1 });
    await scene.work();
    expect(await seen(rt, scene)).toEqual(before);
  });
});
