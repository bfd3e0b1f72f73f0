import { encode } from "next-auth/jwt";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type MadeMember, makeTeam } from "../../../prisma/seed/factories";
import { makeSession } from "../../../prisma/seed/factories-users";
import { clock } from "../../core/clock";
import { handleAdmin } from "../../rest/admin/handler";
import { type PairingScene, pairingScene } from "../../testing/pairing-scene";
import { handlerRun } from "../../testing/run";
import { fixture } from "../../testing/sending-scene";
import { schedule } from "../../worker/schedule";
import { sessionCookieName } from "../accounts/session-cookie";
import { pauseInbox } from "../inboxes/pause";
import {
  listDevices,
  logOutPhone,
  makePairingCode,
  reconnectPhone,
  showPairingPicture,
  syncHistory,
} from "./acts";
import { fetchHistory } from "./history";
import { systemOf } from "./open";

let s: PairingScene;
beforeAll(async () => {
  s = await pairingScene();
});
afterAll(() => s.provider.close());
beforeEach(() => s.begin());
afterEach(() => s.end());

describe("a phone", () => {
  it("is paired by a picture from the gateway, holds for two minutes, and is steady", async () => {
    expect(await s.status()).toMatchObject({ phase: "waiting", failures: 0, severity: "none", attempts: [] });
    const { dataUrl, expiresAt } = await showPairingPicture(s.owner(), s.inbox());
    expect(dataUrl).toMatch(/^data:image\/png;base64,/);
    expect(Date.parse(expiresAt) - clock.now()).toBeGreaterThan(25_000);
    s.gateway().pair();
    const paired = await s.lookIn(5);
    expect(paired).toMatchObject({ phase: "paired", isConnected: true, number: "447700900000" });
    expect(Date.parse(paired.steadyAt!) - clock.now()).toBe(120_000);
    expect(await s.lookIn(60)).toMatchObject({ phase: "paired" });
    expect(await s.lookIn(61)).toMatchObject({ phase: "steady", attempts: [{ outcome: "steady" }] });
    expect(await listDevices(s.owner(), s.inbox())).toEqual([
      { name: "Acme Support", number: "447700900000", state: "logged_in" },
    ]);
    await expect(showPairingPicture(s.owner(), s.inbox())).rejects.toMatchObject({
      message: expect.stringContaining("A phone is paired already."),
    });
  });

  it("is paired by a code to type; a number that is none is refused by the gateway's words", async () => {
    const made = await makePairingCode(s.owner(), { ...s.inbox(), phone: "447700900000" });
    expect(made.code).toBe("ABCD-1234");
    expect(await s.actions()).toEqual(["inbox.pairing_code"]);
  });

  it("teaches the inbox its number, so that other accounts of the gateway are told apart", async () => {
    await s.status();
    s.gateway().pair();
    await s.lookIn(5);
    const other = {
      ...s.gateway().event("message", {
        id: "X1",
        chat_id: "1@s.whatsapp.net",
        from: "1@s.whatsapp.net",
        body: "x",
      }),
    };
    await s.shop().deliver({ ...other, device_id: "447700900999@s.whatsapp.net", session_id: undefined });
    await s.shop().work();
    expect(await s.shop().deliveries()).toMatchObject([{ state: "ignored" }]);
  });

  it("that is gone pauses the inbox, and back again lets it go on; logged out by a member is no failure", async () => {
    await s.status();
    s.gateway().pair();
    await s.lookIn(5);
    s.pass(20);
    await logOutPhone(s.owner(), s.inbox());
    expect(await s.status()).toMatchObject({
      phase: "waiting",
      failures: 0,
      attempts: [{ outcome: "ended" }],
    });
    expect((await s.stored()).pausedFor).toMatchObject({ reason: "No phone is paired with this inbox." });
    s.gateway().pair();
    await s.lookIn(5);
    expect((await s.stored()).pausedFor).toBeNull();
    s.gateway().drop();
    expect(await s.lookIn(300)).toMatchObject({ isPaired: true, isConnected: false });
    await reconnectPhone(s.owner(), s.inbox());
    expect(await s.actions()).toContain("inbox.reconnect");
    expect(await s.lookIn(5)).toMatchObject({ isConnected: true });
  });

  it("that a send was denied between two looks which saw it lets the inbox go on; another pause stays", async () => {
    await s.status();
    s.gateway().pair();
    await s.lookIn(5);
    const { inboxId } = s.inbox();
    const pause = (code: string) =>
      pauseInbox(systemOf(s.owner()), inboxId, { code, reason: "It was refused.", fix: "Mend it." });
    await pause("phone");
    expect(await s.lookIn(60)).toMatchObject({ isConnected: true });
    expect((await s.stored()).pausedFor).toBeNull();
    await pause("DEVICE_NOT_FOUND");
    await s.lookIn(60);
    expect((await s.stored()).pausedFor).toMatchObject({ code: "DEVICE_NOT_FOUND" });
  });

  it("says why it cannot be asked, and what it was stays", async () => {
    s.provider.moods.push("away");
    expect(await s.status()).toMatchObject({ problem: expect.stringContaining("503"), phase: "waiting" });
    s.provider.moods.push("away");
    await expect(listDevices(s.owner(), s.inbox())).rejects.toMatchObject({ code: "unavailable" });
  });

  it("is looked at by the schedule where nobody has the page open", async () => {
    const job = schedule({ db: s.rt.db } as never).find(({ job: name }) => name === "pairing")!;
    const run = () =>
      job.handler.run({ ...systemOf(s.owner()), log: s.rt.log } as never, {}, handlerRun({ maxAttempts: 1 }));
    await run();
    s.gateway().pair();
    await s.rt.db.pool.query("update inbox_pairing set checked_at = now() - interval '1 minute'");
    await run();
    const row = await s.rt.db.prisma.inboxPairing.findUniqueOrThrow({ where: s.inbox() });
    expect(row).toMatchObject({ isPaired: true, number: "447700900000" });
  });
});

