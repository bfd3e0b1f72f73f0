import { z } from "zod";
import { type Channel, wire } from "../contract";
import { WHATSAPP_WORDS } from "../whatsapp/words";
import { announceToGateway } from "./announce";
import { checkAtGateway } from "./check";
import { GATEWAY_FIELDS, GatewayCredentials } from "./credentials";
import { EDIT_MINUTES, gestureAtGateway } from "./gesture";
import { askGroupAtGateway } from "./group";
import { fetchFromGateway } from "./media";
import { pairing } from "./pairing";
import { parseDelivery } from "./parse";
import { sendToGateway } from "./send";
import { isSignedBy } from "./verify";

/** No text of a message reads so: its quotation marks are escaped. */
const PRESENCE = '"event":"chat_presence"';
const Settings = z.object({}).catch({});

/** A phone's own WhatsApp, linked through a self-hosted gateway ("Go WhatsApp Web Multidevice"). Not Meta's API. */
export const whatsappWeb: Channel<typeof Settings> = {
  key: "whatsapp_web",
  name: "WhatsApp Web",
  lead: "A phone's own WhatsApp, through your gateway. Unofficial: WhatsApp may suspend the number.",
  glyph: { icon: "message-circle", tint: "#1B7A4B" },
  capabilities: {
    maxTextLength: 4096,
    // Of a video; a picture may have 20 MB and a document 50 (contract §2).
    attachments: { maxCount: 15, maxBytes: 100 * 1024 * 1024 },
    stickers: { maxBytes: 500 * 1024 },
    typing: true,
    readReceipts: true,
    replyWindowHours: null,
    delivery: "push",
    rating: "link",
    carries: ["location", "contacts"],
    gestures: ["reaction", "edit", "revoke", "typing", "read"],
    editMinutes: EDIT_MINUTES,
    network: "whatsapp",
    isUnofficial: true,
    hasInstallLine: false,
  },
  settings: Settings,
  wire: wire<GatewayCredentials>({
    credentials: GatewayCredentials,
    fields: GATEWAY_FIELDS,
    check: checkAtGateway,
    accountOf: ({ baseUrl, deviceId = "" }) => `${baseUrl} ${deviceId}`,
    handsOut: ({ webhookSecret }) => ({ secret: webhookSecret }),
    isFromProvider: ({ headers, body }, { webhookSecret }) =>
      isSignedBy(webhookSecret, body, headers.get("x-hub-signature-256")),
    isFleeting: (body) => Buffer.from(body.buffer, body.byteOffset, body.byteLength).includes(PRESENCE),
    parse: (payload, { credentials, receivedAt }) => parseDelivery(payload, { ...credentials, receivedAt }),
    address: { usual: "", own: ({ baseUrl }) => baseUrl },
    // A number that writes like a machine is banned: one message a second, one in six seconds to one person.
    pacing: { inbox: 1, recipient: 6, group: 6 },
    words: WHATSAPP_WORDS,
    captionLength: (contentType) => (contentType.startsWith("audio/") ? 0 : 1024),
    announce: announceToGateway,
    fetchFile: fetchFromGateway,
    askGroup: askGroupAtGateway,
    pairing,
    gesture: gestureAtGateway,
    send: (message, { credentials, call }) => sendToGateway(message, credentials, call),
  }),
};
