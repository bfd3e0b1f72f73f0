import type { InboundMessage, MessageExtra, RemoteFile } from "../inbound";
import { heard } from "../whatsapp/words";
import type { Body } from "./wire";

export type Content = Pick<InboundMessage, "content" | "marks" | "files" | "extra">;
const FILES = ["image", "video", "audio", "document", "sticker"] as const;

/** What a message says, in words, files and structure. An unknown type becomes a placeholder, never nothing. */
export function contentOf(body: Body): Content {
  const only = (content: string, extra: MessageExtra | null = null): Content => ({
    content,
    files: [],
    extra,
  });
  for (const kind of FILES) {
    const media = body[kind];
    if (!media) continue;
    const file: RemoteFile = {
      ref: media.id,
      contentType: media.mime_type ?? "application/octet-stream",
      name: media.filename ?? null,
      sha256: media.sha256 ?? null,
      size: null,
      isVoice: media.voice ?? false,
    };
    return {
      ...heard(media.caption ?? ""),
      files: [file],
      extra: kind === "sticker" ? { type: "sticker", emoji: null } : null,
    };
  }
  if (body.text) return { ...only(""), ...heard(body.text.body) };
  if (body.button) return only(body.button.text, choice(body.button.payload ?? "", body.button.text));
  if (body.interactive) return interactiveOf(body.interactive, only);
  if (body.location) {
    const { latitude, longitude, name = null, address = null } = body.location;
    return only([name, address].filter(Boolean).join(", "), {
      type: "location",
      latitude,
      longitude,
      name,
      address,
    });
  }
  if (body.contacts) {
    const people = body.contacts.map(({ name, phones = [], emails = [] }) => ({
      name: name?.formatted_name ?? name?.first_name ?? "",
      phones: phones.flatMap(({ phone, wa_id }) => phone ?? (wa_id ? `+${wa_id}` : [])),
      emails: emails.flatMap(({ email }) => email ?? []),
    }));
    return only(people.map(({ name }) => name).join(", "), { type: "contacts", people });
  }
  if (body.order) {
    const items = body.order.product_items.map((item) => ({
      product: item.product_retailer_id,
      quantity: item.quantity,
      price: item.item_price,
      currency: item.currency,
    }));
    return only(body.order.text ?? "", { type: "order", catalogue: body.order.catalog_id, items });
  }
  return unsupported(body.unsupported?.type ?? body.type);
}

export function unsupported(what: string): Content {
  return { content: "", files: [], extra: { type: "unsupported", what } };
}

function choice(id: string, title: string, description: string | null = null): MessageExtra {
  return { type: "choice", id, title, description };
}

function interactiveOf(
  { type, button_reply: button, list_reply: row, nfm_reply: form }: NonNullable<Body["interactive"]>,
  only: (content: string, extra: MessageExtra) => Content,
): Content {
  if (button) return only(button.title, choice(button.id, button.title));
  if (row) return only(row.title, choice(row.id, row.title, row.description ?? null));
  if (form)
    return only(form.body ?? "", {
      type: "form",
      name: form.name ?? "",
      answers: form.response_json ?? "{}",
    });
  return only("", { type: "unsupported", what: type });
}
