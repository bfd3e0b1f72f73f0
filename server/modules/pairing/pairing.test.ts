import { encode } from "next-auth/jwt";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type MadeMember, makeTeam, memberCtx } from "../../../prisma/seed/factories";
import { makeSession } from "../../../prisma/seed/factories-users";
import { type FakeProvider, startFake } from "../../channels/fake";
import { createGatewayFake, type GatewayFake } from "../../channels/whatsapp_web/fake";
import { clock } from "../../core/clock";
import type { Runtime } from "../../infra/runtime";
import { handleAdmin } from "../../rest/admin/handler";
import { type ChannelScene, channelScene } from "../../testing/channel-scene";
import { testRuntime } from "../../testing/runtime";
import { fixture } from "../../testing/sending-scene";
import { schedule } from "../../worker/schedule";
import { sessionCookieName } from "../accounts/session-cookie";
import {
  listDevices,
  logOutPhone,
  makePairingCode,
  reconnectPhone,
  resetPairing,
  showPairingPicture,
  syncHistory,
  takeAnotherNumber,
} from "./acts";
import { fetchHistory } from "./history";
import { systemOf } from "./open";
import { getPairingStatus } from "./status";

let rt: Runtime;
let gateway: GatewayFake;
let provider: FakeProvider;
let shop: ChannelScene;
const realNow = clock.now;
let shift = 0;

beforeAll(async () => {
  rt = await testRuntime({ PARLEY_PRIVATE_HOSTS: "127.0.0.1" });
  provider = await startFake((call) => gateway.take(call));
});
afterAll(() => provider.close());
beforeEach(async () => {
  gateway = createGatewayFake();
  provider.calls.length = provider.moods.length = 0;
  shop = await channelScene(rt, "whatsapp_web", { baseUrl: provider.url, number: undefined });
  shift = 0;
  const start = realNow();
  clock.now = () => start + shift;
});
afterEach(() => {
  clock.now = realNow;
});

const owner = () => memberCtx({ ...shop.owner, tenantId: shop.tenant.id });
const admin = () => ({ ...owner(), actor: { ...owner().actor, role: "administrator" } });
const inbox = () => ({ inboxId: shop.inbox.id });
const status = () => getPairingStatus(owner(), inbox());
/** The status so many seconds later. */
async function lookIn(seconds: number) {
  shift += seconds * 1000;
  return status();
}
async function fail() {
  gateway.pair();
  expect(await lookIn(5)).toMatchObject({ phase: "paired" });
  gateway.logOut();
  return lookIn(30);
}
const actions = async () =>
  (await rt.db.prisma.auditEntry.findMany({ where: { tenantId: shop.tenantId } })).map(
    ({ action }) => action,
  );
const stored = () => rt.db.prisma.inbox.findUniqueOrThrow({ where: { id: shop.inbox.id } });

describe("a phone", () => {
  it("is paired by a picture from the gateway, holds for two minutes, and is steady", async () => {
    expect(await status()).toMatchObject({ phase: "waiting", failures: 0, severity: "none", attempts: [] });
    const { dataUrl, expiresAt } = await showPairingPicture(owner(), inbox());
    expect(dataUrl).toMatch(/^data:image\/png;base64,/);
    expect(Date.parse(expiresAt) - clock.now()).toBeGreaterThan(25_000);
    gateway.pair();
    const paired = await lookIn(5);
    expect(paired).toMatchObject({ phase: "paired", isConnected: true, number: "447700900000" });
    expect(Date.parse(paired.steadyAt!) - clock.now()).toBe(120_000);
    expect(await lookIn(60)).toMatchObject({ phase: "paired" });
    expect(await lookIn(61)).toMatchObject({ phase: "steady", attempts: [{ outcome: "steady" }] });
    expect(await listDevices(owner(), inbox())).toEqual([
      { name: "Acme Support", number: "447700900000", state: "logged_in" },
    ]);
    await expect(showPairingPicture(owner(), inbox())).rejects.toMatchObject({
      message: expect.stringContaining("A phone is paired already."),
    });
  });

  it("is paired by a code to type; a number that is none is refused by the gateway's words", async () => {
    const made = await makePairingCode(owner(), { ...inbox(), phone: "447700900000" });
    expect(made.code).toBe("ABCD-1234");
    expect(await actions()).toEqual(["inbox.pairing_code"]);
  });

  it("teaches the inbox its number, so that other accounts of the gateway are told apart", async () => {
    await status();
    gateway.pair();
    await lookIn(5);
    const other = {
      ...gateway.event("message", {
        id: "X1",
        chat_id: "1@s.whatsapp.net",
        from: "1@s.whatsapp.net",
        body: "x",
      }),
    };
    await shop.deliver({ ...other, device_id: "447700900999@s.whatsapp.net", session_id: undefined });
    await shop.work();
    expect(await shop.deliveries()).toMatchObject([{ state: "ignored" }]);
  });

  it("that is gone pauses the inbox, and back again lets it go on; logged out by a member is no failure", async () => {
    await status();
    gateway.pair();
    await lookIn(5);
    shift += 20;
    await logOutPhone(owner(), inbox());
    expect(await status()).toMatchObject({ phase: "waiting", failures: 0, attempts: [{ outcome: "ended" }] });
    expect((await stored()).pausedFor).toMatchObject({ reason: "No phone is paired with this inbox." });
    gateway.pair();
    await lookIn(5);
    expect((await stored()).pausedFor).toBeNull();
    gateway.drop();
    expect(await lookIn(300)).toMatchObject({ isPaired: true, isConnected: false });
    await reconnectPhone(owner(), inbox());
    expect(await actions()).toContain("inbox.reconnect");
    expect(await lookIn(5)).toMatchObject({ isConnected: true });
  });

  it("says why it cannot be asked, and what it was stays", async () => {
    provider.moods.push("away");
    expect(await status()).toMatchObject({ problem: expect.stringContaining("503"), phase: "waiting" });
    provider.moods.push("away");
    await expect(listDevices(owner(), inbox())).rejects.toMatchObject({ code: "unavailable" });
  });

  it("is looked at by the schedule where nobody has the page open", async () => {
    const job = schedule({ db: rt.db } as never).find(({ job: name }) => name === "pairing")!;
    const run = () =>
      job.handler.run({ ...systemOf(owner()), log: rt.log } as never, {}, {
        signal: AbortSignal.timeout(10_000),
        attempt: 1,
        maxAttempts: 1,
        idempotencyKey: "x",
      } as never);
    await run();
    gateway.pair();
    await rt.db.pool.query("update inbox_pairing set checked_at = now() - interval '1 minute'");
    await run();
    const row = await rt.db.prisma.inboxPairing.findUniqueOrThrow({ where: inbox() });
    expect(row).toMatchObject({ isPaired: true, number: "447700900000" });
  });
});

