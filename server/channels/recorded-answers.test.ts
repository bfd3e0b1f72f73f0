import { expect } from "vitest";
import { type Ask, announce, check, fetchFile, gesture, OURS, send, templates } from "../testing/recorded";
import { type Row, readsAnswers, SILENT } from "../testing/recorded-answers";
import { getChannel } from "./registry";

const exchange: Ask = (wire, { call }) =>
  wire.signUp!.exchange({
    ...{ app: { id: "634974688087057", secret: "s" }, code: "c", call },
    chosen: { account: "102290129340398", number: null },
  });

const TABLE: Record<string, Row[]> = {
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

for (const [channel, rows] of Object.entries(TABLE)) readsAnswers(channel, rows);
