import { describe, expect, it } from "vitest";
import {
  type Ask,
  announce,
  answering,
  check,
  fetchFile,
  gesture,
  history,
  makeCode,
  OURS,
  pairing,
  recording,
  send,
  templates,
} from "../testing/recorded";
import { ProviderSilent } from "./outbound";
import { getChannel } from "./registry";

const exchange: Ask = (wire, { call }) =>
  wire.signUp!.exchange({
    ...{ app: { id: "634974688087057", secret: "s" }, code: "c", call },
    chosen: { account: "102290129340398", number: null },
  });

/** Nobody has said what became of it. */
const SILENT = Symbol("silent");
type Row = [names: string, ask: Ask, asked: string, becomes: unknown];

const TABLE: Record<string, Row[]> = {
  whatsapp_web: [
    [
      "rest-200-app-status-connected",
      pairing("status"),
      "GET /app/status",
      { isPaired: true, isConnected: true, number: "447700900000", device: "acme-support" },
    ],
    [
      "rest-200-app-status-logged-out",
      pairing("status"),
      "GET /app/status",
      { isPaired: false, isConnected: false, number: null, device: "acme-support" },
    ],
    ["rest-404-device-not-found", pairing("status"), "GET /app/status", { isPaired: false, device: null }],
    ["rest-401-not-logged-in", pairing("status"), "GET /app/status", { isPaired: false, device: null }],
    [
      "rest-400-device-id-required",
      check,
      "GET /app/status",
      { type: "refused", field: "deviceId", failure: { reason: "The gateway has several devices." } },
    ],
    [
      "rest-200-app-login-qr",
      pairing("showPicture"),
      "GET /app/login + open /statics/qrcode/scan-qr-6a0a1f4e-0000-4000-8000-000000000001.png",
      { type: "picture", contentType: "image/png", bytes: Buffer.from("bytes"), seconds: 30 },
    ],
    [
      "rest-200-app-login-with-code",
      makeCode,
      "GET /app/login-with-code",
      { type: "code", code: "ABCD-1234", seconds: 160 },
    ],
    [
      "rest-400-already-logged-in",
      makeCode,
      "GET /app/login-with-code",
      { type: "refused", failure: { reason: "A phone is paired already." } },
    ],
    [
      "rest-200-app-devices",
      pairing("devices"),
      "GET /app/devices",
      { devices: [{ name: "Acme Support", number: "447700900000", state: "logged_in" }] },
    ],
    [
      "rest-200-chats rest-200-chat-messages",
      history,
      "GET /chats + GET /chat/447700900123@s.whatsapp.net/messages",
      ["message (image/jpeg) This is the broken part"],
    ],
    // Of two devices it is the named one that is told; one that is not there is made.
    [
      "rest-200-devices-list rest-200-device-added",
      announce({ deviceId: "beta-sales" }),
      "GET /devices + PATCH /devices/beta-sales/webhook",
      null,
    ],
    [
      "rest-200-devices-list rest-200-device-added",
      announce({ deviceId: "gamma" }),
      "GET /devices + POST /devices",
      null,
    ],
    ["rest-200-devices-list", announce(), "GET /devices", { code: "DEVICE_ID_REQUIRED" }],
    [
      "rest-200-message-download",
      fetchFile("id=3EB0&chat=447700900123%40s.whatsapp.net"),
      "GET /message/3EB0/download + open /statics/media/447700900123/2026-08-24/1787654321-5f0c7c0e-0000-4000-8000-000000000001.jpe",
      { type: "file", contentType: null },
    ],
    [
      "rest-200-send-message",
      send,
      "POST /send/message",
      { type: "sent", externalId: "3EB0A0000000000000AA01" },
    ],
    [
      "rest-200-message-reaction",
      gesture({ type: "reaction", target: OURS, emoji: "👍" }),
      "POST /message/1%3A2/reaction",
      { type: "done" },
    ],
    // What answers another question is no answer to this one.
    ["rest-200-user-avatar", send, "POST /send/message", SILENT],
    ["rest-200-user-check", pairing("status"), "GET /app/status", SILENT],
    ["rest-200-user-info", fetchFile("id=1&chat=2"), "GET /message/1/download", SILENT],
  ],
  whatsapp_cloud: [
    [
      "api-phone-number-limit-response",
      check,
      "GET /v23.0/106540352242922",
      {
        type: "known",
        facts: expect.arrayContaining([
          {
            label: "First messages",
            value: "To 2,000 people a day, for all numbers of the business together",
          },
        ]),
      },
    ],
    [
      "api-oauth-access-token-response api-debug-token-response api-phone-numbers-response",
      exchange,
      "GET /v23.0/oauth/access_token + GET /v23.0/debug_token + GET /v23.0/102290129340398/phone_numbers",
      {
        type: "signed",
        credentials: {
          accessToken: "EAAfictionalBusinessIntegrationSystemUserToken",
          ...{ phoneNumberId: "106540352242922", wabaId: "102290129340398" },
        },
      },
    ],
    [
      "api-success-response api-success-response api-phone-number-limit-response api-success-response",
      announce({ isSignedUp: true }),
      "POST /v23.0/102290129340398/subscribed_apps + POST /v23.0/106540352242922 + GET /v23.0/106540352242922 + POST /v23.0/106540352242922/register",
      null,
    ],
    [
      "api-success-response",
      gesture({ type: "read", target: OURS }),
      "POST /v23.0/106540352242922/messages",
      { type: "done" },
    ],
    [
      "api-send-response",
      send,
      "POST /v23.0/106540352242922/messages",
      { type: "sent", externalId: "wamid.HBgMNDQ3NzAwOTAwMTIzFQIAEhgOUT1AA==" },
    ],
    [
      "api-send-template-response",
      send,
      "POST /v23.0/106540352242922/messages",
      { type: "sent", externalId: "wamid.HBgMNDQ3NzAwOTAwMTIzFQIAEhgOUT2AA==" },
    ],
    [
      "api-send-template-response-held-for-quality",
      send,
      "POST /v23.0/106540352242922/messages",
      { type: "sent", externalId: "wamid.HBgMNDQ3NzAwOTAwMTIzFQIAEhgOUT2AA==" },
    ],
    [
      "api-media-get-response",
      fetchFile("1003383421387256"),
      "GET /v23.0/1003383421387256 + open https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1003383421387256&ext=1787654700&hash=ATfictional",
      { type: "file", contentType: "image/jpeg", size: 303_833 },
    ],
    [
      "api-templates-list-response",
      templates,
      "GET /v23.0/102290129340398/message_templates",
      { templates: [{ name: "order_confirmation", state: "approved", quality: "green" }], next: "MjQZD" },
    ],
    ["api-media-upload-response", send, "POST /v23.0/106540352242922/messages", SILENT],
    ["api-subscribed-apps-response", check, "GET /v23.0/106540352242922", SILENT],
  ],
  whatsapp_360dialog: [
    [
      "configs-templates-response",
      templates,
      "GET /v1/configs/templates",
      {
        templates: [{ name: "order_confirmation", language: "en_US", state: "approved", reason: null }],
        next: null,
      },
    ],
    // Its own answer repeats what was asked (contract).
    [
      "configs-webhook-request",
      check,
      "GET /v1/configs/webhook",
      {
        facts: [
          { label: "API key" },
          { label: "Delivers", value: "To app.example.com, not here.", isBad: true },
        ],
      },
    ],
    ["configs-webhook-request", announce(), "POST /v1/configs/webhook", null],
  ],
  telegram: [
    [
      "api-ok-get-me api-ok-get-webhook-info",
      check,
      "GET /bot1:x/getMe + GET /bot1:x/getWebhookInfo",
      {
        facts: [
          { label: "Bot", value: "@acme_support_bot" },
          { label: "Name", value: "Acme Support" },
          { label: "Groups", value: expect.stringContaining("only what is said to it") },
          { label: "Delivers", value: "To app.example.com, not here.", isBad: true },
          { label: "Waiting at Telegram", value: "3" },
        ],
      },
    ],
    ["api-ok-set-webhook", announce(), "POST /bot1:x/setWebhook", null],
    [
      "api-ok-get-file",
      fetchFile("AgACAgIAAxkBAAIA3fictional"),
      "POST /bot1:x/getFile + open /file/bot1:x/photos/file_0.jpg",
      { type: "file", name: "file_0.jpg", size: 84_211 },
    ],
    ["api-ok-send-message", send, "POST /bot1:x/sendMessage", { type: "sent", externalId: "700000123:202" }],
    [
      "api-ok-true",
      gesture({ type: "typing", target: null }),
      "POST /bot1:x/sendChatAction",
      { type: "done" },
    ],
    [
      "api-ok-true",
      (wire, given) => wire.acknowledge!("4382", given),
      "POST /bot1:x/answerCallbackQuery",
      undefined,
    ],
    [
      "api-error-400-message-is-not-modified",
      gesture({ type: "edit", target: OURS, text: "The same" }),
      "POST /bot1:x/editMessageText",
      { type: "done" },
    ],
    [
      "api-ok-create-forum-topic",
      (_, given) => getChannel("telegram").desk!.open({ ...given, group: "-1002000000001", name: "Ada" }),
      "POST /bot1:x/createForumTopic",
      { type: "done", thread: "5000" },
    ],
    [
      "api-ok-send-message-in-topic",
      (_, given) =>
        getChannel("telegram").desk!.post(
          {
            ...{ group: "-1002000000001", thread: "5000", text: "Ada: Hello", marks: [], files: [] },
            ...{ replyTo: null, actions: [] },
          },
          given,
        ),
      "POST /bot1:x/sendMessage",
      { type: "sent", externalId: "-1002000000001:5005" },
    ],
  ],
};

