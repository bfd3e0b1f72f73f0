import { beforeAll, expect, it } from "vitest";
import type { Runtime } from "../../infra/runtime";
import { mixed, played } from "../../testing/any-order";
import { testRuntime } from "../../testing/runtime";

const ADA = "447700900123@s.whatsapp.net";
const SHOP = "447700900000@s.whatsapp.net";
const at = (second: number) => new Date(Date.UTC(2026, 7, 24, 10, 30, second)).toISOString();
const event = (name: string, payload: object, more: object = {}) => ({
  ...{ device_id: SHOP, session_id: "acme-support", event: name, ...more },
  payload: { chat_id: ADA, from: ADA, from_name: "Ada Example", is_from_me: false, ...payload },
});
const said = (id: string, body: string, second: number, more: object = {}) =>
  event("message", { id, body, timestamp: at(second), ...more });
const ack = (kind: string, second: number) =>
  event("message.ack", { ids: ["OURS1"], receipt_type: kind }, { timestamp: at(second) });

const GROUP = "120363020000000001@g.us";
const news = (type: string, second: number) =>
  event(
    "group.participants",
    { chat_id: GROUP, type, jids: ["447700900456@s.whatsapp.net"] },
    { timestamp: at(second) },
  );

// As version 9 says it: two sides, an edit twice, a take-back, reactions, receipts, a LID that turns out to be Ada's, a call, and
// a group with who comes and goes.
const STORY = [
  said("IN1", "Hello, is anyone there?", 0, { chat_lid: "100000000000123@lid" }),
  said("OURS1", "Which colour would you like?", 5, { from: SHOP, is_from_me: true, from_name: "Shop" }),
  ack("delivered", 6),
  ack("read", 7),
  said("IN2", "Yes please, the blue one", 10, { replied_to_id: "OURS1" }),
  event("message.edited", { id: "E1", original_message_id: "IN2", body: "the green one", timestamp: at(12) }),
  event("message.edited", { id: "E2", original_message_id: "IN2", body: "Green, please", timestamp: at(14) }),
  event("message.reaction", { id: "R1", reacted_message_id: "OURS1", reaction: "👍", timestamp: at(15) }),
  event("message.reaction", { id: "R2", reacted_message_id: "OURS1", reaction: "❤️", timestamp: at(16) }),
  said("IN3", "Wrong chat", 20),
  event("message.revoked", {
    ...{ id: "V1", revoked_message_id: "IN3", revoked_chat: ADA, revoked_from_me: false, timestamp: at(22) },
  }),
  event(
    "call.offer",
    { call_id: "C1", from_lid: "100000000000123@lid", auto_rejected: true },
    { timestamp: at(25) },
  ),
  ack("played", 26),
  news("join", 28),
  said("G1", "Hi all", 30, { chat_id: GROUP }),
  news("leave", 32),
];

let rt: Runtime;
let straight: ReturnType<typeof play> | undefined;
beforeAll(async () => {
  rt = await testRuntime();
});

// One body holds one event; they come from as many hands at once.
const play = (deliveries: object[][]) => played(rt, "whatsapp_web", deliveries, (events) => events);

it("a gateway's webhooks tell this when they come as they were sent", async () => {
  straight ??= play(STORY.map((one) => [one]));
  expect(await straight).toMatchObject([
    {
      contact: { name: "Ada Example", phone: "+447700900123" },
      messages: [
        { externalId: "IN1", content: "Hello, is anyone there?" },
        { externalId: "OURS1", kind: "outgoing", status: "played", reactions: ["❤️"] },
        { externalId: "IN2", content: "Green, please", replyTo: "OURS1" },
        { externalId: "IN3", content: "", isDeleted: true },
        { kind: "activity", content: "📞 Rejected call" },
      ],
    },
    {
      contact: { name: "Group" },
      incomingCount: 1,
      messages: [
        { kind: "activity", content: "+447700900456 joined" },
        { externalId: "G1", content: "Hi all" },
        { kind: "activity", content: "+447700900456 left" },
      ],
    },
  ]);
});

it.each(Array.from({ length: 5 }, (_, seed) => seed + 1))(
  "and the same when mixed with seed %i",
  async (seed) => {
    straight ??= play(STORY.map((one) => [one]));
    expect(await play(mixed(STORY, seed))).toEqual(await straight);
  },
);
