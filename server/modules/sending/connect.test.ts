import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished } from "vitest";
import { UNKNOWN_NUMBER } from "../../channels/whatsapp_cloud/fake";
import { APP_SECRET, NUMBER } from "../../testing/channel-scene";
import { hello, refusal, sendingScene } from "../../testing/sending-scene";
import { getConnection, listConnectable } from "../inboxes/connection";
import { listInboxSettings } from "../inboxes/settings";
import { onReferenceLive } from "../tenants/live";
import { announceAgain } from "./announce";
import { changeCredentials, checkConnection, connectAndAnnounce } from "./connect";

let s: Awaited<ReturnType<typeof sendingScene>>;
beforeAll(async () => {
  s = await sendingScene();
});
afterAll(() => s.close());
beforeEach(() => s.begin("whatsapp_cloud", hello(70)));

const BOT = "700000900:fictional_fictional_fictional";
const CLOUD = {
  ...{ phoneNumberId: NUMBER, accessToken: "EAAG-fictional", appSecret: APP_SECRET },
  ...{ wabaId: "", verifyToken: "", apiVersion: "" },
};
const cloud = (credentials: object = {}) =>
  connectAndAnnounce(s.ctx(), {
    ...{ channel: "whatsapp_cloud", name: "Orders" },
    credentials: { ...CLOUD, ...credentials },
  });
const inboxes = async () => (await listInboxSettings(s.ctx())).map(({ name }) => name);

it("every channel says what its form asks for", () => {
  const channels = listConnectable();
  expect(channels.map(({ key, fields }) => [key, fields.length])).toEqual(
    expect.arrayContaining([
      ["web", 0],
      ["telegram", 1],
      ["whatsapp_cloud", 7],
    ]),
  );
});

it("an inbox is connected once its provider knows it; its secrets come back as four characters", async () => {
  const { inboxId, warning } = await cloud();
  // The scene's own inbox has this number too.
  expect(warning).toBe(
    "“whatsapp_cloud” is connected to the same account. Only one of the two receives what customers write, so keep only one.",
  );
  const { fields, webhookUrl, verifyToken } = await getConnection(s.ctx(), { inboxId });
  const shown = Object.fromEntries(fields.map(({ name, value }) => [name, value]));
  expect(shown).toMatchObject({ phoneNumberId: NUMBER, accessToken: "onal", appSecret: "ee00", wabaId: "" });
  expect(webhookUrl).toContain(`/api/webhooks/whatsapp_cloud/${inboxId}`);
  expect(verifyToken).toMatch(/^[\w-]{32}$/);
  expect(shown.verifyToken).toBe(verifyToken);
});

it("a bot is told where to deliver, and its check says whether it does", async () => {
  const made = await connectAndAnnounce(s.ctx(), {
    ...{ channel: "telegram", name: "Bot", credentials: { botToken: BOT } },
  });
  expect(made.warning).toBeNull();
  expect(s.telegram.calls.map(({ path }) => path.split("/").at(-1))).toEqual(["getMe", "setWebhook"]);
  const kept = { channel: "telegram", credentials: { botToken: "" }, inboxId: made.inboxId };
  const facts = async () => {
    const answer = await checkConnection(s.ctx(), kept);
    return answer.isKnown && answer.facts;
  };
  expect(await facts()).toContainEqual({ label: "Delivers", value: "To this inbox.", isBad: false });
  expect(await facts()).toContainEqual({ label: "Bot", value: "@acme_support_bot" });
  s.telegram.moods.push(
    { status: 200, json: { ok: true, result: { id: 1, first_name: "Acme" } } },
    { status: 200, json: { ok: true, result: { url: "https://elsewhere.example/x" } } },
  );
  expect(await facts()).toContainEqual({
    ...{ label: "Delivers", value: "To elsewhere.example, not here.", isBad: true },
  });
  expect(await announceAgain(s.ctx(), { inboxId: made.inboxId })).toEqual({ warning: null });
});

it("an address counts as told once the provider has taken it, and as not known before and after", async () => {
  const bot = { channel: "telegram", name: "Bot", credentials: { botToken: BOT } };
  s.telegram.moods.push({ status: 200, json: { ok: true, result: { id: 1, first_name: "Acme" } } }, "away");
  const { inboxId, warning } = await connectAndAnnounce(s.ctx(), bot);
  expect(warning).toMatch(/could not be told where to deliver/);
  const told = async () => {
    const { canAnnounce, isAnnounced } = await getConnection(s.ctx(), { inboxId });
    return { canAnnounce, isAnnounced };
  };
  expect(await told()).toEqual({ canAnnounce: true, isAnnounced: false });
  const heard: string[] = [];
  onReferenceLive(({ what }) => void heard.push(what));
  onTestFinished(() => onReferenceLive(() => {}));
  await announceAgain(s.ctx(), { inboxId });
  expect(heard).toEqual(["inboxes"]);
  expect(await told()).toEqual({ canAnnounce: true, isAnnounced: true });
  s.telegram.moods.push("away");
  await announceAgain(s.ctx(), { inboxId });
  expect(await told()).toEqual({ canAnnounce: true, isAnnounced: false });
  const byHand = (await cloud()).inboxId;
  expect(await getConnection(s.ctx(), { inboxId: byHand })).toMatchObject({
    ...{ canAnnounce: false, isAnnounced: false },
  });
});

