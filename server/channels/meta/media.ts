import type { OutgoingFile } from "../outbound";

/** A kind that WhatsApp does not show goes as a document. */
const SHOWN: Record<string, RegExp> = {
  image: /^image\/(jpeg|png)$/,
  video: /^video\/(mp4|3gpp)$/,
  audio: /^audio\/(aac|amr|mpeg|mp4|ogg)/,
};

/** As what WhatsApp shows a file of this type. */
export function kindOf({ contentType }: Pick<OutgoingFile, "contentType">): string {
  return Object.keys(SHOWN).find((kind) => SHOWN[kind]!.test(contentType)) ?? "document";
}

/** Sound has no caption. */
export function mediaOf(file: OutgoingFile, caption: string): { type: string } {
  const type = kindOf(file);
  const media = {
    link: file.url,
    ...(caption && type !== "audio" && { caption }),
    ...(type === "document" && { filename: file.name }),
  };
  return { type, [type]: media };
}
