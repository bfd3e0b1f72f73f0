import type { InboundItem, InboundMessage, MessageExtra, Person, PersonId, RemoteFile } from "../inbound";
import { failureOf } from "./failures";
import { newsOf } from "./news";
import { TEMPLATE_FIELDS, templateNews } from "./template-state";
import { BareMessage, type Body, Delivery, Message, MessagesValue, Status } from "./wire";

/** Fields that tell the business something is wrong and waits for it. */
const ALARMS = new Set(["account_update", "account_alerts"]);

/** Of which number and which account (WABA) the inbox is; where either is unknown, all that comes is its own. */
export type Own = { phoneNumberId?: string; wabaId?: string };

/**
 * Every entry, change, message and status of a POST, in its order. One app secret serves several numbers and accounts, and
 * what is for another comes as ignored. Throws ZodError when the whole is no delivery of Meta's.
 */
export function parseDelivery(payload: unknown, own: Own): InboundItem[] {
  const { entry } = Delivery.parse(payload);
  return entry.flatMap(({ id, time, changes }) =>
    changes.flatMap(({ field, value }) =>
      field === "messages" || field === "smb_message_echoes"
        ? messagesOf(value, own.phoneNumberId)
        : accountOf({ id, at: atOf(time), event: field, data: value }, own.wabaId),
    ),
  );
}

const atOf = (seconds: number | undefined) => (seconds ? new Date(seconds * 1000) : new Date());

type Told = { id: string | undefined; at: Date; event: string; data: unknown };

/** News of an account carry no number: every number of the account hears them. */
function accountOf({ id, at, event, data }: Told, wabaId?: string): InboundItem[] {
  if (id && wabaId && id !== wabaId) return [{ type: "ignored", reason: `for another account (${id})` }];
  const template = TEMPLATE_FIELDS.has(event) ? templateNews(data, at) : null;
  if (template) return [template];
  const news = newsOf(event, data, at);
  return [
    {
      type: "account",
      event,
      data,
      isAlarm: news?.tone === "danger" || ALARMS.has(event),
      ...(news && { news }),
    },
  ];
}

function messagesOf(given: unknown, numberId: string | undefined): InboundItem[] {
  const parsed = MessagesValue.safeParse(given);
  if (!parsed.success) return [{ type: "ignored", reason: "a change without the number it is for" }];
  const value = parsed.data;
  if (numberId && value.metadata.phone_number_id !== numberId)
    return [{ type: "ignored", reason: `for another number (${value.metadata.phone_number_id})` }];
  return [
    ...value.messages.map((raw) => readEach(raw, value, "contact")),
    ...value.message_echoes.map((raw) => readEach(raw, value, "us")),
    ...value.statuses.map(statusOf),
    ...value.errors.map(
      (error): InboundItem => ({
        ...{ type: "account", event: "error", data: error, isAlarm: true },
        news: newsOf("error", error, new Date()) ?? undefined,
      }),
    ),
  ];
}

function readEach(raw: unknown, value: MessagesValue, author: Author): InboundItem {
  const parsed = Message.safeParse(raw);
  if (parsed.success) return messageOf(parsed.data, value, author);
  const bare = BareMessage.safeParse(raw);
  if (bare.success) return { ...whoAndWhen(bare.data, value, author), ...unsupported(bare.data.type) };
  return { type: "ignored", reason: "a message without an id, a time or a type" };
}

type Author = "contact" | "us";

function whoAndWhen(
  message: BareMessage,
  value: MessagesValue,
  author: Author,
): Omit<InboundMessage, "content" | "files" | "extra"> {
  const group = message.group_id ? { id: { scope: "group", value: message.group_id }, name: null } : null;
  return {
    type: "message",
    externalId: message.id,
    at: timeOf(message.timestamp),
    ...{ author, person: personOf(message, value, author), group },
    ...{ replyTo: null, isForwarded: false, referral: null, album: null, route: null },
  };
}

