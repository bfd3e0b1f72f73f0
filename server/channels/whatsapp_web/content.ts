import type { InboundMessage, MessageExtra, RemoteFile } from "../inbound";
import { heard } from "../whatsapp/words";
import { refOf } from "./media";
import type { Body, Card, Media } from "./wire";

export type Content = Pick<InboundMessage, "content" | "marks" | "files" | "extra">;

const FILES = ["image", "video", "video_note", "audio", "document", "sticker"] as const;

/** The gateway does not say whose words they are. */
export function quotedAs(text: string | undefined): Pick<InboundMessage, "quoted"> {
  return text ? { quoted: { text: heard(text).content, name: null } } : {};
}

/** What a message holds. `text`: its words or caption; `source`: what its file is fetched by. Null: nothing that is known. */
export function contentOf(
  body: Body,
  { text, source }: { text: string; source: { id: string; chat: string } },
): Content | null {
  const only = (content: string, extra: MessageExtra | null = null): Content => ({
    ...{ content, files: [], extra },
  });
  for (const kind of FILES) {
    const media = body[kind];
    if (media === undefined) continue;
    const caption = typeof media === "string" ? "" : (media.caption ?? "");
    const extra: MessageExtra | null = kind === "sticker" ? { type: "sticker", emoji: null } : null;
    return { ...heard(caption || text), files: [fileOf(kind, media, source)], extra };
  }
  const cards = body.contacts_array ?? (body.contact ? [body.contact] : []);
  if (cards.length > 0) {
    const people = cards.map(personOn);
    return only(people.map(({ name }) => name).join(", "), { type: "contacts", people });
  }
  const place = body.location ?? body.live_location;
  if (place) return placeOf(place, only);
  if (body.order) return orderOf(body.order, text, only);
  const shown = (body.interactive_media ?? []).map((media) => fileOf("document", media, source));
  if (text) return { ...only(""), ...heard(text), files: shown };
  const said = body.list?.description || body.list?.title || wordsOf(body.interactive?.body);
  return said || shown.length > 0 ? { ...only(said), files: shown } : null;
}

function wordsOf(body: NonNullable<Body["interactive"]>["body"]): string {
  return typeof body === "string" ? body : (body?.text ?? "");
}

type Only = (content: string, extra: MessageExtra) => Content;

function placeOf(place: NonNullable<Body["location"] | Body["live_location"]>, only: Only): Content {
  const { degreesLatitude: latitude, degreesLongitude: longitude } = place;
  const text = (value: unknown) => (typeof value === "string" && value ? value : null);
  const [name, address] = [text(place.name) ?? text(place.caption), text(place.address)];
  const words = [name, address].filter(Boolean).join(", ");
  return only(words, { type: "location", latitude, longitude, name, address });
}

/** The goods themselves are asked for by the order's id, which the gateway cannot do. */
function orderOf(order: NonNullable<Body["order"]>, text: string, only: Only): Content {
  const { orderID: catalogue = "", orderTitle, message, itemCount } = order;
  const items = itemCount ? `Order of ${itemCount} ${itemCount === 1 ? "item" : "items"}` : "";
  return only(text || message || orderTitle || items, { type: "order", catalogue, items: [] });
}

/** By the ending: the nested payload says no type (contract §5). */
const TYPES: Record<string, string> = {
  ...{ jpg: "image/jpeg", jpeg: "image/jpeg", jpe: "image/jpeg", jfif: "image/jpeg", png: "image/png" },
  ...{ webp: "image/webp", gif: "image/gif", mp4: "video/mp4", m4v: "video/mp4", "3gp": "video/3gpp" },
  ...{ ogg: "audio/ogg", oga: "audio/ogg", opus: "audio/ogg", mp3: "audio/mpeg", m4a: "audio/mp4" },
  ...{ aac: "audio/aac", amr: "audio/amr", pdf: "application/pdf" },
};
const USUAL: Partial<Record<(typeof FILES)[number], string>> = {
  ...{ image: "image/jpeg", video: "video/mp4", video_note: "video/mp4" },
  ...{ audio: "audio/ogg", sticker: "image/webp" },
};

function fileOf(
  kind: (typeof FILES)[number],
  media: Media,
  source: { id: string; chat: string },
): RemoteFile {
  const given = typeof media === "string" ? { path: media } : media;
  const path = given.path ?? (typeof media === "string" ? media : media.media_path);
  const ending = /\.(\w{2,5})$/.exec(path ?? "")?.[1]?.toLowerCase() ?? "";
  const { mime_type: told, filename } = typeof media === "string" ? {} : media;
  const contentType = told?.split(";")[0]?.trim() || TYPES[ending] || USUAL[kind] || "";
  return {
    ref: refOf({ path, ...source }),
    ...{ contentType, name: filename ?? null, sha256: null, size: null },
    // The gateway does not say which it was; what phones record is Ogg, what they send along is not.
    isVoice: kind === "audio" && contentType === "audio/ogg",
  };
}

/** "TEL;type=CELL;waid=447700900789:+44 7700 900789" */
function personOn({ displayName, phone_number, vcard = "" }: Card) {
  const valuesOf = (key: string) => {
    const lines = vcard.matchAll(new RegExp(`^(?:item\\d+\\.)?${key}(?:;[^:\\r\\n]*)?:(.+)$`, "gim"));
    return [...lines].map(([, value]) => value!.trim());
  };
  const phones = valuesOf("TEL");
  return {
    name: displayName ?? valuesOf("FN")[0] ?? "",
    phones: phones.length || !phone_number ? phones : [phone_number],
    emails: valuesOf("EMAIL"),
  };
}
