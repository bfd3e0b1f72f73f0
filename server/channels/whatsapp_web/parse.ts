import type { Happening, InboundItem, InboundMessage, Person } from "../inbound";
import { heard } from "../whatsapp/words";
import { contentOf, quotedAs } from "./content";
import { groupId, idsOf, isGroupJid, phoneOf, userOf } from "./jid";
import { type Own, timeOf } from "./own";
import { parseFlat } from "./parse-flat";
import { Ack, Call, Envelope, GroupNews, Message, Presence } from "./wire";

/**
 * What one webhook request says, in any of the three generations: with an envelope from version 8 on (acks and group news in
 * every version), flat before (contract §1, §5). Throws ZodError for what is none of them.
 */
export function parseDelivery(payload: unknown, own: Own): InboundItem[] {
  const nested = Envelope.safeParse(payload);
  if (!nested.success) return [parseFlat(payload, own)];
  const envelope = nested.data;
  const stranger = strangerIn(envelope, own);
  if (stranger) return [{ type: "ignored", reason: `for another device (${stranger})` }];
  const given = { ...own, number: own.number ?? userOf(envelope.device_id), envelope };
  const at = timeOf(envelope.timestamp, own.receivedAt);
  switch (envelope.event) {
    case "message.ack":
      return acksOf(envelope.payload, at, given.number);
    case "group.participants":
    case "group.joined":
      return groupNewsOf(envelope.payload, at, given.number);
    case "call.offer":
      return [callOf(envelope.payload, at)];
    case "chat_presence":
      return [presenceOf(envelope.payload, at)];
    case "message.deleted":
      return [{ type: "ignored", reason: "a message was deleted on our own phone only" }];
    case "history_sync_complete":
      return [{ type: "account", event: "history_sync_complete", data: envelope.payload, isAlarm: false }];
  }
  if (envelope.event !== "message" && !envelope.event.startsWith("message."))
    return [{ type: "ignored", reason: `the event “${envelope.event}”` }];
  return [messageOf(Message.parse(envelope.payload), given)];
}

/** One gateway may tell every inbox of all its devices. */
function strangerIn({ session_id, device_id }: Envelope, { deviceId, number }: Own): string | null {
  if (deviceId && session_id) return session_id === deviceId ? null : session_id;
  if (number && device_id?.includes("@")) return userOf(device_id) === number ? null : device_id;
  return null;
}

type Given = Own & { envelope: Envelope };

function messageOf(message: Message, given: Given): InboundItem {
  const { id, from, body = "", timestamp } = message;
  const at = timeOf(timestamp, given.receivedAt);
  // Versions 8.0 to 8.2 say no direction.
  const isOurs = message.is_from_me ?? (given.number !== "" && userOf(from) === given.number);
  const author = isOurs ? "us" : "contact";
  const person = isOurs && !isGroupJid(message.chat_id) ? chatOf(message) : senderOf(message);
  const target = message.original_message_id ?? message.revoked_message_id ?? message.reacted_message_id;
  switch (given.envelope.event) {
    case "message.reaction":
      if (!target) break;
      return {
        type: "reaction",
        externalId: id,
        target,
        emoji: message.reaction || null,
        at,
        author,
        person,
      };
    case "message.revoked":
      if (!target) break;
      return { type: "revoke", target, at, author, ...senderIn(message, person, author) };
    case "message.edited":
      if (!target) break;
      if (!body)
        return {
          ...{ type: "activity", externalId: id, at, person, group: groupOf(message) },
          happening: { what: "reworded" },
        };
      return {
        ...{ type: "edit", externalId: id, target, ...heard(body), at, author },
        ...senderIn(message, person, author),
      };
    case "message":
      return { ...whoAndWhen(message), ...contentIn(message), ...{ author, person, at } };
  }
  return { type: "ignored", reason: `the event “${given.envelope.event}” without the message it is about` };
}

const groupOf = ({ chat_id, chat_name }: Message) =>
  isGroupJid(chat_id) ? { id: groupId(chat_id), name: chat_name || null } : null;

/** Of a chat of two, too: an app may name any message, also one of another chat. */
const senderIn = ({ chat_id }: Message, { ids }: Person, author: "contact" | "us") =>
  isGroupJid(chat_id) || (author === "contact" && ids.length > 0) ? { sender: ids } : {};

function senderOf({ from, from_lid, from_name, sender_display_name }: Message): Person {
  const ids = idsOf(from_lid, from);
  return { ids, name: from_name || sender_display_name || null, phone: phoneOf(ids), username: null };
}

function chatOf({ chat_id, chat_lid, chat_name }: Message): Person {
  const ids = idsOf(chat_lid, chat_id);
  return { ids, name: chat_name || null, phone: phoneOf(ids), username: null };
}

