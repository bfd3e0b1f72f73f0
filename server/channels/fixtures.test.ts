import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { described } from "../testing/described";
import TABLE from "./fixtures-become.json" with { type: "json" };
import { getChannel } from "./registry";

const OURS: Record<string, object> = {
  whatsapp_cloud: {
    ...{ phoneNumberId: "106540352242922", wabaId: "102290129340398" },
    ...{ accessToken: "EAAG-fictional", appSecret: "c0ffee" },
  },
  whatsapp_web: {
    baseUrl: "http://127.0.0.1:1",
    webhookSecret: "c0ffee00c0ffee00",
    number: "447700900000",
  },
  telegram: {
    botToken: "700000900:fictional_fictional_fictional",
    secretToken: "telegram-secret-token-0001",
  },
};
/** What a provider delivers, among the recordings of what it answers and is asked. */
const DELIVERED: Record<string, RegExp> = {
  whatsapp_cloud: /^(?!api-|signature-vectors|verification)/,
  whatsapp_web: /^(flat|fork|v\d)/,
  telegram: /^update-/,
};

const recording = (channel: string, name: string): unknown =>
  JSON.parse(readFileSync(join(import.meta.dirname, channel, "fixtures", `${name}.json`), "utf8"));
const becomes = (channel: string, name: string) => read(channel, recording(channel, name));

function read(channel: string, payload: unknown): string {
  const wire = getChannel(channel).wire!;
  const credentials = wire.credentials.parse(OURS[channel]);
  const given = { credentials, receivedAt: new Date("2026-09-01T00:00:00Z") };
  return wire.parse(payload, given).map(described).join(" + ");
}

describe.each(Object.keys(DELIVERED))("each recorded delivery of %s", (channel) => {
  const table = (TABLE as Record<string, Record<string, string>>)[channel]!;
  const recorded = readdirSync(join(import.meta.dirname, channel, "fixtures"))
    .map((file) => file.replace(".json", ""))
    .filter((name) => DELIVERED[channel]!.test(name));

  it("is named in the table, and only those are", () => {
    expect(Object.keys(table).sort()).toEqual(recorded.sort());
  });

  it.each(Object.entries(table))("%s becomes %s", (name, expected) => {
    expect(becomes(channel, name)).toBe(expected);
  });
});

const ADA = { from: "447700900123", from_user_id: "GB.1" };
const cloud = (field: string, value: object) => ({
  entry: [
    {
      id: "102290129340398",
      changes: [{ field, value: { metadata: { phone_number_id: "106540352242922" }, ...value } }],
    },
  ],
});
const wrote = (message: object) =>
  cloud("messages", { messages: [{ ...ADA, id: "wamid.1", timestamp: "1787654400", ...message }] });
const gateway = (event: string, payload: object) => ({
  ...{ event, device_id: "447700900000@s.whatsapp.net", timestamp: "2026-08-24T12:00:00Z" },
  payload: {
    ...{ id: "3EB0", chat_id: "447700900123@s.whatsapp.net", from: "447700900123@s.whatsapp.net" },
    ...payload,
  },
});
const chat = { id: 5, type: "private" };
const told = (message: object, kind = "message") => ({
  update_id: 1,
  [kind]: { message_id: 1, date: 1_787_654_400, chat, from: { id: 5, first_name: "Ada" }, ...message },
});

