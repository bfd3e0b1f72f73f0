import type { OutgoingFile } from "../outbound";

const MB = 1024 * 1024;
/** What WhatsApp shows in a message of its own, and up to which size (contract §6). */
const SHOWN = [
  { kind: "image", type: /^image\/(jpeg|png)$/, maxBytes: 5 * MB },
  { kind: "video", type: /^video\/(mp4|3gpp)$/, maxBytes: 16 * MB },
  { kind: "audio", type: /^audio\/(aac|amr|mpeg|mp4|ogg)/, maxBytes: 16 * MB },
];

/** As what WhatsApp shows it; what it does not show, or not of that size, goes as a document. */
export function kindOf({
  contentType,
  size,
  isSticker,
}: Pick<OutgoingFile, "contentType" | "size" | "isSticker">): string {
  if (isSticker) return "sticker";
  const shown = SHOWN.find(({ type, maxBytes }) => type.test(contentType) && size <= maxBytes);
  return shown?.kind ?? "document";
}

/** Sound and stickers have no caption. */
export function mediaOf(file: OutgoingFile, caption: string): { type: string } {
  const type = kindOf(file);
  const media = {
    link: file.url,
    ...(caption && type !== "audio" && type !== "sticker" && { caption }),
    ...(type === "document" && { filename: file.name }),
  };
  return { type, [type]: media };
}
