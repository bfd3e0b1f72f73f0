import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { findInconsistencies } from "../../../prisma/seed/check";
import { memberCtx } from "../../../prisma/seed/factories";
import type { Runtime } from "../../infra/runtime";
import { type ChannelScene, channelScene, metaDelivery } from "../../testing/channel-scene";
import { testRuntime } from "../../testing/runtime";
import { drain } from "../../worker/index";
import { actOn } from "../conversations/acts";
import { setRead } from "../conversations/reads";
import { replayDelivery } from "./replay";

let rt: Runtime;
let shop: ChannelScene;

beforeAll(async () => {
  rt = await testRuntime();
}, 120_000);
beforeEach(async () => {
  shop = await channelScene(rt, "whatsapp_web");
});

const ADA = "447700900123@s.whatsapp.net";
const GROUP = "120363020000000001@g.us";
let count = 0;
function told(event: string, payload: object, minute = 0) {
  const at = new Date(Date.UTC(2026, 7, 24, 12, minute)).toISOString();
  return {
    ...{ event, device_id: "447700900000@s.whatsapp.net", timestamp: at },
    payload: { id: `3EB0${++count}`, timestamp: at, chat_id: ADA, from: ADA, ...payload },
  };
}
const call = (id: string, rest: object = {}) => told("call.offer", { call_id: id, ...rest });
const said = (body: string, rest: object = {}) => told("message", { body, from_name: "Ada", ...rest }, 5);
async function hear(...deliveries: object[]): Promise<void> {
  for (const delivery of deliveries) await shop.deliver(delivery);
  await shop.work();
}
async function lines() {
  const all = await shop.conversations();
  return all.flatMap(({ messages }) => messages.map(({ kind, content }) => `${kind}: ${content}`));
}

/** When the last message was, is when it came here, not when its network dates it. */
async function miscounted() {
  const found = await findInconsistencies(rt.db.pool, shop.tenantId);
  return found.filter((what) => !what.includes(" shows "));
}
async function only(): Promise<string> {
  return (await shop.conversations())[0]!.id;
}

describe("a call", () => {
  it("begins a conversation, waits as a message does, and is one line however often it is told", async () => {
    await hear(call("c1", { sender_display_name: "Ada" }), call("c1"));
    const [conversation] = await shop.conversations();
    expect(conversation).toMatchObject({ status: "open", incomingCount: 1, lastMessagePreview: "📞 Call" });
    expect(conversation!.waitingSince).not.toBeNull();
    expect(conversation!.contact.name).toBe("Ada");
    expect(await lines()).toEqual(["activity: 📞 Call"]);
    expect(conversation!.messages[0]!.data).toMatchObject({ type: "network", waits: true });
    expect(await miscounted()).toEqual([]);
  });

  it("is read and marked unread as a message is, and opens what was done", async () => {
    await hear(said("Hello"));
    const conversationId = await only();
    const owner = memberCtx({ ...shop.owner, tenantId: shop.tenantId });
    await actOn(owner, { conversationIds: [conversationId], act: { type: "status", status: "resolved" } });
    await setRead(owner, { conversationIds: [conversationId], isRead: true });
    await hear(call("c2", { auto_rejected: true }));
    expect((await shop.conversations())[0]).toMatchObject({ status: "open", incomingCount: 2 });
    const read = await setRead(owner, { conversationIds: [conversationId], isRead: true });
    expect(read.reads).toMatchObject([{ myRead: { incoming: 2 } }]);
    const unread = await setRead(owner, { conversationIds: [conversationId], isRead: false });
    expect(unread.reads).toMatchObject([{ myRead: { incoming: 1 } }]);
    expect(await miscounted()).toEqual([]);
  });

  it("is told to whoever has the conversation; what else a network says is not", async () => {
    await hear(said("Hello"));
    const conversationId = await only();
    const owner = memberCtx({ ...shop.owner, tenantId: shop.tenantId });
    const assigneeId = shop.agents[0].id;
    await actOn(owner, { conversationIds: [conversationId], act: { type: "assign", assigneeId } });
    const counted = async () => {
      await drain(20_000, rt);
      const [notification] = await rt.db.prisma.notification.findMany({ where: { memberId: assigneeId } });
      return notification!.count;
    };
    const before = await counted();
    await hear(call("c3"));
    expect(await counted()).toBe(before + 1);
    await hear(told("message.edited", { original_message_id: "m" }));
    expect((await lines()).at(-1)).toBe("activity: Changed the words under a file");
    expect(await counted()).toBe(before + 1);
  });

  it("in a group names who called", async () => {
    await hear(
      said("Hi all", { chat_id: GROUP }),
      call("c4", { group_jid: GROUP, sender_display_name: "Ada" }),
    );
    const [group] = await shop.conversations();
    expect(group!.messages.at(-1)!.meta).toMatchObject({ sender: { name: "Ada" } });
  });
});

