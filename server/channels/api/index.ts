import { z } from "zod";
import { type Channel, wire } from "../contract";
import { checkSystem } from "./check";
import { API_FIELDS, ApiCredentials } from "./credentials";
import { fetchFromAddress } from "./media";
import { parseEvents } from "./parse";
import { gestureToSystem, sendToSystem } from "./send";
import { isSigned } from "./verify";

/** Of what may be told and forgotten; what is in it besides has it stored all the same. */
const TYPING = /"type"\s*:\s*"typing"/;
const Settings = z.object({}).catch({});
const MAX_TEXT = 10_000;

/** A system of the customer's own, by signed requests in both directions (docs/api-channel.md). */
export const api: Channel<typeof Settings> = {
  key: "api",
  name: "API",
  lead: "Your own app or system, by signed requests in both directions.",
  glyph: { icon: "braces", tint: "#5D5B63" },
  capabilities: {
    maxTextLength: MAX_TEXT,
    attachments: { maxCount: 10, maxBytes: 40 * 1024 * 1024 },
    typing: true,
    readReceipts: true,
    replyWindowHours: null,
    delivery: "push",
    rating: "link",
    carries: ["location", "contacts", "choices"],
    choices: { maxCount: 10, maxLength: 100 },
    gestures: ["reaction", "edit", "revoke", "typing", "read"],
    hasInstallLine: false,
  },
  settings: Settings,
  wire: wire<ApiCredentials>({
    credentials: ApiCredentials,
    fields: API_FIELDS,
    check: checkSystem,
    handsOut: ({ secret }) => ({ secret }),
    isFromProvider: (request, { secret }) => isSigned(request, secret),
    isFleeting: (body) => body.length < 2_000 && TYPING.test(Buffer.from(body).toString("latin1")),
    parse: (payload, { credentials: { namespace }, receivedAt }) =>
      parseEvents(payload, { namespace, receivedAt }),
    address: { usual: "https://api.invalid", own: ({ url }) => new URL(url).origin },
    // Its own to bear: nobody has named a limit; 50 a second keep a small server alive.
    pacing: { inbox: 1 / 50, recipient: 0, group: 0 },
    captionLength: () => MAX_TEXT,
    fetchFile: (ref, { open }) => fetchFromAddress(ref, open),
    gesture: (gesture, { to, credentials, call }) => gestureToSystem(gesture, to, { credentials, call }),
    send: (message, { credentials, call }) => sendToSystem(message, credentials, call),
  }),
};
