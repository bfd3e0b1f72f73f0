import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { memberCtx } from "../../../prisma/seed/factories";
import { type FakeProvider, startFake } from "../../channels/fake";
import { createCloudFake } from "../../channels/whatsapp_cloud/fake";
import { createGatewayFake, type GatewayFake } from "../../channels/whatsapp_web/fake";
import { newId } from "../../core/ids";
import type { Runtime } from "../../infra/runtime";
import { APP_SECRET, type ChannelScene, channelScene, forgetWork, NUMBER } from "../../testing/channel-scene";
import { testRuntime } from "../../testing/runtime";
import { drain } from "../../worker/index";
import { type CommittedChange, onLive } from "../conversations/live";
import { listConnectableFor, listUnofficial } from "../inboxes/risk";
import { getInboxSettings } from "../inboxes/settings";
import { sendMessage } from "../messages/commands";
import { changeCredentials, connectAndAnnounce } from "./connect";
import { moveInbox } from "./move";

const PHONE = "447700900123";
const CLOUD = { phoneNumberId: NUMBER, accessToken: "EAAG-fictional", appSecret: APP_SECRET };
let rt: Runtime;
let gateway: GatewayFake;
let provider: FakeProvider;
let meta: FakeProvider;
let shop: ChannelScene;

beforeAll(async () => {
  provider = await startFake((call) => gateway.take(call));
  meta = await startFake(createCloudFake({ token: CLOUD.accessToken }));
  rt = await testRuntime({ PARLEY_PRIVATE_HOSTS: "127.0.0.1", WHATSAPP_GRAPH_URL: meta.url });
});
afterAll(() => Promise.all([provider.close(), meta.close()]));
beforeEach(async () => {
  await forgetWork(rt);
  gateway = createGatewayFake({ isPaired: true });
  meta.calls.length = 0;
  shop = await channelScene(rt, "whatsapp_web", { baseUrl: provider.url });
});

const ctx = () => memberCtx({ ...shop.owner, tenantId: shop.tenant.id });
const inboxId = () => shop.inbox.id;
const mails = async () =>
  (await rt.db.prisma.outboxEntry.findMany({ where: { tenantId: shop.tenantId, kind: "mail.send" } })).map(
    ({ payload }) => payload as { to: string; template: string; data: { isOfficial: boolean; to: string } },
  );
const audited = (action: string) =>
  rt.db.prisma.auditEntry.count({ where: { tenantId: shop.tenantId, action } });
const write = (at = new Date()) =>
  shop.deliver(
    gateway.event("message", {
      ...{ id: newId(), chat_id: `${PHONE}@s.whatsapp.net`, from: `${PHONE}@s.whatsapp.net` },
      ...{ body: "Hello", from_name: "Ada", from_lid: "100000000000123@lid", timestamp: at.toISOString() },
    }),
  );

