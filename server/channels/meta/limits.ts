import type { ChannelCapabilities } from "../contract";
import type { Pacing } from "../outbound";

/** What a WhatsApp number can carry, whoever hosts it: Meta's Cloud API reference, "Messages". */
export const CAPABILITIES: ChannelCapabilities = {
  maxTextLength: 4096,
  attachments: { maxCount: 15, maxBytes: 100 * 1024 * 1024 },
  stickers: { maxBytes: 500 * 1024 },
  typing: true,
  readReceipts: true,
  replyWindowHours: 24,
  delivery: "push",
  rating: "link",
  carries: ["location", "contacts", "choices", "template"],
  choices: { maxCount: 10, maxLength: 24 },
  gestures: ["reaction", "typing", "read"],
  network: "whatsapp",
  hasInstallLine: false,
};

/** 80 messages a second for a number, one in six seconds to one person (contract whatsapp-cloud §8). */
export const PACING: Pacing = { inbox: 1 / 80, recipient: 6, group: 6 };

/** Messages a second by what Meta says of a number's throughput; of one that is in the WhatsApp Business app too (contract §8). */
const PER_SECOND: Record<string, number> = { STANDARD: 80, HIGH: 1000 };
const COEXISTENCE = 20;

/** Undefined where Meta does not say. */
export function perSecondOf(level: string | undefined, isInApp: boolean): number | undefined {
  return isInApp ? COEXISTENCE : PER_SECOND[level ?? ""];
}

export const captionLength = (contentType: string) => (contentType.startsWith("audio/") ? 0 : 1024);
