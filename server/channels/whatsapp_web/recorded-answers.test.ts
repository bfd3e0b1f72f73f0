import { expect, it } from "vitest";
import {
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
} from "../../testing/recorded";
import { readsAnswers, SILENT } from "../../testing/recorded-answers";

readsAnswers("whatsapp_web", [
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
]);

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