function whoAndWhen(
  message: Message,
): Omit<InboundMessage, "content" | "marks" | "files" | "extra" | "author" | "person" | "at"> {
  const { id, replied_to_id, forwarded, referral } = message;
  return {
    type: "message",
    externalId: id,
    group: groupOf(message),
    replyTo: replied_to_id || null,
    ...quotedAs(message.quoted_body),
    isForwarded: forwarded ?? false,
    referral: referral?.source_url
      ? {
          url: referral.source_url,
          headline: referral.ad_title ?? null,
          body: referral.ad_body ?? null,
          clickId: referral.ctwa_clid ?? null,
        }
      : null,
    ...{ album: null, route: null },
  };
}

const KNOWN = new Set([
  ...["id", "chat_id", "chat_lid", "chat_name", "from", "from_lid", "from_name", "sender_display_name"],
  ...[
    "timestamp",
    "is_from_me",
    "body",
    "replied_to_id",
    "quoted_body",
    "forwarded",
    "view_once",
    "referral",
  ],
]);

function contentIn(message: Message) {
  const source = { id: message.id, chat: message.chat_id };
  const content = contentOf(message, { text: message.body ?? "", source });
  const strange = Object.keys(message).find((key) => !KNOWN.has(key));
  const what = strange ?? (message.view_once ? "to be viewed once" : "unknown");
  return content ?? { content: "", files: [], extra: { type: "unsupported" as const, what } };
}

function acksOf(payload: unknown, at: Date, number: string): InboundItem[] {
  const { ids, from, receipt_type: type } = Ack.parse(payload);
  // "X in Y": who of a group.
  const reader = userOf(from.split(" in ")[0]);
  // No version known forwards "played", and one that does will mean it.
  if (type !== "delivered" && type !== "read" && type !== "played")
    return [{ type: "ignored", reason: `the receipt “${type}”` }];
  if (number && reader === number) return [{ type: "ignored", reason: "our own phone has read it" }];
  if (ids.length === 0) return [{ type: "ignored", reason: "a receipt for nothing" }];
  return ids.map((externalId) => ({
    ...{ type: "status", externalId, correlationId: null, status: type, at, failure: null },
  }));
}

const nobody = { name: null, phone: null, username: null };
const personAt = (jid: string): Person => {
  const ids = idsOf(jid);
  return { ...nobody, ids, phone: phoneOf(ids) };
};
const DID = { join: "joined", leave: "left", promote: "promoted", demote: "demoted" } as const;

/** A group's name is said when we come into it, and never again. The gateway gives its news no id: what they say is theirs. */
function groupNewsOf(payload: unknown, at: Date, number: string): InboundItem[] {
  const { chat_id, type, jids, group_name } = GroupNews.parse(payload);
  const id = groupId(chat_id);
  const group: Person = { ...nobody, ids: [id], name: group_name ?? null };
  const what = DID[type as keyof typeof DID];
  if (!what) return [{ type: "ignored", reason: `news of a group of the kind “${type}”` }];
  const isOurs = (jid: string) => number !== "" && userOf(jid) === number;
  const others = jids.filter((jid) => !isOurs(jid));
  const line = (name: string, person: Person, happening: Happening): InboundItem => ({
    ...{ type: "activity", at, person, happening, group: { id, name: group.name } },
    externalId: `group:${id.value}:${name}:${at.getTime()}`,
  });
  const isOfUs = (what === "joined" || what === "left") && others.length < jids.length;
  return [
    ...(group_name ? [{ type: "renamed" as const, from: group, to: group, at }] : []),
    ...(isOfUs ? [line(`we:${type}`, group, { what: what === "joined" ? "added" : "removed" })] : []),
    ...(others.length > 0
      ? [line(`${type}:${others.join()}`, personAt(others[0]!), { what, people: others.map(personAt) })]
      : []),
  ];
}

/** What became of it, the gateway does not say: only the phone can take it. */
function callOf(payload: unknown, at: Date): InboundItem {
  const { call_id, from, from_lid, sender_display_name, auto_rejected, group_jid } = Call.parse(payload);
  const ids = idsOf(from_lid, from);
  return {
    ...{ type: "activity", externalId: `call:${call_id}`, at },
    person: { ids, name: sender_display_name || null, phone: phoneOf(ids), username: null },
    group: group_jid ? { id: groupId(group_jid), name: null } : null,
    happening: { what: "call", outcome: auto_rejected ? "rejected" : "rang", seconds: null },
  };
}

function presenceOf(payload: unknown, at: Date): InboundItem {
  const { state, from, from_lid, chat_id } = Presence.parse(payload);
  const ids = idsOf(from_lid, from);
  const person = { ...nobody, ids, phone: phoneOf(ids) };
  const group = isGroupJid(chat_id) ? groupId(chat_id) : null;
  return { type: "typing", person, group, isTyping: state === "composing", at };
}