describe("moving to the official API", () => {
  const move = (channel = "whatsapp_cloud", credentials: object = CLOUD) =>
    moveInbox(ctx(), { inboxId: inboxId(), channel, credentials: credentials as Record<string, string> });

  it("keeps conversations and contacts; what waits goes the new way, and owners are told", async () => {
    await write();
    await shop.work();
    const [before] = await shop.conversations();
    gateway.logOut();
    const input = { conversationId: before!.id, clientId: newId(), kind: "outgoing" as const, fileIds: [] };
    await sendMessage(ctx(), { ...input, content: "It is on its way" });
    await drain(20_000, rt, { reactions: [] });
    expect(meta.calls).toEqual([]);

    const changes: CommittedChange[] = [];
    onLive({ changes: (told) => void changes.push(...told), signal: () => {}, isWatched: () => true });
    onTestFinished(() => onLive({ changes: () => {}, signal: () => {}, isWatched: () => false }));
    expect(await move()).toEqual({ warning: null });
    const told = await mails();
    await rt.db.pool.query("update send_pace set next_at = now()");
    await drain(20_000, rt, { reactions: [] });
    expect(meta.calls.at(-1)).toMatchObject({ json: { to: PHONE, text: { body: "It is on its way" } } });
    expect(gateway.sent).toEqual([]);
    const [after, ...others] = await shop.conversations();
    expect(others).toEqual([]);
    expect(after).toMatchObject({ id: before!.id, contactId: before!.contactId });
    expect(after!.messages.map(({ content, status }) => `${content}: ${status}`)).toEqual([
      "Hello: sent",
      "It is on its way: sent",
    ]);
    // 24 hours from what the contact last wrote, of which whoever has it open hears at once and the change feed keeps a fact.
    expect(after!.windowClosesAt!.getTime() - Date.now()).toBeGreaterThan(23 * 3_600_000);
    const opened = { type: "conversation.window_opened", conversationId: before!.id };
    expect(await rt.db.prisma.event.findMany({ where: { tenantId: shop.tenantId, ...opened } })).toHaveLength(
      1,
    );
    expect(changes.filter(({ type }) => type === opened.type)).toMatchObject([
      { row: { id: before!.id, window_closes_at: after!.windowClosesAt } },
    ]);
    await rt.db.pool.query("update conversation set window_closes_at = now() where id = $1", [before!.id]);
    const late = { ...input, clientId: newId(), content: "Has it arrived?" };
    await expect(sendMessage(ctx(), late)).rejects.toMatchObject({ code: "conflict" });
    const settings = await getInboxSettings(ctx(), { inboxId: inboxId() });
    expect(settings).toMatchObject({ channel: "whatsapp_cloud", isUnofficial: false, pausedFor: null });
    expect(await listUnofficial(ctx())).toEqual([]);
    expect(told.map(({ to }) => to)).toEqual([shop.owner.user.email]);
    expect(told[0]).toMatchObject({ template: "inbox-moved", data: { isOfficial: true } });
    expect(await audited("inbox.move")).toBe(1);
  });

  it("tells of no conversation whose hours are over, and says of it when they were", async () => {
    await write(new Date(Date.now() - 25 * 3_600_000));
    await shop.work();
    await move();
    const [conversation] = await shop.conversations();
    expect(Date.now() - conversation!.windowClosesAt!.getTime()).toBeGreaterThan(0.9 * 3_600_000);
    const type = "conversation.window_opened";
    expect(await rt.db.prisma.event.count({ where: { tenantId: shop.tenantId, type } })).toBe(0);
  });

  it("is refused for what cannot take its place, and changes nothing when the provider does not know it", async () => {
    await expect(
      move("telegram", { botToken: "700000900:fictional_fictional_fictional" }),
    ).rejects.toMatchObject({
      code: "conflict",
    });
    await expect(move("whatsapp_web", { baseUrl: provider.url })).rejects.toMatchObject({ code: "conflict" });
    await expect(move("whatsapp_cloud", { ...CLOUD, accessToken: "another" })).rejects.toMatchObject({
      details: { field: "credentials.accessToken" },
    });
    await write();
    await expect(move()).rejects.toMatchObject({ code: "conflict" });
    expect(await getInboxSettings(ctx(), { inboxId: inboxId() })).toMatchObject({ channel: "whatsapp_web" });
    expect(await mails()).toEqual([]);
  });
});

describe("the risk of an unofficial connection", () => {
  const connect = (acceptsRisk?: boolean) =>
    connectAndAnnounce(ctx(), {
      ...{ channel: "whatsapp_web", name: "Shop", acceptsRisk },
      credentials: { baseUrl: provider.url, webhookSecret: APP_SECRET },
    });
  const needsConsent = async () =>
    (await listConnectableFor(ctx())).filter((one) => one.needsConsent).map(({ key }) => key);

  it("is accepted once, by name, before the first such inbox is made", async () => {
    expect(await needsConsent()).toEqual(["whatsapp_web"]);
    await expect(connect()).rejects.toMatchObject({ details: { field: "acceptsRisk" } });
    await connect(true);
    await connect();
    expect(await needsConsent()).toEqual([]);
    expect(await audited("tenant.accept_risk")).toBe(1);
    expect((await listUnofficial(ctx())).map(({ name }) => name)).toEqual(["Shop", "Shop", "whatsapp_web"]);
  });

  it("is told to the owners again when an inbox goes through other servers", async () => {
    const elsewhere = provider.url.replace("127.0.0.1", "localhost");
    const credentials = { baseUrl: elsewhere, webhookSecret: APP_SECRET, password: "fictional" };
    await changeCredentials(ctx(), { inboxId: inboxId(), credentials });
    expect(await mails()).toMatchObject([{ data: { isOfficial: false, to: new URL(elsewhere).host } }]);
  });
});
