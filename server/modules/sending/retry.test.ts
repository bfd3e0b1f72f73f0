import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { makeMember, memberCtx } from "../../../prisma/seed/factories";
import { newId } from "../../core/ids";
import { metaDelivery } from "../../testing/channel-scene";
import { fixture, hello, PHONE, refusal, sendingScene, status } from "../../testing/sending-scene";
import { beginPlain } from "../../testing/tries";
import { listMessages } from "../messages/queries";
import { refetchFiles, retryMessage } from "./retry";
import { getTrace } from "./trace";

let s: Awaited<ReturnType<typeof sendingScene>>;
beforeAll(async () => {
  s = await sendingScene();
});
afterAll(() => s.close());
beforeEach(() => s.begin("whatsapp_cloud", hello(60)));

const REFUSED = refusal("whatsapp_cloud/fixtures/api-error-131009-parameter-value", 400);
const of = (messageId: string) => ({ conversationId: s.conversationId, messageId });
const shown = async (id: string) => {
  const input = { conversationId: s.conversationId, limit: 50 };
  return (await listMessages(s.rt.db.sql, s.ctx(), input)).items.find((message) => message.id === id)!;
};
async function goOn() {
  await s.noPace();
  await s.turn();
}

describe("a failed message sent again", () => {
  it("goes as the same message, once, and its trace keeps every try", async () => {
    s.meta.moods.push(REFUSED);
    const id = await s.reply("again");
    await s.turn();
    expect(await s.messageOf(id)).toMatchObject({ status: "failed" });
    const waited = { waits: { during: "queued", reason: "Once it had to wait." } };
    await s.rt.db.prisma.message.updateMany({ where: { id }, data: { meta: waited } });
    const answers = await Promise.allSettled([retryMessage(s.ctx(), of(id)), retryMessage(s.ctx(), of(id))]);
    expect(answers.map(({ status: is }) => is).sort()).toEqual(["fulfilled", "rejected"]);
    const now = await shown(id);
    expect(now).toMatchObject({ status: "queued", error: null });
    expect(now.extras?.waits, "that was before").toBeUndefined();
    await goOn();
    expect(await s.messageOf(id)).toMatchObject({ status: "sent", externalId: "wamid.fake.1" });
    expect(s.meta.calls).toHaveLength(2);
    expect((await getTrace(s.ctx(), of(id))).attempts).toMatchObject([
      { number: 1, outcome: "failed", isOver: true },
      { number: 2, outcome: "sent", isOver: false, externalId: "wamid.fake.1" },
    ]);
    await expect(retryMessage(s.ctx(), of(id))).rejects.toMatchObject({ code: "conflict" });
  });

  it("is not changed any more by what is said of the try before", async () => {
    const id = await s.reply("blocked");
    await s.turn();
    const first = (await s.messageOf(id)).externalId!;
    const code = { errors: [{ code: 131026, title: "Message undeliverable" }] };
    await s.shop.deliver(status(first, "failed", code));
    await s.shop.work();
    expect(await shown(id)).toMatchObject({ status: "failed", error: { code: "131026" } });
    await retryMessage(s.ctx(), of(id));
    const late = { ...code, biz_opaque_callback_data: `conv_msg_out_${id}`, timestamp: "1787654999" };
    await s.shop.deliver(status(first, "failed", late));
    await goOn();
    await s.shop.work();
    const second = (await s.messageOf(id)).externalId!;
    expect(second).not.toBe(first);
    expect(await shown(id)).toMatchObject({ status: "sent", error: null });
    await s.shop.deliver(status(second, "read", { biz_opaque_callback_data: `conv_msg_out_${id}` }));
    await s.shop.work();
    const read = await shown(id);
    expect(read).toMatchObject({ status: "read", extras: { times: { read: expect.any(String) } } });
    expect(read.extras!.times!.failed).toBeUndefined();
  });

  it.each([
    ["that is still under way", null],
    ["that its worker died over", "unconfirmed"],
  ])("nor by what is said twice of a first try %s", async (_, outcome) => {
    const [id, tryId] = [await s.reply("in flight"), newId()];
    await beginPlain(s.rt, id, tryId);
    const idempotencyKey = `conv_msg_out_${id}`;
    const lease = (leaseUntil: Date | null) =>
      s.rt.db.prisma.outboxEntry.update({ where: { idempotencyKey }, data: { leaseUntil } });
    if (outcome) await s.turn();
    else await lease(new Date(Date.now() + 60_000));
    const code = { errors: [{ code: 131026, title: "Message undeliverable" }] };
    const said = { ...code, biz_opaque_callback_data: idempotencyKey };
    await s.shop.deliver(status("wamid.first", "failed", said));
    await s.shop.work();
    expect(await shown(id)).toMatchObject({ status: "failed", error: { code: "131026" } });
    await retryMessage(s.ctx(), of(id));
    expect((await getTrace(s.ctx(), of(id))).attempts).toMatchObject([
      { number: 1, outcome, isOver: true, externalId: "wamid.first" },
    ]);
    await s.shop.deliver(status("wamid.first", "failed", { ...said, timestamp: "1787654999" }));
    if (!outcome) await lease(null);
    await goOn();
    await s.shop.work();
    expect(await shown(id)).toMatchObject({ status: "sent", error: null });
    expect(s.meta.calls).toHaveLength(1);
  });

  it("is refused outside the window, to whom the conversation is not theirs to answer, and for another's", async () => {
    s.meta.moods.push(REFUSED);
    const id = await s.reply("late");
    await s.turn();
    const data = { windowClosesAt: new Date(Date.now() - 1000) };
    await s.rt.db.prisma.conversation.update({ where: { id: s.conversationId }, data });
    await expect(retryMessage(s.ctx(), of(id))).rejects.toMatchObject({
      ...{ code: "conflict", message: expect.stringContaining("24 hours") },
    });
    const stranger = memberCtx(await makeMember(s.rt.db, { tenantId: s.shop.tenantId, role: "finance" }));
    await expect(retryMessage(stranger, of(id))).rejects.toMatchObject({ code: "not_found" });
    await expect(getTrace(stranger, of(id))).rejects.toMatchObject({ code: "not_found" });
  });
});