describe("the pairing limit", () => {
  it("warns at two, locks at three, refuses to pair, and yields to an owner only", async () => {
    await status();
    expect(await fail()).toMatchObject({ failures: 1, severity: "none" });
    const warned = await fail();
    expect(warned).toMatchObject({ failures: 2, severity: "warning", lockedUntil: null });
    expect(Date.parse(warned.restUntil!) - clock.now()).toBe(2 * 3_600_000);
    const locked = await fail();
    expect(locked).toMatchObject({ failures: 3, severity: "locked", restUntil: null });
    expect(Date.parse(locked.lockedUntil!) - clock.now()).toBe(24 * 3_600_000);
    expect(locked.attempts.map(({ outcome }) => outcome)).toEqual(["logged_out", "logged_out", "logged_out"]);
    const refused = { code: "conflict", message: expect.stringContaining("Pairing is locked") };
    await expect(showPairingPicture(owner(), inbox())).rejects.toMatchObject(refused);
    await expect(makePairingCode(owner(), { ...inbox(), phone: "447700900000" })).rejects.toMatchObject(
      refused,
    );
    expect(await getPairingStatus(admin(), inbox())).toMatchObject({ mayReset: false });
    const reset = { ...inbox(), reason: "The phone was replaced" };
    await expect(resetPairing(admin(), reset)).rejects.toMatchObject({ code: "forbidden" });
    await resetPairing(owner(), reset);
    const written = { action: "inbox.reset_pairing", after: { equals: { reason: reset.reason } } };
    expect(await rt.db.prisma.auditEntry.count({ where: written })).toBe(1);
    expect(await lookIn(2)).toMatchObject({ failures: 0, severity: "none", lockedUntil: null });
    for (let n = 0; n < 3; n++) await showPairingPicture(owner(), inbox());
    const shown = (await actions()).filter((action) => action === "inbox.pairing_picture");
    expect(shown).toHaveLength(1);
    expect(await actions()).toEqual(
      expect.arrayContaining([
        "inbox.paired",
        "inbox.phone_lost",
        "inbox.pairing_locked",
        "inbox.reset_pairing",
      ]),
    );
  });

  it("ends by itself after 24 hours", async () => {
    await status();
    for (let n = 0; n < 3; n++) await fail();
    expect(await lookIn(24 * 3600 - 1)).toMatchObject({ severity: "locked" });
    expect(await lookIn(2)).toMatchObject({ severity: "none", failures: 0 });
  });

  it("does not hold for a different number, and throws the locked one out again", async () => {
    await status();
    for (let n = 0; n < 3; n++) await fail();
    await takeAnotherNumber(owner(), inbox());
    expect(await lookIn(5)).toMatchObject({ severity: "none", number: null });
    await expect(makePairingCode(owner(), { ...inbox(), phone: "447700900000" })).rejects.toMatchObject({
      code: "conflict",
    });
    await showPairingPicture(owner(), inbox());
    gateway.pair();
    expect(await lookIn(5)).toMatchObject({ severity: "locked", failures: 3 });
    expect(gateway.state.isPaired).toBe(false);
  });

  it("counts a failure once, however many look at once", async () => {
    await status();
    gateway.pair();
    await lookIn(5);
    gateway.logOut();
    shift += 20_000;
    const seen = await Promise.all(Array.from({ length: 8 }, status));
    expect(new Set(seen.map(({ failures }) => failures))).toEqual(new Set([1]));
  });
});

