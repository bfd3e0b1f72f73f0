import type { Channel } from "../contract";
import { WebSettings } from "./settings";

/** The website widget. The visitor's browser reads from us, so nothing has to be sent anywhere. */
export const web: Channel<typeof WebSettings> = {
  key: "web",
  name: "Website",
  lead: "A chat on your own pages, put there with one line.",
  glyph: { icon: "globe", tint: "#6E21C8" },
  capabilities: {
    maxTextLength: 10_000,
    attachments: { maxCount: 15, maxBytes: 40 * 1024 * 1024 },
    typing: true,
    readReceipts: true,
    replyWindowHours: null,
    delivery: "pull",
    rating: "faces",
    asks: true,
    hasInstallLine: true,
  },
  settings: WebSettings,
  wire: null,
};
