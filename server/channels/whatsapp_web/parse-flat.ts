import type { InboundItem, Person } from "../inbound";
import { heard } from "../whatsapp/words";
import { contentOf, quotedAs } from "./content";
import { groupId, idsOf, isGroupJid, phoneOf, splitJid, userOf } from "./jid";
import { type Own, timeOf } from "./own";
import { Flat } from "./wire";

/** A message of version 7, which says neither its kind nor its direction (contract §5). Throws ZodError. */
export function parseFlat(payload: unknown, own: Own): InboundItem {
  const flat = Flat.parse(payload);
  const at = timeOf(flat.timestamp, own.receivedAt);
  const { isOurs, person, group } = whoIn(flat, own.number);
  const author = isOurs ? "us" : "contact";
  const sender = group || (!isOurs && person.ids.length > 0) ? { sender: person.ids } : {};
  const { id, text = "", replied_id } = flat.message ?? {};
  if (flat.action === "event.delete_for_me")
    return { type: "ignored", reason: "a message was deleted on our own phone only" };
  if (flat.action === "message_revoked" && flat.revoked_message_id)
    return { type: "revoke", target: flat.revoked_message_id, at, author, ...sender };
  if (!id) return { type: "ignored", reason: "a message without an id" };
  const edited = flat.action === "message_edited" ? (flat.edited_text ?? text) : null;
  const target = flat.original_message_id;
  if (edited && target)
    return { type: "edit", externalId: id, target, ...heard(edited), at, author, ...sender };
  if (flat.reaction?.id) {
    const { id: reacted, message: emoji } = flat.reaction;
    return { type: "reaction", externalId: id, target: reacted, emoji: emoji || null, at, author, person };
  }
  // Before 7.9 an edit does not say of which message: its words are worth more than their place.
  const words = edited === null ? text : `✏️ ${edited}`;
  const chat = group ? `${group.value}@g.us` : chatJid(flat);
  const content = contentOf(flat, { text: words, source: { id, chat } });
  // The gateway also passes on what WhatsApp's apps tell each other, and reactions taken back.
  if (!content) return { type: "ignored", reason: "a message with nothing in it" };
  return {
    ...{ type: "message", externalId: id, at, author, person, ...content },
    group: group && { id: group, name: null },
    replyTo: replied_id || null,
    ...quotedAs(flat.message?.quoted_message),
    isForwarded: flat.forwarded ?? false,
    ...{ referral: null, album: null, route: null },
  };
}

/** "X@…" alone, or "X@… in Y@…" in groups, from linked devices and for what our own phone wrote. */
function partsOf({ from, chat_id }: Flat): { sender: string; chat: string } {
  const [sender = "", place] = from.split(" in ");
  if (place) return { sender, chat: place };
  const isSame = userOf(sender) === userOf(chat_id);
  return { sender, chat: isSame || !chat_id.includes("@") ? sender : chat_id };
}

/** Only the user part is told of a chat: its server is that of the sender, or the usual one. */
function chatJid(flat: Flat): string {
  const { chat } = partsOf(flat);
  const user = userOf(flat.chat_id);
  return user === userOf(chat) ? `${user}@${splitJid(chat).server}` : `${user}@s.whatsapp.net`;
}

function whoIn(flat: Flat, number: string | undefined) {
  const { sender, chat } = partsOf(flat);
  const isGroup = isGroupJid(chat);
  const theirs = [userOf(sender), userOf(flat.sender_id), userOf(flat.from_lid)];
  // In a chat of two whoever is not the other one is us, also before our number is known.
  const isOurs = number ? theirs.includes(number) : !isGroup && !theirs.includes(userOf(flat.chat_id));
  const ids = isOurs && !isGroup ? idsOf(chatJid(flat)) : idsOf(flat.from_lid, sender);
  const name = isOurs ? null : flat.pushname || null;
  const person: Person = { ids, name, phone: phoneOf(ids), username: null };
  return { isOurs, person, group: isGroup ? groupId(chat) : null };
}
