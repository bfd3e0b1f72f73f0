import type { InboundItem, InboundMessage, Person } from "../inbound";
import { contentOf, wordsOf } from "./content";
import { connectionOf, groupNewsOf, membershipOf } from "./news";
import { chatRef, GROUP_ANONYMOUS_BOT, groupOf, isOurs, personIn, personOf } from "./people";
import { type Message, Update } from "./wire";

/**
 * What an update says. `receivedAt` stands for the time of what carries none, so that a replay says the same again. Throws
 * ZodError.
 */
export function parseUpdate(payload: unknown, { receivedAt }: { receivedAt: Date }): InboundItem[] {
  const update = Update.parse(payload);
  const message = update.message ?? update.business_message;
  if (message) return messagesOf(message);
  const edited = update.edited_message ?? update.edited_business_message;
  if (edited) return [editOf(edited, update.update_id)];
  if (update.callback_query) return [choiceOf(update.callback_query, receivedAt)];
  if (update.my_chat_member) return membershipOf(update.my_chat_member);
  const deleted = update.deleted_business_messages;
  if (deleted)
    return deleted.message_ids.map((id) => ({
      type: "revoke",
      target: externalId(deleted.chat.id, id),
      at: receivedAt,
      // Either side may have deleted it for both, and Telegram does not say which: what is ours stays.
      author: "contact",
    }));
  if (update.business_connection) return [connectionOf(update.business_connection, receivedAt)];
  if (update.message_reaction) return [reactionOf(update.message_reaction, update.update_id)];
  const kind = Object.keys(update).find((key) => key !== "update_id") ?? "nothing";
  return [{ type: "ignored", reason: `an update of the kind “${kind}”` }];
}

/** Message ids count per chat only. */
export function externalId(chatId: number, messageId: number): string {
  return `${chatId}:${messageId}`;
}

/** What a group says of itself, in the words of Telegram's keys; none of it was written by anybody. */
const SERVICE = new RegExp(
  `^(${[
    "(general_)?forum_topic_(created|edited|closed|reopened|hidden|unhidden)",
    "new_chat_photo|delete_chat_photo",
    "(group|supergroup|channel)_chat_created|pinned_message|message_auto_delete_timer_changed",
    "video_chat_\\w+|boost_added|chat_background_set|write_access_allowed|proximity_alert_triggered",
    "chat_owner_(left|changed)|(users|chat)_shared|connected_website|giveaway(_created|_completed)|direct_message_price_changed",
  ].join("|")})$`,
);

function messagesOf(message: Message): InboundItem[] {
  return groupNewsOf(message, externalId(message.chat.id, message.message_id)) ?? [messageOf(message)];
}

export function serviceIn(message: Message): string | undefined {
  return Object.keys(message).find((key) => SERVICE.test(key));
}

function messageOf(message: Message): InboundItem {
  const service = serviceIn(message);
  if (service) return { type: "ignored", reason: `the service message “${service}”` };
  const moved = movedGroup(message);
  if (moved) return moved;
  if (message.from?.is_bot && message.from.id !== GROUP_ANONYMOUS_BOT)
    return { type: "ignored", reason: "written by a bot" };
  // What we send through a business account comes back as its owner's.
  if (message.sender_business_bot) return { type: "ignored", reason: "written by a bot for the business" };
  return {
    type: "message",
    externalId: externalId(message.chat.id, message.message_id),
    at: timeOf(message.date),
    author: isOurs(message) ? "us" : "contact",
    person: personIn(message),
    group: groupOf(message),
    ...contentOf(message),
    replyTo: replyTo(message),
    ...quotedIn(message),
    isForwarded: message.forward_origin !== undefined,
    referral: referralOf(message.text),
    album: message.media_group_id ? `${message.chat.id}:${message.media_group_id}` : null,
    route: message.business_connection_id ?? null,
  };
}

/** A group that grows gets another id; both chats say so, and either may be heard first. */
function movedGroup({ chat, date, ...message }: Message): InboundItem | null {
  const [from, to] =
    message.migrate_to_chat_id !== undefined
      ? [chat.id, message.migrate_to_chat_id]
      : [message.migrate_from_chat_id, chat.id];
  if (from === undefined) return null;
  const named = (id: number): Person => ({
    ...{ ids: [chatRef(id)], name: chat.title ?? null, phone: null, username: null },
  });
  return { type: "renamed", from: named(from), to: named(to), at: timeOf(date) };
}

