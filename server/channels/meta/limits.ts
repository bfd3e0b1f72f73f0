import type { ChannelCapabilities } from "../contract";
import type { Pacing } from "../outbound";

/** What a WhatsApp number can carry, whoever hosts it: Meta's Cloud API reference, "Messages". */
export const CAPABILITIES: ChannelCapabilities = {
  maxTextLength: 4096,
  attachments: { maxCount: 15, maxBytes: 100 * 1024 * 1024 },
  typing: true,
  readReceipts: true,
  replyWindowHours: 24,
  delivery: "push",
  rating: "link",
  hasInstallLine: false,
};

/** 80 messages a second for a number, one in six seconds to one person (contract whatsapp-cloud §8). */
export const PACING: Pacing = { inbox: 1 / 80, recipient: 6, group: 6 };

export const captionLength = (contentType: string) => (contentType.startsWith("audio/") ? 0 : 1024);
