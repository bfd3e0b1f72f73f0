import { z } from "zod";
import { type Channel, wire } from "../contract";
import { announceToTelegram } from "./announce";
import { checkAtTelegram } from "./check";
import { TELEGRAM_FIELDS, TelegramCredentials } from "./credentials";
import { fetchFromTelegram } from "./media";
import { parseUpdate } from "./parse";
import { sendToTelegram } from "./send";
import { isTold } from "./verify";

const Settings = z.object({}).catch({});

/** A bot. Limits: Bot API, "Sending files" and "Limits". */
export const telegram: Channel<typeof Settings> = {
  key: "telegram",
  name: "Telegram",
  lead: "A bot that people write to, alone or in groups.",
  glyph: { icon: "send", tint: "#1B74B8" },
  capabilities: {
    maxTextLength: 4096,
    attachments: { maxCount: 10, maxBytes: 50 * 1024 * 1024 },
    typing: true,
    readReceipts: false,
    replyWindowHours: null,
    delivery: "push",
    rating: "link",
    hasInstallLine: false,
  },
  settings: Settings,
  wire: wire<TelegramCredentials>({
    credentials: TelegramCredentials,
    fields: TELEGRAM_FIELDS,
    check: checkAtTelegram,
    handsOut: ({ secretToken }) => ({ secret: secretToken }),
    isFromProvider: ({ headers }, { secretToken }) =>
      isTold(secretToken, headers.get("x-telegram-bot-api-secret-token")),
    parse: (payload, { credentials, receivedAt }) =>
      parseUpdate(payload, { ownerIds: new Set(credentials.ownerIds), receivedAt }),
    address: { env: "TELEGRAM_API_URL", usual: "https://api.telegram.org" },
    // 30 messages a second for a bot, one a second to a chat, 20 a minute to a group (contract §5).
    pacing: { inbox: 1 / 30, recipient: 1, group: 3 },
    captionLength: () => 1024,
    announce: announceToTelegram,
    fetchFile: fetchFromTelegram,
    send: (message, { credentials, call }) => sendToTelegram(message, credentials, call),
  }),
};
