import type { Happening, InboundItem, InboundMessage, Person, PersonId } from "../inbound";
import { contentOf, unsupported } from "./content";
import { BareMessage, Message, type MessagesValue } from "./wire";

/** One message of a list, by the contact or from another app of the business; what cannot be read hides none of the others. */
export function readEach(raw: unknown, value: MessagesValue, author: Author): InboundItem[] {
  const parsed = Message.safeParse(raw);
  if (parsed.success) return newsIn(parsed.data, value, author) ?? [messageOf(parsed.data, value, author)];
  const bare = BareMessage.safeParse(raw);
  if (bare.success) return [{ ...whoAndWhen(bare.data, value, author), ...unsupported(bare.data.type) }];
  return [{ type: "ignored", reason: "a message without an id, a time or a type" }];
}

export type Author = "contact" | "us";

/** What WhatsApp itself tells in the place of a message; null for what somebody wrote. */
function newsIn(message: Message, value: MessagesValue, author: Author): InboundItem[] | null {
  const { id, timestamp, type, system, group_id } = message;
  if (!system && type !== "request_welcome") return null;
  const at = timeOf(timestamp);
  const person = personOf(message, value, author);
  const group = group_id ? { id: { scope: "group", value: group_id }, name: null } : null;
  const line = (of: Person, happening: Happening): InboundItem => ({
    ...{ type: "activity", externalId: id, at, person: of, group, happening },
  });
  if (!system) return [line(person, { what: "opened" })];
  const { wa_id, new_wa_id, user_id, body, type: what = "unknown" } = system;
  const ids = idsOf(wa_id ?? new_wa_id, user_id);
  // The id of somebody's that comes with "identity changed" is the one they have.
  const isMove = ids.length > 0 && !/identity/.test(what);
  if (!isMove) return [line(person, { what: "told", text: body || `WhatsApp says: ${what}.` })];
  const to = phoneOf(wa_id ?? new_wa_id);
  const now = { ...person, ids, phone: to };
  const renamed: InboundItem = { type: "renamed", from: person, to: now, at };
  // Another id alone is nothing that anybody sees.
  return to ? [renamed, line(now, { what: "renumbered", from: person.phone, to })] : [renamed];
}

function whoAndWhen(
  message: BareMessage,
  value: MessagesValue,
  author: Author,
): Omit<InboundMessage, "content" | "marks" | "files" | "extra"> {
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
  const { id, reaction, edit, revoke, group_id } = message;
  const isTold = group_id || (author === "contact" && person.ids.length > 0);
  const sender = isTold ? { sender: person.ids } : {};
  if (reaction)
    return {
      type: "reaction",
      externalId: id,
      target: reaction.message_id,
      emoji: reaction.emoji || null,
      ...{ at, author, person },
    };
  if (edit) {
    const { content, marks } = contentOf(edit.message);
    const words = { content, ...(marks && { marks }) };
    return {
      type: "edit",
      externalId: id,
      target: edit.original_message_id,
      ...words,
      at,
      author,
      ...sender,
    };
  }
  if (revoke) return { type: "revoke", target: revoke.original_message_id, at, author, ...sender };
  const { context } = message;
  return {
    ...whoAndWhen(message, value, author),
    ...contentOf(message),
    replyTo: context?.id ?? null,
    isForwarded: Boolean(context?.forwarded || context?.frequently_forwarded),
    referral: referralOf(message),
  };
}

/** The advertisement they came by, or the article of the catalogue they ask about. */
function referralOf({ referral, context }: Message): InboundMessage["referral"] {
  const product = context?.referred_product?.product_retailer_id;
  if (!referral?.source_url)
    return product ? { url: "", headline: `Product ${product}`, body: null, clickId: null } : null;
  return {
    url: referral.source_url,
    headline: referral.headline ?? null,
    body: referral.body ?? null,
    clickId: referral.ctwa_clid ?? null,
  };
}

export function personOf(
  message: Pick<BareMessage, "from" | "from_user_id" | "to" | "to_user_id">,
  value: MessagesValue,
  author: Author,
): Person {
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
export function idsOf(waId: string | undefined, userId: string | undefined): PersonId[] {
  return [
    ...(userId ? [{ scope: "bsuid", value: userId }] : []),
    ...(waId ? [{ scope: "phone", value: waId.replace(/^\+/, "") }] : []),
  ];
}

export function phoneOf(waId: string | undefined): string | null {
  return waId && /^\+?\d{5,15}$/.test(waId) ? `+${waId.replace(/^\+/, "")}` : null;
}

/** Unix seconds as text; what is no time counts as now, so that the message is not lost for it. */
export function timeOf(seconds: string): Date {
  const at = new Date(Number(seconds) * 1000);
  return Number.isNaN(at.getTime()) ? new Date() : at;
}
