import { beforeAll, expect, it } from "vitest";
import type { TenantId } from "../../core/ids";
import type { Runtime } from "../../infra/runtime";
import { type ChannelScene, channelScene } from "../../testing/channel-scene";
import { testRuntime } from "../../testing/runtime";
import { joinContacts } from "../contacts/join";

let rt: Runtime;
let shop: ChannelScene;
beforeAll(async () => {
  rt = await testRuntime();
});

const SHOP = "447700900000@s.whatsapp.net";
const ADA = "447700900123@s.whatsapp.net";
const BOB = "447700900456@s.whatsapp.net";
const GROUP = "120363020000000001@g.us";
let second = 0;
/** What a gateway passes on; the one who wrote it may have forged all but `from`. */
async function told(
  name: string,
  payload: { id: string; from: string; chat_id: string; [key: string]: unknown },
) {
  const timestamp = new Date(Date.UTC(2026, 7, 24, 10, 30, second++)).toISOString();
  const given = { is_from_me: payload.from === SHOP, timestamp, ...payload };
  await shop.deliver({ device_id: SHOP, session_id: "acme-support", event: name, payload: given });
  await shop.work();
}
const says = (from: string, id: string, body: string, chat_id = ADA) =>
  told("message", { id, from, chat_id, body });
const edits = (from: string, target: string, body: string, chat_id = ADA) =>
  told("message.edited", { id: `E${second}`, from, chat_id, original_message_id: target, body });
const revokes = (from: string, target: string, chat_id = ADA) =>
  told("message.revoked", { id: `R${second}`, from, chat_id, revoked_message_id: target });
const texts = async () =>
  (await shop.conversations()).flatMap(({ messages }) =>
    messages.filter(({ kind }) => kind !== "activity").map(({ content }) => content),
  );

it("a contact's app can neither change nor wipe what we said, also before we hear of it ourselves", async () => {
  shop = await channelScene(rt, "whatsapp_web");
  await says(ADA, "IN1", "How much is it?");
  await edits(ADA, "OURS", "Ten pounds, and a gift");
  await revokes(ADA, "OURS");
  await says(SHOP, "OURS", "Twenty pounds");
  await edits(ADA, "OURS", "One pound");
  await revokes(ADA, "OURS");
  expect(await texts()).toEqual(["How much is it?", "Twenty pounds"]);
  await edits(ADA, "IN1", "How much are they?");
  await edits(SHOP, "OURS", "Twenty pounds each");
  expect(await texts()).toEqual(["How much are they?", "Twenty pounds each"]);
  await revokes(ADA, "IN1");
  await revokes(SHOP, "OURS");
  expect(await texts()).toEqual(["", ""]);
});

it("in a chat of two a third one changes nothing, known or not; a contact does by any of their names", async () => {
  shop = await channelScene(rt, "whatsapp_web");
  await edits(BOB, "IN1", "Forged", BOB);
  await says(ADA, "IN1", "How much is it?");
  await edits(BOB, "IN1", "Forged, and nobody knows me", BOB);
  await says(BOB, "IN2", "Hello", BOB);
  await edits(BOB, "IN1", "Forged", BOB);
  await revokes(BOB, "IN1", BOB);
  await says(BOB, "G1", "Hello all", GROUP);
  await edits(BOB, "IN1", "Forged", GROUP);
  await revokes(BOB, "IN1", GROUP);
  const carl = "100000000000777@lid";
  await says(carl, "IN4", "Carl here", carl);
  await edits(carl, "IN1", "Forged", carl);
  expect(await texts()).toEqual(["How much is it?", "Hello", "Hello all", "Carl here"]);
  const lid = "100000000000123@lid";
  await told("message.edited", {
    ...{ id: "E-1", from: lid, chat_id: lid, original_message_id: "IN1", body: "How much are they?" },
  });
  expect(await texts()).toContain("How much are they?");
  await told("message", { id: "IN3", from: ADA, from_lid: lid, chat_id: ADA, body: "And two?" });
  await told("message.revoked", { id: "R-1", from: lid, chat_id: lid, revoked_message_id: "IN3" });
  const [ada, bob] = (await shop.conversations()).map(({ contact }) => contact.id);
  expect(await texts()).toEqual(["How much are they?", "", "Hello", "Hello all", "Carl here"]);
  const ctx = { tenantId: shop.tenantId as TenantId, traceId: "t" };
  await rt.db.transaction((tx) => joinContacts(tx, ctx, { winnerId: ada!, otherId: bob! }));
  await edits(BOB, "IN1", "How much are all?", BOB);
  expect(await texts()).toContain("How much are all?");
});

it("who was known apart by two names answers their own message once they are known to be one", async () => {
  shop = await channelScene(rt, "whatsapp_web");
  const lid = "100000000000555@lid";
  await says(ADA, "Q1", "How much is it?");
  await told("message", { id: "Q2", from: lid, chat_id: lid, body: "I meant this", replied_to_id: "Q1" });
  expect(await shop.conversations()).toHaveLength(2);
  await told("message", { id: "Q3", from: ADA, from_lid: lid, chat_id: ADA, body: "And two?" });
  const [only, ...others] = await shop.conversations();
  const of = (id: string) => only!.messages.find(({ externalId }) => externalId === id)!;
  expect([others, of("Q2").replyToId]).toEqual([[], of("Q1").id]);
});

it("in a group each changes what they wrote themselves; our own phone may take away what others wrote", async () => {
  shop = await channelScene(rt, "whatsapp_web");
  await says(ADA, "G1", "I come at nine", GROUP);
  await says(SHOP, "G2", "Very well", GROUP);
  for (const target of ["G1", "G2"]) {
    await edits(BOB, target, "Forged", GROUP);
    await revokes(BOB, target, GROUP);
  }
  await edits(ADA, "G1", "I come at ten", GROUP);
  expect(await texts()).toEqual(["I come at ten", "Very well"]);
  await revokes(SHOP, "G1", GROUP);
  expect(await texts()).toEqual(["", "Very well"]);
});

it("of a Telegram business chat the owner's edit counts, and a deletion by nobody knows whom leaves ours", async () => {
  shop = await channelScene(rt, "telegram");
  const chat = { id: 200, type: "private", first_name: "Ada" };
  const ada = { id: 200, is_bot: false, first_name: "Ada" };
  const owner = { id: 300, is_bot: false, first_name: "Owner" };
  const head = { chat, business_connection_id: "c1", date: 1_787_654_400 };
  let update_id = 1;
  const deliver = async (update: object) => {
    await shop.deliver({ update_id: update_id++, ...update });
    await shop.work();
  };
  await deliver({ business_message: { ...head, message_id: 1, from: ada, text: "Open?" } });
  await deliver({ business_message: { ...head, message_id: 2, from: owner, text: "Until five" } });
  const now = { ...head, message_id: 2, from: owner, edit_date: head.date + 9, text: "Until six" };
  await deliver({ edited_business_message: now });
  expect(await texts()).toEqual(["Open?", "Until six"]);
  const gone = { business_connection_id: "c1", chat, message_ids: [1, 2] };
  await deliver({ deleted_business_messages: gone });
  expect(await texts()).toEqual(["", "Until six"]);
});
