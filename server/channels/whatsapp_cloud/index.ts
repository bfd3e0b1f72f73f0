import { z } from "zod";
import { type Channel, wire } from "../contract";
import { CAPABILITIES, captionLength, PACING } from "../meta/limits";
import { parseDelivery } from "../meta/parse";
import { sharedAtMeta } from "../meta/shared";
import { WHATSAPP_WORDS } from "../whatsapp/words";
import { announceToMeta } from "./announce";
import { checkAtMeta } from "./check";
import { CLOUD_FIELDS, CloudCredentials } from "./credentials";
import { fetchFromMeta } from "./media";
import { gestureAtMeta, sendToMeta } from "./send";
import { exchangeAtMeta } from "./sign-up";
import { listCloudTemplates } from "./templates";
import { answerChallenge, isSignedBy } from "./verify";

const Settings = z.object({}).catch({});

/** A number on Meta's own WhatsApp Business platform. */
export const whatsappCloud: Channel<typeof Settings> = {
  key: "whatsapp_cloud",
  name: "WhatsApp",
  lead: "A number on Meta's own WhatsApp Business platform.",
  glyph: { icon: "message-circle", tint: "#1B7A4B" },
  capabilities: CAPABILITIES,
  settings: Settings,
  wire: wire<CloudCredentials>({
    credentials: CloudCredentials,
    fields: CLOUD_FIELDS,
    check: checkAtMeta,
    announce: announceToMeta,
    isAnnounced: ({ isSignedUp = false }) => isSignedUp,
    signUp: {
      env: { id: "META_APP_ID", secret: "META_APP_SECRET", config: "META_CONFIG_ID" },
      exchange: exchangeAtMeta,
    },
    handsOut: ({ verifyToken }) => ({ verifyToken }),
    isFromProvider: ({ headers, body }, { appSecret }) =>
      isSignedBy(appSecret, body, headers.get("x-hub-signature-256")),
    answerChallenge: (query, { verifyToken }) => answerChallenge(query, verifyToken),
    accountOf: ({ phoneNumberId }) => phoneNumberId,
    shared: sharedAtMeta,
    parse: (payload, { credentials, receivedAt }) => parseDelivery(payload, { ...credentials, receivedAt }),
    address: { env: "WHATSAPP_GRAPH_URL", usual: "https://graph.facebook.com" },
    pacing: PACING,
    words: WHATSAPP_WORDS,
    captionLength,
    fetchFile: fetchFromMeta,
    listTemplates: listCloudTemplates,
    gesture: (gesture, { to, credentials, call }) => gestureAtMeta(gesture, to, credentials, call),
    send: (message, { credentials, call }) => sendToMeta(message, credentials, call),
  }),
};