const TOKEN = "700000900:fictional_fictional_fictional";
const statusOf = (name: string) => Number(/-(\d{3})-/.exec(name)?.[1] ?? 200);

describe.each(Object.entries(TABLE))("what is recorded of the answers of %s", (channel, rows) => {
  it.each(rows)("%s is read by whoever asks for it", async (names, ask, path, becomes) => {
    const answers = names
      .split(" ")
      .map((name) => ({ status: statusOf(name), json: recording(channel, name) }));
    const { wire, given, asked, left } = answering(channel, answers);
    const answer = Promise.resolve(ask(wire, given));
    if (becomes === SILENT) await expect(answer).rejects.toThrow(ProviderSilent);
    else if (becomes === null || becomes === undefined) expect(await answer).toBe(becomes);
    else expect(await answer).toMatchObject(becomes);
    expect([asked.join(" + ").replaceAll(TOKEN, "1:x"), left]).toEqual([path, []]);
  });
});

// The gateway's live feed is not listened to: how it stands is asked for.
it.each([
  ["ws-device-logged-out-remote"],
  ["ws-list-devices"],
  ["ws-login-success"],
  ["ws-passkey-confirmation"],
  ["ws-v7-logout-complete"],
])("%s is no delivery, should somebody post it as one", (name) => {
  const { wire, given } = answering("whatsapp_web", []);
  const told = { credentials: given.credentials, receivedAt: new Date() };
  const read = () => wire.parse(recording("whatsapp_web", name), told);
  expect(read).toThrow(expect.objectContaining({ name: "ZodError" }));
});
