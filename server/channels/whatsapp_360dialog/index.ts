import { createHash, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { type Channel, wire } from "../contract";
import { CAPABILITIES, captionLength, PACING } from "../meta/limits";
import { parseDelivery } from "../meta/parse";
import { WHATSAPP_WORDS } from "../whatsapp/words";
import { announceToDialog, checkAtDialog } from "./check";
import { DIALOG_FIELDS, DialogCredentials } from "./credentials";
import { fetchFromDialog } from "./media";
import { gestureAtDialog, sendToDialog } from "./send";
import { listDialogTemplates } from "./templates";

const Settings = z.object({}).catch({});
const digest = (text: string) => createHash("sha256").update(text).digest();

/** A WhatsApp number hosted by 360dialog: Meta's shapes at another door, opened by a key. */
export const whatsapp360dialog: Channel<typeof Settings> = {
  key: "whatsapp_360dialog",
  name: "WhatsApp by 360dialog",
  lead: "A WhatsApp number that 360dialog hosts for you.",
  glyph: { icon: "message-circle", tint: "#1B7A4B" },
  capabilities: CAPABILITIES,
  settings: Settings,
  wire: wire<DialogCredentials>({
    credentials: DialogCredentials,
    fields: DIALOG_FIELDS,
    check: checkAtDialog,
    announce: announceToDialog,
    accountOf: ({ apiKey }) => apiKey,
    handsOut: () => ({}),
    secretPath: ({ secretPath }) => secretPath,
    isFromProvider: ({ path }, { secretPath }) => timingSafeEqual(digest(path), digest(secretPath)),
    parse: (payload, { receivedAt }) => parseDelivery(payload, { receivedAt }),
    address: {
      env: "D360_API_URL",
      usual: "https://waba-v2.360dialog.io",
      own: ({ baseUrl }) => baseUrl,
    },
    pacing: PACING,
    words: WHATSAPP_WORDS,
    captionLength,
    fetchFile: fetchFromDialog,
    listTemplates: listDialogTemplates,
    gesture: (gesture, { to, credentials, call }) => gestureAtDialog(gesture, to, credentials, call),
    send: (message, { credentials, call }) => sendToDialog(message, credentials, call),
  }),
};
