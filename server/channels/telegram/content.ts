import type { InboundMessage, RemoteFile } from "../inbound";
import type { Message } from "./wire";
import { readEntities } from "./words";

export type Content = Pick<InboundMessage, "content" | "marks" | "files" | "extra">;
/** An animation comes as a document too, and a venue as a location: the fuller one stands first. */
const FILES = ["voice", "audio", "video", "video_note", "animation", "sticker", "document"] as const;
const TYPES: Partial<Record<(typeof FILES)[number], string>> = {
  voice: "audio/ogg",
  audio: "audio/mpeg",
  video: "video/mp4",
  video_note: "video/mp4",
  animation: "video/mp4",
};

/** The words, files and structure of a message. */
export function contentOf(message: Message): Content {
  const only = (content: string, extra: InboundMessage["extra"] = null): Content => ({
    content,
    files: [],
    extra,
  });
  if (message.text !== undefined) return { ...only(""), ...wordsOf(message) };
  const photo = message.photo?.at(-1);
  if (photo)
    return { ...wordsOf(message), files: [{ ...fileOf(photo), contentType: "image/jpeg" }], extra: null };
  for (const kind of FILES) {
    const media = message[kind];
    if (!media) continue;
    const file = { ...fileOf(media), isVoice: kind === "voice" };
    file.contentType =
      media.mime_type ?? TYPES[kind] ?? stickerType(message.sticker) ?? "application/octet-stream";
    const extra =
      kind === "sticker" ? { type: "sticker" as const, emoji: message.sticker?.emoji ?? null } : null;
    return { ...wordsOf(message), files: [file], extra };
  }
  if (message.location) {
    const { latitude, longitude } = message.location;
    const { title: name = null, address = null } = message.venue ?? {};
    return only([name, address].filter(Boolean).join(", "), {
      type: "location",
      latitude,
      longitude,
      name,
      address,
    });
  }
  if (message.contact) {
    const { phone_number: phone, first_name: first, last_name: last } = message.contact;
    const name = [first, last].filter(Boolean).join(" ");
    const phones = [phone.startsWith("+") ? phone : `+${phone}`];
    return only(name, { type: "contacts", people: [{ name, phones, emails: [] }] });
  }
  if (message.poll) {
    const { question, options } = message.poll;
    return only(question, { type: "poll", question, options: options.map((option) => option.text) });
  }
  if (message.dice) return only(`${message.dice.emoji} ${message.dice.value}`);
  const what = Object.keys(message).find((key) => !ENVELOPE.test(key)) ?? "empty";
  return { ...only("", { type: "unsupported", what: what.replaceAll("_", " ") }), ...wordsOf(message) };
}

/** Those of a message or under its file. */
export function wordsOf(message: Message): Pick<InboundMessage, "content" | "marks"> {
  const { text, entities, caption = "", caption_entities } = message;
  const words = text === undefined ? readEntities(caption, caption_entities) : readEntities(text, entities);
  return { content: words.text, ...(words.marks.length > 0 && { marks: words.marks }) };
}

/** What stands around the content of a message. */
const ENVELOPE =
  /^(message_(id|thread_id|effect_id)|(edit_)?date|chat|from|(sender|via|reply|quote|forward|external|is|has|show|link|business|author|caption|guest)(_\w+)?|media_group_id|effect_id|entities|direct_messages_topic|paid_star_count)$/;

function fileOf(file: { file_id: string; file_name?: string; file_size?: number }): RemoteFile {
  return {
    ref: file.file_id,
    contentType: "",
    name: file.file_name ?? null,
    sha256: null,
    size: file.file_size ?? null,
    isVoice: false,
  };
}

function stickerType(sticker: Message["sticker"]): string | undefined {
  if (!sticker) return undefined;
  if (sticker.is_video) return "video/webm";
  return sticker.is_animated ? "application/x-tgsticker" : "image/webp";
}