it("a file that could not be had is asked for again, and comes", async () => {
  const media = metaDelivery({
    contacts: [{ wa_id: PHONE, profile: { name: "Ada" } }],
    messages: [
      {
        ...{ id: "wamid.in.picture", from: PHONE, timestamp: String(Math.floor(Date.now() / 1000)) },
        ...{ type: "image", image: { id: "123456", mime_type: "image/png" } },
      },
    ],
  });
  s.meta.moods.push({ status: 400, json: { error: { code: 100, message: "gone" } } });
  await s.shop.deliver(media);
  await s.shop.work();
  await s.turn();
  const { id } = await s.rt.db.prisma.message.findFirstOrThrow({ where: { externalId: "wamid.in.picture" } });
  expect((await shown(id)).extras?.missing).toMatchObject([{ error: expect.any(String) }]);
  await refetchFiles(s.ctx(), of(id));
  expect(await shown(id)).toMatchObject({ content: "", extras: { missing: [{ error: null }] } });
  await s.turn();
  expect(await shown(id)).toMatchObject({ extras: null, attachments: [{ contentType: "image/png" }] });
  expect((await getTrace(s.ctx(), of(id))).delivery).toMatchObject({ state: "processed" });
});

it("the thread shows what was put under a message", async () => {
  await s.shop.deliver(fixture("whatsapp_cloud/fixtures/in-text-with-username-and-phone"));
  const [asked] = (await s.shop.conversations())[0]!.messages;
  const reaction = (emoji: string) =>
    metaDelivery({
      messages: [
        {
          ...{ id: `wamid.r.${emoji}`, from: PHONE, timestamp: String(Math.floor(Date.now() / 1000)) },
          ...{ type: "reaction", reaction: { message_id: asked!.externalId, emoji } },
        },
      ],
    });
  await s.shop.deliver(reaction("👍"));
  await s.shop.work();
  expect((await shown(asked!.id)).extras?.reactions).toMatchObject([{ emoji: "👍", isOurs: false }]);
});