function messageOf(message: Message, value: MessagesValue, author: Author): InboundItem {
  const at = timeOf(message.timestamp);
  const person = personOf(message, value, author);
  const { id, reaction, edit, revoke, system } = message;
  if (reaction)
    return {
      type: "reaction",
      externalId: id,
      target: reaction.message_id,
      emoji: reaction.emoji || null,
      ...{ at, author, person },
    };
  if (edit) {
    const { content } = contentOf(edit.message);
    return { type: "edit", externalId: id, target: edit.original_message_id, content, at, author };
  }
  if (revoke) return { type: "revoke", target: revoke.original_message_id, at, author };
  if (system) {
    const to = idsOf(system.wa_id ?? system.new_wa_id, system.user_id);
    if (to.length === 0) return { type: "ignored", reason: `system message “${system.type ?? "unknown"}”` };
    const next = { ...person, ids: to, phone: phoneOf(system.wa_id ?? system.new_wa_id) };
    return { type: "renamed", from: person, to: next, at };
  }
  if (message.type === "request_welcome")
    return { type: "ignored", reason: "the chat was opened for the first time" };
  const { context, referral } = message;
  return {
    ...whoAndWhen(message, value, author),
    ...contentOf(message),
    replyTo: context?.id ?? null,
    isForwarded: Boolean(context?.forwarded || context?.frequently_forwarded),
    referral: referral?.source_url
      ? {
          url: referral.source_url,
          headline: referral.headline ?? null,
          body: referral.body ?? null,
          clickId: referral.ctwa_clid ?? null,
        }
      : null,
  };
}

function personOf(message: BareMessage, value: MessagesValue, author: Author): Person {
  const waId = author === "contact" ? message.from : message.to;
  const userId = author === "contact" ? message.from_user_id : message.to_user_id;
  const listed = value.contacts.find(
    (contact) => (userId && contact.user_id === userId) || (waId && contact.wa_id === waId),
  );
  // A delivery with one contact is about that one, also when the message leaves the sender out.
  const contact = listed ?? (!waId && !userId && value.contacts.length === 1 ? value.contacts[0] : undefined);
  return {
    ids: idsOf(waId ?? contact?.wa_id, userId ?? contact?.user_id),
    name: contact?.profile?.name ?? null,
    phone: phoneOf(waId ?? contact?.wa_id),
    username: contact?.profile?.username ?? null,
  };
}

/** The business-scoped id first: it stays when a phone number is passed on to somebody else. */
function idsOf(waId: string | undefined, userId: string | undefined): PersonId[] {
  return [
    ...(userId ? [{ scope: "bsuid", value: userId }] : []),
    ...(waId ? [{ scope: "phone", value: waId.replace(/^\+/, "") }] : []),
  ];
}

function phoneOf(waId: string | undefined): string | null {
  return waId && /^\+?\d{5,15}$/.test(waId) ? `+${waId.replace(/^\+/, "")}` : null;
}

type Content = Pick<InboundMessage, "content" | "files" | "extra">;
const FILES = ["image", "video", "audio", "document", "sticker"] as const;

/** What a message says, in words, files and structure. An unknown type becomes a placeholder, never nothing. */
function contentOf(body: Body): Content {
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
      content: media.caption ?? "",
      files: [file],
      extra: kind === "sticker" ? { type: "sticker", emoji: null } : null,
    };
  }
  if (body.text) return only(body.text.body);
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

function unsupported(what: string): Content {
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

const STATUSES: Record<string, "sent" | "delivered" | "read" | "failed"> = {
  sent: "sent",
  delivered: "delivered",
  read: "read",
  played: "read",
  failed: "failed",
};

function statusOf(raw: unknown): InboundItem {
  const parsed = Status.safeParse(raw);
  const status = parsed.success ? STATUSES[parsed.data.status] : undefined;
  if (!parsed.success || !status) return { type: "ignored", reason: "a status that could not be read" };
  const { id, timestamp, biz_opaque_callback_data: correlationId = null, errors = [] } = parsed.data;
  const [error] = errors;
  const failure = status === "failed" ? failureOf(error ?? { code: -1 }) : null;
  return { type: "status", externalId: id, correlationId, status, at: timeOf(timestamp), failure };
}

/** Unix seconds as text; what is no time counts as now, so that the message is not lost for it. */
function timeOf(seconds: string): Date {
  const at = new Date(Number(seconds) * 1000);
  return Number.isNaN(at.getTime()) ? new Date() : at;
}