it("GET /api/v1/admin/inboxes/<id>/pairing says how the phone stands, to those who may set it up", async () => {
  gateway.pair();
  const ask = async (member: MadeMember | null) => {
    const session = member && (await makeSession(rt.db, { userId: member.userId }));
    const claims = { sub: member?.userId ?? "", sid: session?.id };
    const token = await encode({ token: claims, secret: rt.secrets.appSecret });
    const headers = { ...(member && { cookie: `${sessionCookieName()}=${token}` }) };
    const path = `/api/v1/admin/inboxes/${shop.inbox.id}/pairing?tenantSlug=${shop.tenant.slug}`;
    const answer = await handleAdmin(new Request(`http://parley.test${path}`, { headers }));
    return { status: answer.status, json: await answer.json() };
  };
  expect(await ask(shop.owner as MadeMember)).toMatchObject({
    status: 200,
    json: { phase: "steady", failures: 0 },
  });
  expect((await ask(shop.agents[0] as MadeMember)).status).toBe(403);
  expect((await ask(null)).status).toBe(401);
  expect((await ask((await makeTeam(rt.db)).owner as MadeMember)).status).toBe(404);
});

describe("the past", () => {
  const past = (n: number, rest: object = {}) => ({
    ...{
      id: `P${n}`,
      sender_jid: "447700900123@s.whatsapp.net",
      content: `Old words ${n}`,
      is_from_me: false,
    },
    ...{ timestamp: `2026-08-2${n}T10:00:00Z`, ...rest },
  });

  it("comes in once, in its order, and nobody is told of it", async () => {
    await shop.deliver(fixture("whatsapp_web/fixtures/v9-message-text"));
    await shop.work();
    const told = await rt.db.prisma.event.count({
      where: { tenantId: shop.tenantId, type: "conversation.created" },
    });
    gateway.chats.push(
      {
        jid: "447700900456@s.whatsapp.net",
        name: "Ben Example",
        messages: [
          past(3),
          past(1),
          past(2, { is_from_me: true }),
          past(4, { media_type: "image", content: "" }),
        ],
      },
      {
        jid: "447700900123@s.whatsapp.net",
        name: "Ada Example",
        messages: [past(4, { id: "3EB0C127D7BACC83D6A1", content: "Hello, is anyone there?" })],
      },
      { jid: "status@broadcast", name: "", messages: [past(9)] },
    );
    const ctx = systemOf(owner());
    for (let n = 0; n < 2; n++) await fetchHistory(ctx, shop.inbox.id, AbortSignal.timeout(10_000));
    const conversations = await shop.conversations();
    expect(
      conversations.map(({ contact, status: is, messages }) => [contact.name, is, messages.length]),
    ).toEqual([
      ["Ada Example", "open", 1],
      ["Ben Example", "resolved", 4],
    ]);
    const [, ben] = conversations;
    expect(ben!.messages.map(({ content, kind }) => `${kind} ${content}`.trim())).toEqual([
      ...["incoming Old words 1", "outgoing Old words 2", "incoming Old words 3", "incoming"],
    ]);
    const where = { tenantId: shop.tenantId, type: "conversation.created" };
    expect(await rt.db.prisma.event.count({ where })).toBe(told);
    expect(gateway.sent).toEqual([]);
  });

  it("is cleaned of what the database cannot hold, so that one message does not keep the others away", async () => {
    const chat = { jid: "447700900456@s.whatsapp.net", name: "Ben\u0000 Example" };
    gateway.chats.push({ ...chat, messages: [past(1, { content: "Old\u0000 words" }), past(2)] });
    await fetchHistory(systemOf(owner()), shop.inbox.id, AbortSignal.timeout(10_000));
    const [ben] = await shop.conversations();
    expect(ben!.contact.name).toBe("Ben Example");
    expect(ben!.messages.map(({ content }) => content)).toEqual(["Old words", "Old words 2"]);
  });

  it("is asked for once a pairing begins, and by a member", async () => {
    await status();
    gateway.pair();
    await lookIn(5);
    await syncHistory(owner(), inbox());
    const where = { tenantId: shop.tenantId, kind: "pairing.history" };
    expect(await rt.db.prisma.outboxEntry.count({ where })).toBe(2);
    expect(await actions()).toContain("inbox.sync_history");
  });
});