/** A person has one reaction here, the last of those that stand; "⭐" and "✨" for what no character says. */
function reactionOf(reaction: NonNullable<Update["message_reaction"]>, updateId: number): InboundItem {
  const { chat, message_id: messageId, user, actor_chat: actor, date, new_reaction: standing } = reaction;
  const last = standing.at(-1);
  const person =
    chat.type === "private"
      ? { ...personOf(user), ids: [chatRef(chat.id)] }
      : actor
        ? { ...personOf(undefined), ids: [chatRef(actor.id)], name: actor.title ?? null }
        : personOf(user);
  return {
    ...{ type: "reaction", externalId: `reaction:${updateId}`, target: externalId(chat.id, messageId) },
    emoji: last ? (last.emoji ?? (last.type === "paid" ? "⭐" : "✨")) : null,
    ...{ at: momentOf(date, updateId), author: "contact", person },
  };
}

/** Without an explicit reply, a message in a topic "replies" to the topic's own beginning. */
function replyTo({ chat, reply_to_message: reply }: Message): string | null {
  if (!reply || reply.forum_topic_created !== undefined) return null;
  return externalId(chat.id, reply.message_id);
}

/** The words that were picked of it, or all; of what was said elsewhere only what was picked comes along. */
function quotedIn({ reply_to_message: reply, quote, external_reply: elsewhere }: Message) {
  if (reply && reply.forum_topic_created !== undefined && !quote) return {};
  const text = quote?.text ?? reply?.text ?? reply?.caption;
  if (!text) return {};
  const { sender_user, sender_user_name, sender_chat, chat } = elsewhere?.origin ?? {};
  const author = reply?.from?.is_bot ? undefined : (reply?.from ?? sender_user);
  const name = personOf(author).name ?? sender_user_name ?? sender_chat?.title ?? chat?.title ?? null;
  return { quoted: { text, name } };
}

/** `/start <payload>`: how a link on a website or in a mail says where the person came from. */
function referralOf(text: string | undefined): InboundMessage["referral"] {
  const payload = /^\/start ([A-Za-z0-9_-]{1,64})$/.exec(text ?? "")?.[1];
  return payload ? { url: "", headline: null, body: null, clickId: payload } : null;
}

function editOf(message: Message, updateId: number): InboundItem {
  const target = externalId(message.chat.id, message.message_id);
  // A live location moves by edits; the place where it began is what was said.
  if (message.location) return { type: "ignored", reason: "a live location has moved" };
  if (message.from?.is_bot && message.from.id !== GROUP_ANONYMOUS_BOT)
    return { type: "ignored", reason: "edited by a bot" };
  return {
    type: "edit",
    externalId: `edit:${updateId}`,
    target,
    ...wordsOf(message),
    at: momentOf(message.edit_date ?? message.date, updateId),
    author: isOurs(message) ? "us" : "contact",
    ...(groupOf(message) && { sender: personIn(message).ids }),
  };
}

/** A tap on a button under one of our messages says what the button says. */
function choiceOf(query: NonNullable<Update["callback_query"]>, receivedAt: Date): InboundItem {
  const { message, data = "" } = query;
  if (!message) return { type: "ignored", reason: "a button of a message that Telegram no longer shows" };
  const { reply_markup: keyboard, business_connection_id: route = null } = message;
  const rows = keyboard?.inline_keyboard ?? [];
  const title = rows.flat().find((button) => button.callback_data === data)?.text ?? data;
  return {
    type: "message",
    externalId: `callback:${query.id}`,
    // The tap itself has no time.
    at: receivedAt,
    author: "contact",
    person: {
      ...personOf(query.from),
      ids: [chatRef(message.chat.type === "private" ? message.chat.id : query.from.id)],
    },
    group:
      message.chat.type === "private"
        ? null
        : { id: chatRef(message.chat.id), name: message.chat.title ?? null },
    content: title,
    files: [],
    extra: { type: "choice", id: data, title, description: null },
    replyTo: externalId(message.chat.id, message.message_id),
    isForwarded: false,
    referral: null,
    album: null,
    route,
    acknowledge: query.id,
  };
}

export function timeOf(seconds: number): Date {
  return new Date(seconds * 1000);
}

/** Updates are numbered one after another: within the second that Telegram tells, that is their order. */
function momentOf(seconds: number, updateId: number): Date {
  return new Date(seconds * 1000 + (updateId % 1000));
}
