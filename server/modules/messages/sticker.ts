import type { MessageExtra } from "../../channels/inbound";
import type { Sql } from "../../infra/db";
import type { StoredAttachment } from "../conversations/message-row";
import { capabilitiesOf, type OfInbox } from "./window";

/** Of a sticker's longer side, in pixels, on every network that has them. */
const MAX_SIDE = 512;

/**
 * What makes a reply a sticker: one small WebP picture and nothing else, where the channel shows that alone and without a
 * bubble. Null: it is an ordinary one.
 */
export async function stickerIn(
  sql: Sql,
  inbox: OfInbox,
  { content, attachments }: { content: string; attachments: readonly StoredAttachment[] },
): Promise<MessageExtra | null> {
  const [file, ...more] = attachments;
  if (file?.contentType !== "image/webp" || more.length > 0 || content.trim() !== "") return null;
  const { size, width, height } = file;
  if (width === null || height === null || Math.max(width, height) > MAX_SIDE) return null;
  const { stickers } = await capabilitiesOf(sql, inbox);
  return stickers && size <= stickers.maxBytes ? { type: "sticker", emoji: null } : null;
}
