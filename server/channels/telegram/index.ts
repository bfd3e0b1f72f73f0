import { z } from "zod";
import { type Channel, wire } from "../contract";
import { acknowledgePress } from "./acknowledge";
import { announceToTelegram } from "./announce";
import { checkAtTelegram } from "./check";
import { TELEGRAM_FIELDS, TelegramCredentials } from "./credentials";
import { telegramDesk } from "./desk";
import { gestureAtTelegram } from "./gestures";
import { albumLength, MAX_UPLOAD_BYTES } from "./kinds";
import { fetchFromTelegram } from "./media";
import { parseUpdate } from "./parse";
import { sendToTelegram } from "./send";
import { isTold } from "./verify";
import { TELEGRAM_WORDS } from "./words";

const Settings = z.object({}).catch({});

/** A bot. Limits: Bot API, "Sending files" and "Limits". */
export const telegram: Channel<typeof Settings> = {
  key: "telegram",
  name: "Telegram",
  lead: "A bot that people write to, alone or in groups.",
  glyph: { icon: "send", tint: "#1B74B8" },
  capabilities: {
    maxTextLength: 4096,
    attachments: { maxCount: 10, maxBytes: MAX_UPLOAD_BYTES },
    stickers: { maxBytes: 512 * 1024 },
    typing: true,
    readReceipts: false,
    replyWindowHours: null,
    delivery: "push",
    rating: "link",
    carries: ["location", "contacts", "choices"],
    // Telegram shows a keyboard of up to 100 buttons; more than ten are no question any more.
    choices: { maxCount: 10, maxLength: 64 },
    gestures: ["reaction", "edit", "revoke", "typing", "read"],
    hasInstallLine: false,
  },
  settings: Settings,
  desk: telegramDesk,
  wire: wire<TelegramCredentials>({
    credentials: TelegramCredentials,
    fields: TELEGRAM_FIELDS,
    check: checkAtTelegram,
    accountOf: ({ botToken }) => botToken.split(":")[0]!,
    handsOut: ({ secretToken }) => ({ secret: secretToken }),
    isFromProvider: ({ headers }, { secretToken }) =>
      isTold(secretToken, headers.get("x-telegram-bot-api-secret-token")),
    parse: (payload, { receivedAt }) => parseUpdate(payload, { receivedAt }),
    address: { env: "TELEGRAM_API_URL", usual: "https://api.telegram.org" },
    // 30 messages a second for a bot, one a second to a chat, 20 a minute to a group (contract §5).
    hasRoutes: true,
    pacing: { inbox: 1 / 30, recipient: 1, group: 3 },
    words: TELEGRAM_WORDS,
    captionLength: () => 1024,
    album: albumLength,
    acknowledge: acknowledgePress,
    announce: announceToTelegram,
    fetchFile: fetchFromTelegram,
    gesture: gestureAtTelegram,
    send: (message, { credentials, call }) => sendToTelegram(message, credentials, call),
  }),
};
