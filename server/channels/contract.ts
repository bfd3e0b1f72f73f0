import type { z } from "zod";

/**
 * What a channel can carry. The core asks for these and never for a channel's name.
 */
export type ChannelCapabilities = {
  /** Characters of one outgoing text. */
  maxTextLength: number;
  attachments: { maxCount: number; maxBytes: number } | null;
  typing: boolean;
  readReceipts: boolean;
  /** Hours after the contact's last message in which a free reply may be sent; null: always. */
  replyWindowHours: number | null;
  /** `pull`: the contact's own client reads the conversation from us, so a stored message is a sent one. */
  delivery: "pull";
  /** How a rating is asked for: five faces in the contact's own client, a link in the words, or not at all. */
  rating: "faces" | "link" | null;
  /** Put to work by a line in the contact's page, which the settings show. */
  hasInstallLine: boolean;
};

/** One kind of connection: a folder with this manifest, and one line in registry.ts. Pure: no database, no module. */
export type Channel<Settings extends z.ZodType = z.ZodType> = {
  key: string;
  /** A key of the interface's catalogue, and the tile that stands for the channel (interface §2). */
  label: string;
  glyph: { icon: string; tint: `#${string}` };
  capabilities: ChannelCapabilities;
  /** Parses an inbox's stored settings; broken ones fall back, so that a channel always starts. */
  settings: Settings;
};