// Of the contracts' words, where they have no recording.
describe("what is documented beside them", () => {
  it.each<[string, object, string]>([
    ["whatsapp_cloud", wrote({ type: "request_welcome" }), "line: Opened the chat"],
    [
      "whatsapp_cloud",
      wrote({
        type: "order",
        order: {
          catalog_id: "c",
          product_items: [{ product_retailer_id: "p1", quantity: "2", item_price: "3.5", currency: "GBP" }],
        },
      }),
      "message (order) Order / 2 × p1 at 3.5 GBP",
    ],
    [
      "whatsapp_cloud",
      wrote({
        type: "interactive",
        interactive: {
          type: "nfm_reply",
          nfm_reply: { name: "flow", body: "Sent", response_json: '{"day":"Monday","flow_token":"x"}' },
        },
      }),
      "message (form) Sent / day: Monday",
    ],
    [
      "whatsapp_cloud",
      wrote({ type: "interactive", interactive: { type: "nfm_reply" }, errors: [{ code: 131051 }] }),
      "message (unsupported) A message of a kind that cannot be shown here (nfm reply).",
    ],
    [
      "whatsapp_cloud",
      wrote({
        type: "edit",
        edit: {
          original_message_id: "w",
          message: { type: "text", text: { body: "Now" }, context: { id: "M0" } },
        },
      }),
      "edit: Now",
    ],
    ["whatsapp_cloud", wrote({ type: "revoke", revoke: { original_message_id: "w" } }), "revoke"],
    [
      "whatsapp_cloud",
      wrote({
        type: "text",
        text: { body: "This?" },
        context: { referred_product: { catalog_id: "c", product_retailer_id: "p1" } },
      }),
      "message (referral) This?",
    ],
    [
      "whatsapp_cloud",
      wrote({ type: "system", system: { type: "user_changed_user_id", user_id: "GB.2" } }),
      "names: null",
    ],
    [
      "whatsapp_cloud",
      wrote({
        type: "system",
        system: {
          type: "customer_identity_changed",
          body: "Ada's security code changed",
          wa_id: "447700900123",
        },
      }),
      "line: Ada's security code changed",
    ],
    [
      "whatsapp_cloud",
      wrote({ type: "system", system: { type: "customer_changed_number", new_wa_id: "447700900124" } }),
      "names: +447700900124 + line: Another telephone number: +447700900124",
    ],
    [
      "whatsapp_cloud",
      wrote({ type: "hologram", hologram: {} }),
      "message (unsupported) A message of a kind that cannot be shown here (hologram).",
    ],
    [
      "whatsapp_cloud",
      cloud("messages", { statuses: [{ id: "w", status: "played", timestamp: "1787654400" }] }),
      "status played",
    ],
    [
      "whatsapp_cloud",
      cloud("messages", { errors: [{ code: 131000, title: "Something went wrong" }] }),
      "account error (warning): Meta reports error 131000: Something went wrong.",
    ],
    [
      "whatsapp_cloud",
      cloud("calls", {
        calls: [
          { ...ADA, id: "c1", event: "connect", timestamp: "1787654400" },
          { ...ADA, id: "c1", event: "terminate", timestamp: "1787654460", duration: 61 },
          { ...ADA, id: "c2", event: "terminate", timestamp: "1787654460" },
        ],
      }),
      "ignored: a call that has not ended yet + line: 📞 Call (1:01) + line: 📞 Missed call",
    ],
    [
      "whatsapp_cloud",
      cloud("user_preferences", {
        user_preferences: [
          { wa_id: "447700900123", category: "marketing_messages", value: "stop", timestamp: 1_787_654_400 },
        ],
      }),
      "line: Takes no marketing messages any more",
    ],
    [
      "whatsapp_cloud",
      cloud("security", { event: "PIN_CHANGED", requester: "12025550100" }),
      "account security (warning): The number's two-step PIN: pin changed, asked for by 12025550100.",
    ],
    ["whatsapp_web", gateway("call.offer", { call_id: "c", auto_rejected: true }), "line: 📞 Rejected call"],
    [
      "whatsapp_web",
      gateway("message.edited", { original_message_id: "m" }),
      "line: Changed the words under a file",
    ],
    ["whatsapp_web", gateway("message.ack", { ids: ["m"], receipt_type: "played" }), "status played"],
    ["whatsapp_web", gateway("chat_presence", { state: "paused" }), "stopped typing"],
    [
      "whatsapp_web",
      gateway("group.participants", {
        chat_id: "1203@g.us",
        type: "leave",
        jids: ["447700900000:2@s.whatsapp.net"],
      }),
      "line: Removed from the group",
    ],
    [
      "whatsapp_web",
      gateway("message", { live_location: { degreesLatitude: 1, degreesLongitude: 2, caption: "Here" } }),
      "message (location) 📍 Here / https://www.openstreetmap.org/?mlat=1&mlon=2",
    ],
    [
      "whatsapp_web",
      gateway("message", { list: { title: "Pots", description: "Choose" } }),
      "message: Choose",
    ],
    [
      "whatsapp_web",
      gateway("message", { order: { orderID: "o", itemCount: 2 } }),
      "message (order) Order of 2 items",
    ],
    [
      "whatsapp_web",
      gateway("message", {
        interactive: { body: { text: "Choose" } },
        interactive_media: ["statics/media/a.jpg"],
      }),
      "message (image/jpeg) Choose",
    ],
    ["whatsapp_web", gateway("message", { video_note: "statics/media/a.mp4" }), "message (video/mp4)"],
    [
      "whatsapp_web",
      gateway("message", { view_once: true }),
      "message (unsupported) A message of a kind that cannot be shown here (to be viewed once).",
    ],
    [
      "whatsapp_web",
      gateway("message", { poll_creation: {} }),
      "message (unsupported) A message of a kind that cannot be shown here (poll creation).",
    ],
    [
      "telegram",
      told({ location: { latitude: 1, longitude: 2 }, venue: { title: "Pub", address: "1 Road" } }),
      "message (location) 📍 Pub, 1 Road / https://www.openstreetmap.org/?mlat=1&mlon=2",
    ],
    [
      "telegram",
      told({ poll: { question: "When?", options: [{ text: "Now" }, { text: "Later" }] } }),
      "message (poll) Poll: When? / ○ Now / ○ Later",
    ],
    ["telegram", told({ dice: { emoji: "🎲", value: 4 } }), "message: 🎲 4"],
    ["telegram", told({ video_note: { file_id: "f" } }), "message (video/mp4)"],
    [
      "telegram",
      told({ message_thread_id: 3, paid_media: {}, caption: "Mine" }),
      "message (unsupported) Mine",
    ],
    [
      "telegram",
      told({ location: { latitude: 1, longitude: 2 } }, "edited_message"),
      "ignored: a live location has moved",
    ],
    [
      "telegram",
      { update_id: 1, deleted_business_messages: { business_connection_id: "b", chat, message_ids: [1, 2] } },
      "revoke + revoke",
    ],
  ])("%s: %o becomes %s", (channel, payload, expected) => {
    expect(read(channel, payload)).toBe(expected);
  });
});

it("every recording is named in a test of the channels", () => {
  const read = (file: string) => readFileSync(join(import.meta.dirname, file), "utf8");
  const files = readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" });
  const tests = files.filter((file) => /\.test\.ts$|^fixtures-become\.json$/.test(file)).map(read);
  const named = new Set(tests.flatMap((text) => text.match(/(?<=["' ])[\w.-]+(?=["' ])/g) ?? []));
  const recorded = files.flatMap((file) => /^\w+\/fixtures\/(.+)\.json$/.exec(file)?.[1] ?? []);
  expect(recorded.length).toBeGreaterThan(200);
  expect(recorded.filter((name) => !named.has(name))).toEqual([]);
});
