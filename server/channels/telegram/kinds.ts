import type { OutgoingFile } from "../outbound";

type Kind = { field: string; method: string; type: RegExp; album?: "visual" | "audio" | "document" };

/** What Telegram calls a file of a type, and with which others it goes as one album (Bot API, sendMediaGroup). */
const KINDS: readonly Kind[] = [
  { field: "photo", method: "sendPhoto", type: /^image\/(jpeg|png|webp)$/, album: "visual" },
  { field: "animation", method: "sendAnimation", type: /^image\/gif$/ },
  { field: "video", method: "sendVideo", type: /^video\/mp4$/, album: "visual" },
  { field: "voice", method: "sendVoice", type: /^audio\/ogg/ },
  { field: "audio", method: "sendAudio", type: /^audio\/(mpeg|mp4)$/, album: "audio" },
];
const DOCUMENT: Kind = { field: "document", method: "sendDocument", type: /./, album: "document" };

/** Never by its type alone: a picture of the same type is shown with its words. */
const STICKER: Pick<Kind, "field" | "method"> = { field: "sticker", method: "sendSticker" };

const MB = 1024 * 1024;
/** What Telegram fetches from an address, and what it takes as an upload (contract §1). */
const BY_ADDRESS = { photo: 5 * MB, file: 20 * MB };
const PHOTO = /^image\/(jpeg|png|webp)$/;
/** A larger picture goes as a document. */
const MAX_PHOTO_BYTES = 10 * MB;
export const MAX_UPLOAD_BYTES = 50 * MB;

/** Whether Telegram would not fetch it from its address. */
export function isForUpload({ contentType, size }: Pick<OutgoingFile, "contentType" | "size">): boolean {
  const isPhoto = kindOf(contentType, size).field === "photo";
  return size > (isPhoto ? BY_ADDRESS.photo : BY_ADDRESS.file);
}

export function kindOf(contentType: string, size = 0): Kind {
  if (size > MAX_PHOTO_BYTES && PHOTO.test(contentType)) return DOCUMENT;
  return KINDS.find(({ type }) => type.test(contentType)) ?? DOCUMENT;
}

const MAX_ALBUM = 10;

/** How a file goes that goes alone. */
export function methodFor({
  contentType,
  size,
  isSticker,
}: Pick<OutgoingFile, "contentType" | "size" | "isSticker">): Pick<Kind, "field" | "method"> {
  return isSticker ? STICKER : kindOf(contentType, size);
}

/** How many of these go as one: pictures and films together, documents and music each among themselves. */
export function albumLength(contentTypes: readonly string[]): number {
  const albums = contentTypes.slice(0, MAX_ALBUM).map((type) => kindOf(type).album);
  const [first] = albums;
  const end = albums.findIndex((album) => !first || album !== first);
  return Math.max(1, end === -1 ? albums.length : end);
}

/** A file as one of an album. */
export function albumItem({ contentType }: OutgoingFile, media: string) {
  return { type: kindOf(contentType).field, media };
}