it("each wrong field has its own words, ours and the provider's, and nothing is made", async () => {
  const wrong = cloud({ phoneNumberId: "+44", accessToken: "", apiVersion: "23" });
  await expect(wrong).rejects.toMatchObject({
    code: "bad_request",
    details: {
      fields: {
        "credentials.phoneNumberId": "Phone number ID is a number of 5 to 30 digits",
        "credentials.accessToken": "Access token is missing",
        "credentials.apiVersion": "Graph API version is a version like v23.0",
      },
    },
  });
  await expect(cloud({ accessToken: "EAAG-another" })).rejects.toMatchObject({
    details: { field: "credentials.accessToken" },
    message: expect.stringContaining("no longer accepts"),
  });
  await expect(cloud({ phoneNumberId: UNKNOWN_NUMBER })).rejects.toMatchObject({
    details: { field: "credentials.phoneNumberId" },
    message: expect.stringContaining("no such number"),
  });
  await expect(
    connectAndAnnounce(s.ctx(), { channel: "web", name: "W", credentials: {} }),
  ).rejects.toMatchObject({ code: "not_found" });
  expect(await inboxes()).toEqual(["Website chat", "whatsapp_cloud"]);
});

it("a provider that is away hinders nobody: the inbox is there and says what is still to do", async () => {
  s.meta.moods.push("away");
  const { warning } = await cloud();
  expect(warning).toMatch(/^The provider could not be reached/);
  expect(await inboxes()).toContain("Orders");
  s.meta.moods.push("away");
  expect(await checkConnection(s.ctx(), { channel: "whatsapp_cloud", credentials: CLOUD })).toMatchObject({
    isKnown: false,
    reason: "The provider could not be reached.",
  });
});

it("new credentials are tried first; what waited for them goes out, and what was not given stays", async () => {
  s.meta.moods.push(refusal("whatsapp_cloud/fixtures/api-error-190-token-expired", 401));
  const inboxId = s.shop.inbox.id;
  const id = await s.reply("waiting");
  await s.turn();
  const pausedFor = async () =>
    (await listInboxSettings(s.ctx())).find(({ id: one }) => one === inboxId)!.pausedFor;
  expect(await pausedFor()).toMatchObject({ code: "190" });
  const change = (accessToken: string) =>
    changeCredentials(s.ctx(), { inboxId, credentials: { accessToken, appSecret: "" } });
  await expect(change("EAAG-wrong")).rejects.toMatchObject({ code: "bad_request" });
  expect(await pausedFor()).not.toBeNull();
  await change("EAAG-fictional");
  expect(await pausedFor()).toBeNull();
  await s.noPace();
  await s.turn();
  expect((await s.messageOf(id)).status).toBe("sent");
  const { fields } = await getConnection(s.ctx(), { inboxId });
  expect(fields.find(({ name }) => name === "appSecret")!.value).toBe("ee00");
  const entry = await s.rt.db.prisma.auditEntry.findFirst({
    where: { tenantId: s.shop.tenantId, action: "inbox.set_credentials" },
  });
  expect(entry?.after).toEqual({ fields: ["accessToken"] });
});

it("a refusal of credentials that were changed while it was under way pauses nothing", async () => {
  const inboxId = s.shop.inbox.id;
  s.meanwhile = async (answer) => {
    s.meanwhile = async () => {};
    Object.assign(answer, refusal("whatsapp_cloud/fixtures/api-error-190-token-expired", 401));
    await changeCredentials(s.ctx(), { inboxId, credentials: { accessToken: "EAAG-fictional" } });
  };
  const id = await s.reply("just then");
  await s.turn();
  const { pausedFor } = await s.rt.db.prisma.inbox.findUniqueOrThrow({ where: { id: inboxId } });
  expect(pausedFor).toBeNull();
  await Promise.all([s.noPace(), s.dueNow()]);
  await s.turn();
  const attempts = [{ outcome: "retry", code: "190" }, { outcome: "sent" }];
  expect(await s.messageOf(id)).toMatchObject({ status: "sent", attempts });
});

it("a test that the kept credentials pass ends the pause they were refused for, and no other test does", async () => {
  s.meta.moods.push(refusal("whatsapp_cloud/fixtures/api-error-190-token-expired", 401));
  const inboxId = s.shop.inbox.id;
  const id = await s.reply("waiting");
  await s.turn();
  const kept = { channel: "whatsapp_cloud", inboxId, credentials: {} };
  const other = { ...kept, credentials: { apiVersion: "v22.0" } };
  expect(await checkConnection(s.ctx(), other)).toMatchObject({ isKnown: true, isResumed: false });
  expect(await checkConnection(s.ctx(), kept)).toMatchObject({ isKnown: true, isResumed: true });
  expect(await checkConnection(s.ctx(), kept)).toMatchObject({ isKnown: true, isResumed: false });
  await s.noPace();
  await s.turn();
  expect((await s.messageOf(id)).status).toBe("sent");
  const pausedFor = { code: "phone", reason: "No phone.", fix: "Pair it." };
  await s.rt.db.prisma.inbox.update({ where: { id: inboxId }, data: { pausedFor } });
  expect(await checkConnection(s.ctx(), kept)).toMatchObject({ isResumed: false });
});

it("a bot whose token Telegram does not know is refused at its field", async () => {
  const strange = { channel: "telegram", name: "Bot", credentials: { botToken: `${BOT}x` } };
  await expect(connectAndAnnounce(s.ctx(), strange)).rejects.toMatchObject({
    details: { field: "credentials.botToken" },
  });
});
