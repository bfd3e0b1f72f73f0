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

/** By its address Telegram takes a picture of up to 5 MB (contract §1); a larger one goes as a document. */
const MAX_PHOTO_BYTES = 5 * 1024 * 1024;

export function kindOf(contentType: string, size = 0): Kind {
  if (size > MAX_PHOTO_BYTES && /^image\/(jpeg|png|webp)$/.test(contentType)) return DOCUMENT;
  return KINDS.find(({ type }) => type.test(contentType)) ?? DOCUMENT;
}

const MAX_ALBUM = 10;

/** How many of these go as one: pictures and films together, documents and music each among themselves. */
export function albumLength(contentTypes: readonly string[]): number {
  const albums = contentTypes.slice(0, MAX_ALBUM).map((type) => kindOf(type).album);
  const [first] = albums;
  const end = albums.findIndex((album) => !first || album !== first);
  return Math.max(1, end === -1 ? albums.length : end);
}

/** A file as one of an album. */
export function albumItem({ contentType, url }: OutgoingFile) {
  return { type: kindOf(contentType).field, media: url };
}