describe("what a group says of itself", () => {
  const joined = told("group.participants", { chat_id: GROUP, type: "join", jids: [ADA] });

  it("waits for the group's first message, is no reason for a conversation, and counts as nobody's word", async () => {
    await hear(joined);
    expect(await shop.conversations()).toEqual([]);
    expect(await shop.deliveries()).toMatchObject([
      { state: "processed", reason: "kept until there is a conversation" },
    ]);
    await hear(said("Hi all", { chat_id: GROUP }));
    expect(await lines()).toEqual(["incoming: Hi all", "activity: +447700900123 joined"]);
    expect((await shop.conversations())[0]).toMatchObject({
      incomingCount: 1,
      lastMessagePreview: "Hi all",
      lastMessageKind: "incoming",
    });
    expect(await rt.db.prisma.awaitedFact.count({ where: { tenantId: shop.tenantId } })).toBe(0);
    expect(await miscounted()).toEqual([]);
  });

  it("leaves what is done as it is", async () => {
    await hear(said("Hi all", { chat_id: GROUP }));
    const id = await only();
    const owner = memberCtx({ ...shop.owner, tenantId: shop.tenantId });
    await actOn(owner, { conversationIds: [id], act: { type: "status", status: "resolved" } });
    await hear(joined, joined);
    expect((await shop.conversations())[0]).toMatchObject({ status: "resolved", incomingCount: 1 });
    expect((await lines()).filter((line) => line.includes("joined"))).toHaveLength(1);
  });
});

it("a played voice note stays played, whatever comes after", async () => {
  const cloud = await channelScene(rt, "whatsapp_cloud");
  const at = "1787654400";
  const message_echoes = [
    {
      id: "wamid.v",
      from: "12025550100",
      to: "447700900123",
      timestamp: at,
      type: "text",
      text: { body: "x" },
    },
  ];
  const status = (is: string) => metaDelivery({ statuses: [{ id: "wamid.v", status: is, timestamp: at }] });
  for (const delivery of [metaDelivery({ message_echoes }), status("played"), status("read")])
    await cloud.deliver(delivery);
  await cloud.work();
  const [message] = (await cloud.conversations())[0]!.messages;
  expect(message).toMatchObject({ status: "played", meta: { times: { played: expect.any(String) } } });
});

describe("at Meta", () => {
  const BUSY = "447700900321";
  const marketing = (value: string) =>
    metaChange("user_preferences", { user_preferences: [{ wa_id: BUSY, value }] });
  const text = { type: "text", text: { body: "Hi" } };
  const words = (id: string) =>
    metaDelivery({ messages: [{ id, from: BUSY, timestamp: "1787654400", ...text }] });
  function metaChange(field: string, value: object) {
    const delivery = metaDelivery(value);
    for (const { changes } of delivery.entry) changes[0]!.field = field;
    return delivery;
  }
  beforeEach(async () => {
    shop = await channelScene(rt, "whatsapp_cloud");
  });

  it("a call that does not say of whom is let be, and makes nobody", async () => {
    await hear(metaChange("calls", { calls: [{ id: "wacid.1", event: "terminate" }] }));
    expect(await shop.deliveries()).toMatchObject([
      { state: "ignored", reason: "a call that does not say of whom" },
    ]);
    expect(await rt.db.prisma.contact.count({ where: { tenantId: shop.tenantId } })).toBe(0);
    expect(await shop.conversations()).toEqual([]);
  });

  it("what is not dated is said each time it comes, and once when it is played again", async () => {
    await hear(words("wamid.m1"), marketing("stop"), marketing("resume"));
    const [again] = (await shop.deliveries()).slice(-1);
    await hear({ ...marketing("stop"), sent: "again" });
    await replayDelivery(memberCtx({ ...shop.owner, tenantId: shop.tenantId }), { deliveryId: again!.id });
    await shop.work();
    expect((await lines()).filter((line) => line.startsWith("activity"))).toHaveLength(3);
  });

  it("what another kind of fact says under a chat's name hinders no message", async () => {
    const { tenantId } = shop;
    const fact = (digest: string, said: object) =>
      rt.db.prisma.awaitedFact.create({
        data: { tenantId, inboxId: shop.inbox.id, target: `chat:phone:${BUSY}`, digest, fact: said },
      });
    await fact("a", { type: "revoke", at: "2026-08-24T12:00:00Z" });
    await fact("b", { type: "activity", happening: 7 });
    await hear(marketing("stop"), words("wamid.k1"), words("wamid.k2"));
    expect(await lines()).toHaveLength(3);
    expect((await shop.deliveries()).map(({ state }) => state)).not.toContain("failed");
    expect(await rt.db.prisma.awaitedFact.count({ where: { tenantId } })).toBe(2);
  });
});
