import { beforeAll, beforeEach, expect, it } from "vitest";
import "../../wiring";
import type { Runtime } from "../../infra/runtime";
import { type ChannelScene, channelScene } from "../../testing/channel-scene";
import { testRuntime } from "../../testing/runtime";
import { type LiveSignal, onLive } from "../conversations/live";

let rt: Runtime;
let shop: ChannelScene;
let told: LiveSignal[] = [];
beforeAll(async () => {
  rt = await testRuntime();
  onLive({ changes: () => {}, isWatched: () => false, signal: (signal) => void told.push(signal) });
}, 120_000);
beforeEach(async () => {
  shop = await channelScene(rt, "whatsapp_web");
  await shop.deliver(news("message", { id: "3EB01", body: "Hello" }));
  await shop.work();
  told = [];
});

const ADA = "447700900123@s.whatsapp.net";
function news(event: string, payload: object, at = new Date()) {
  const timestamp = at.toISOString();
  const about = { timestamp, chat_id: ADA, from: ADA, ...payload };
  return { event, device_id: "447700900000@s.whatsapp.net", timestamp, payload: about };
}
const presence = (state: string, rest: object = {}, at?: Date) =>
  news("chat_presence", { state, media: "", is_group: false, ...rest }, at);
const seen = () => told.map((signal) => (signal.kind === "typing" ? signal.isTyping : signal.kind));

it("a contact who types is shown to the team at once, and nothing of it is stored", async () => {
  const before = await rt.db.prisma.delivery.count();
  for (const state of ["composing", "paused"]) expect((await shop.deliver(presence(state))).status).toBe(200);
  expect(seen()).toEqual([true, false]);
  const [conversation] = await shop.conversations();
  expect(told[0]).toMatchObject({ row: { id: conversation!.id }, memberId: null, isNote: false });
  expect(await rt.db.prisma.delivery.count()).toBe(before);
});

it("is told no oftener than it changes, not late, and of nobody unknown", async () => {
  for (let n = 0; n < 5; n++) await shop.deliver(presence("composing"));
  expect(seen()).toEqual([true]);
  await shop.deliver(presence("paused", {}, new Date(Date.now() - 60_000)));
  await shop.deliver(presence("composing", { chat_id: "1@s.whatsapp.net", from: "1@s.whatsapp.net" }));
  expect(seen()).toEqual([true]);
});

it("needs the gateway's signature, and what only speaks of it is stored", async () => {
  const forged = { "x-hub-signature-256": `sha256=${"0".repeat(64)}` };
  expect((await shop.post(JSON.stringify(presence("composing")), forged)).status).toBe(401);
  await shop.deliver(news("message", { id: "3EB02", body: '"event":"chat_presence"' }));
  await shop.work();
  expect(seen()).toEqual([]);
  const [conversation] = await shop.conversations();
  expect(conversation!.messages.at(-1)!.content).toBe('"event":"chat_presence"');
});