it("GET /api/v1/admin/inboxes/<id>/pairing says how the phone stands, to those who may set it up", async () => {
  s.gateway().pair();
  const ask = async (member: MadeMember | null) => {
    const session = member && (await makeSession(s.rt.db, { userId: member.userId }));
    const claims = { sub: member?.userId ?? "", sid: session?.id };
    const token = await encode({ token: claims, secret: s.rt.secrets.appSecret });
    const headers = { ...(member && { cookie: `${sessionCookieName()}=${token}` }) };
    const path = `/api/v1/admin/inboxes/${s.shop().inbox.id}/pairing?tenantSlug=${s.shop().tenant.slug}`;
    const answer = await handleAdmin(new Request(`http://parley.test${path}`, { headers }));
    return { status: answer.status, json: await answer.json() };
  };
  expect(await ask(s.shop().owner as MadeMember)).toMatchObject({
    status: 200,
    json: { phase: "steady", failures: 0 },
  });
  expect((await ask(s.shop().agents[0] as MadeMember)).status).toBe(403);
  expect((await ask(null)).status).toBe(401);
  expect((await ask((await makeTeam(s.rt.db)).owner as MadeMember)).status).toBe(404);
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
    await s.shop().deliver(fixture("whatsapp_web/fixtures/v9-message-text"));
    await s.shop().work();
    const told = await s.rt.db.prisma.event.count({
      where: { tenantId: s.shop().tenantId, type: "conversation.created" },
    });
    s.gateway().chats.push(
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
    const ctx = systemOf(s.owner());
    for (let n = 0; n < 2; n++) await fetchHistory(ctx, s.shop().inbox.id, AbortSignal.timeout(10_000));
    const conversations = await s.shop().conversations();
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
    const where = { tenantId: s.shop().tenantId, type: "conversation.created" };
    expect(await s.rt.db.prisma.event.count({ where })).toBe(told);
    expect(s.gateway().sent).toEqual([]);
  });

  it("is cleaned of what the database cannot hold, so that one message does not keep the others away", async () => {
    const chat = { jid: "447700900456@s.whatsapp.net", name: "Ben\u0000 Example" };
    s.gateway().chats.push({ ...chat, messages: [past(1, { content: "Old\u0000 words" }), past(2)] });
    await fetchHistory(systemOf(s.owner()), s.shop().inbox.id, AbortSignal.timeout(10_000));
    const [ben] = await s.shop().conversations();
    expect(ben!.contact.name).toBe("Ben Example");
    expect(ben!.messages.map(({ content }) => content)).toEqual(["Old words", "Old words 2"]);
  });

  it("is asked for once a pairing begins, and by a member", async () => {
    await s.status();
    s.gateway().pair();
    await s.lookIn(5);
    await syncHistory(s.owner(), s.inbox());
    const where = { tenantId: s.shop().tenantId, kind: "pairing.history" };
    expect(await s.rt.db.prisma.outboxEntry.count({ where })).toBe(2);
    expect(await s.actions()).toContain("inbox.sync_history");
  });
});
