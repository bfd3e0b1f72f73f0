import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { newId } from "../../core/ids";
import { fixture, hello, PHONE, refusal, sendingScene, status } from "../../testing/sending-scene";
import { beginPlain } from "../../testing/tries";
import { until } from "../../testing/until";
import { appendAll } from "../conversations/append";
import { resumeInbox } from "./pause";

let s: Awaited<ReturnType<typeof sendingScene>>;
beforeAll(async () => {
  s = await sendingScene();
});
afterAll(() => s.close());
beforeEach(() => s.begin("whatsapp_cloud", hello(60)));

const UNCLEAR = "Unconfirmed: WhatsApp broke off before it had answered. It may have arrived all the same.";

describe("a reply over WhatsApp Cloud", () => {
  it("is queued with what it owes in one commit, and goes out as the contract says", async () => {
    const asked = (await s.shop.conversations())[0]!.messages[0]!;
    const id = await s.reply("Yes, see https://example.com/blue", asked.id);
    expect((await s.messageOf(id)).status).toBe("queued");
    const owed = await s.owedOf(id);
    expect(owed).toMatchObject({
      lane: `out:${s.conversationId}`,
      tenantId: s.shop.tenantId,
      state: "ready",
    });
    await s.turn();
    expect(s.meta.calls).toMatchObject([
      {
        path: "/v23.0/106540352242922/messages",
        json: {
          ...{ messaging_product: "whatsapp", recipient_type: "individual", to: PHONE, type: "text" },
          context: { message_id: asked.externalId },
          text: { preview_url: true, body: "Yes, see https://example.com/blue" },
          biz_opaque_callback_data: `conv_msg_out_${id}`,
        },
      },
    ]);
    expect(await s.messageOf(id)).toMatchObject({
      ...{ status: "sent", externalId: expect.stringMatching(/^wamid\.fake/), error: null },
      attempts: [{ number: 1, outcome: "sent" }],
    });
  });

  it("keeps the order of its conversation and six seconds between two to one person", async () => {
    const first = await s.reply("one");
    const second = await s.reply("two");
    await s.turn();
    expect(s.texts()).toEqual(["one"]);
    expect([(await s.messageOf(first)).status, (await s.messageOf(second)).status]).toEqual([
      "sent",
      "queued",
    ]);
    const waiting = await s.owedOf(second);
    const seconds = (waiting.runAt.getTime() - Date.now()) / 1000;
    expect(seconds).toBeGreaterThan(3);
    expect(seconds).toBeLessThan(6.1);
    await Promise.all([s.noPace(), s.dueNow()]);
    await s.turn();
    expect(s.texts()).toEqual(["one", "two"]);
  });

  it("hears of its delivery before the send's own answer", async () => {
    const id = await s.reply("quick");
    let wamid = "";
    s.meanwhile = async ({ json }) => {
      wamid = (json as { messages: { id: string }[] }).messages[0]!.id;
      await s.shop.deliver(status(wamid, "delivered"));
      await until("the status is understood", async () =>
        (await s.shop.deliveries()).every(({ state }) => state !== "received"),
      );
      expect((await s.messageOf(id)).status).toBe("queued");
    };
    await s.turn();
    expect(await s.messageOf(id)).toMatchObject({ status: "delivered", externalId: wamid });
    expect(await s.rt.db.prisma.awaitedFact.count({ where: { tenantId: s.shop.tenantId } })).toBe(0);
  });

  it.each(["hang-up", "hang-up in the body"] as const)(
    "of which nobody knows whether it went (%s) is never sent again, until a status decides",
    async (mood) => {
      s.meta.moods.push(mood);
      const id = await s.reply("once");
      await s.turn();
      await s.dueNow();
      await s.turn();
      expect(s.texts()).toEqual(["once"]);
      expect(await s.messageOf(id)).toMatchObject({
        ...{
          status: "failed",
          error: { code: "unconfirmed", reason: UNCLEAR },
        },
        attempts: [{ outcome: "unconfirmed", reason: expect.stringContaining("127.0.0.1") }],
      });
      await s.shop.deliver(
        status("wamid.fake.lost", "sent", { biz_opaque_callback_data: `conv_msg_out_${id}` }),
      );
      await s.turn();
      expect(await s.messageOf(id)).toMatchObject({
        status: "sent",
        error: null,
        externalId: "wamid.fake.lost",
      });
    },
  );

  it("that Telegram took without a readable id is not sent again either", async () => {
    await s.begin("telegram", fixture("telegram/fixtures/update-message-document"));
    s.telegram.calls.length = 0;
    s.telegram.moods.push({ status: 200, json: { ok: true, result: true } });
    const id = await s.reply("once");
    for (let tries = 0; tries < 2; tries++) await Promise.all([s.turn(), s.dueNow(), s.noPace()]);
    await s.turn();
    expect(s.telegram.calls.filter(({ path }) => path.endsWith("/sendMessage"))).toHaveLength(1);
    expect((await s.messageOf(id)).error).toMatchObject({ code: "unconfirmed" });
  });

  it.each([
    [502, { code: "unconfirmed" }, 1],
    [500, { code: "unconfirmed" }, 1],
    // It alone says that nothing was done.
    [503, null, 2],
  ])(
    "to which Telegram answers an error of its own (%i) is not sent twice by us",
    async (code, error, times) => {
      await s.begin("telegram", fixture("telegram/fixtures/update-message-document"));
      s.telegram.calls.length = 0;
      const json = { ok: false, error_code: code, description: "Server Error" };
      s.telegram.moods.push({ status: code, json });
      const id = await s.reply("once");
      for (let tries = 0; tries < 2; tries++) await Promise.all([s.turn(), s.dueNow(), s.noPace()]);
      await s.turn();
      expect(s.telegram.calls.filter(({ path }) => path.endsWith("/sendMessage"))).toHaveLength(times);
      expect(await s.messageOf(id)).toMatchObject({ error });
    },
  );

  it("that Meta cannot take for a problem of its own is tried a few times over ten minutes, and no longer", async () => {
    const broken = { status: 500, json: { error: { code: 131000, message: "Something went wrong" } } };
    s.meta.moods.push(...Array.from({ length: 7 }, () => broken));
    const id = await s.reply("six times");
    const waits: number[] = [];
    for (let tries = 0; tries < 8; tries++) {
      await s.turn();
      const owed = await s.owedOf(id);
      if (owed.state === "scheduled") waits.push((owed.runAt.getTime() - Date.now()) / 1000);
      await Promise.all([s.noPace(), s.dueNow()]);
    }
    const asked = [4, 16, 64, 256, 300];
    expect(waits.map((left) => asked.find((seconds) => left > seconds - 3 && left <= seconds))).toEqual(
      asked,
    );
    expect(s.texts()).toHaveLength(6);
    const reason = "WhatsApp has a problem of its own. It was tried 6 times.";
    expect(await s.messageOf(id)).toMatchObject({ status: "failed", error: { code: "131000", reason } });
  });

  it.each(["first", "later"])(
    "that a worker died over at a %s try is unconfirmed, not repeated, and holds nothing up",
    async (which) => {
      const id = await s.reply("in flight");
      const tryId = newId(Date.now() - 60_000);
      const row = { id: tryId, tenantId: s.shop.tenantId, messageId: id, number: 1 };
      if (which === "first") await beginPlain(s.rt, id, tryId);
      else await s.rt.db.prisma.sendAttempt.create({ data: row });
      const next = await s.reply("after it");
      await s.turn();
      // The provider may have taken it just now, so the pace counts it.
      await s.noPace();
      await s.dueNow();
      await s.turn();
      expect(s.texts()).toEqual(["after it"]);
      const { attempts, ...message } = await s.messageOf(id);
      expect(message).toMatchObject({ status: "failed", error: { code: "unconfirmed" } });
      expect(attempts).toMatchObject([{ id: tryId, number: 1, outcome: "unconfirmed" }]);
      if (which === "first") expect(Date.now() - attempts[0]!.startedAt.getTime()).toBeGreaterThan(60_000);
      expect((await s.messageOf(next)).status).toBe("sent");
    },
  );

  it("fails with words and the way out where nothing can help, and the next one goes", async () => {
    s.meta.moods.push({ status: 400, json: { error: { code: 131026, message: "x" } } });
    const id = await s.reply("to nobody");
    await s.turn();
    expect(await s.messageOf(id)).toMatchObject({
      ...{ status: "failed", attempts: [{ outcome: "failed", code: "131026" }] },
      error: { reason: expect.stringContaining("cannot be reached"), fix: "Try another channel." },
    });
    await s.noPace();
    const next = await s.reply("another");
    await s.turn();
    expect((await s.messageOf(next)).status).toBe("sent");
  });

  it("waits while the provider is away, in its order, and none is lost or sent twice", async () => {
    s.meta.moods.push("away", "away", refusal("whatsapp_cloud/fixtures/api-error-130429-throughput", 429));
    const ids = [await s.reply("first"), await s.reply("second")];
    for (let tries = 0; tries < 4; tries++) {
      await s.turn();
      expect((await s.messageOf(ids[1]!)).status).toBe("queued");
      await Promise.all([s.dueNow(), s.noPace()]);
    }
    await s.turn();
    const sent = s.meta.calls.slice(3).map(({ json }) => (json as { text: { body: string } }).text.body);
    expect(sent).toEqual(["first", "second"]);
    expect(await s.messageOf(ids[0]!)).toMatchObject({
      ...{ status: "sent" },
      attempts: [{ outcome: "retry" }, { outcome: "retry" }, { code: "130429" }, { outcome: "sent" }],
    });
  });

  it("with a sound and pictures goes as several, the words first, and continues where it was stopped", async () => {
    const file = { size: 3, width: null, height: null };
    const attachments = [
      { ...file, fileId: newId(), name: "voice.ogg", contentType: "audio/ogg" },
      { ...file, fileId: newId(), name: "price list.pdf", contentType: "application/pdf" },
    ];
    const [stored] = await appendAll(s.rt.db.sql, [
      {
        ...{
          tenantId: s.shop.tenant.id,
          conversationId: s.conversationId,
          identityId: null,
          kind: "outgoing",
          traceId: "",
        },
        ...{
          author: { kind: "member", id: s.shop.owner.id },
          clientId: newId(),
          content: "Listen",
          attachments,
        },
        status: "sent",
      },
    ]);
    for (let tries = 0; tries < 4; tries++) {
      await s.turn();
      await Promise.all([s.noPace(), s.dueNow()]);
    }
    expect(s.meta.calls.map(({ json }) => json)).toMatchObject([
      { type: "text", text: { body: "Listen" } },
      { type: "audio", audio: { link: expect.stringContaining("/api/files/") } },
      { type: "document", document: { filename: "price list.pdf" } },
    ]);
    expect(await s.messageOf(stored!.message.id)).toMatchObject({ status: "sent", attempts: [{}, {}, {}] });
  });

  it("pauses its inbox when the credentials are refused; everything waits and goes on in its order", async () => {
    s.meta.moods.push(refusal("whatsapp_cloud/fixtures/api-error-190-token-expired", 401));
    const ids = [await s.reply("first"), await s.reply("second")];
    await s.turn();
    const inbox = () => s.rt.db.prisma.inbox.findUniqueOrThrow({ where: { id: s.shop.inbox.id } });
    expect((await inbox()).pausedFor).toMatchObject({ code: "190", fix: expect.stringContaining("Connect") });
    await s.dueNow();
    await s.turn();
    expect(s.meta.calls).toHaveLength(1);
    await resumeInbox(s.ctx(), { inboxId: s.shop.inbox.id });
    expect((await inbox()).pausedFor).toBeNull();
    await s.noPace();
    await s.turn();
    await Promise.all([s.noPace(), s.dueNow()]);
    await s.turn();
    expect(s.texts()).toEqual(["first", "first", "second"]);
    for (const id of ids) expect((await s.messageOf(id)).status).toBe("sent");
  });
});
