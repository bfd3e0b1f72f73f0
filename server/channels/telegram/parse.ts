import type { InboundItem, InboundMessage, Person, RemoteFile } from "../inbound";
import { type Message, Update, type User } from "./wire";

/** Anonymous admins of a group write as this bot of Telegram's own. */
const GROUP_ANONYMOUS_BOT = 1_087_968_824;

/**
 * What an update says. `ownerIds` are the accounts of connected Telegram Business users: what they write is ours. `receivedAt`
 * stands for the time of what carries none, so that a replay says the same again. Throws ZodError.
 */
export function parseUpdate(
  payload: unknown,
  { ownerIds, receivedAt }: { ownerIds: ReadonlySet<number>; receivedAt: Date },
): InboundItem[] {
  const update = Update.parse(payload);
  const message = update.message ?? update.business_message;
  if (message) return [messageOf(message, ownerIds)];
  const edited = update.edited_message ?? update.edited_business_message;
  if (edited) return [editOf(edited, update.update_id, ownerIds)];
  if (update.callback_query) return [choiceOf(update.callback_query, receivedAt)];
  if (update.my_chat_member) return [membershipOf(update.my_chat_member)];
  const deleted = update.deleted_business_messages;
  if (deleted)
    return deleted.message_ids.map((id) => ({
      type: "revoke",
      target: externalId(deleted.chat.id, id),
      at: receivedAt,
      author: "contact",
    }));
  if (update.business_connection)
    return [
      { type: "account", event: "business_connection", data: update.business_connection, isAlarm: false },
    ];
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
    "(new_chat|left_chat)_(members?|participant|title|photo)|delete_chat_photo",
    "(group|supergroup|channel)_chat_created|pinned_message|message_auto_delete_timer_changed",
    "video_chat_\\w+|boost_added|chat_background_set|write_access_allowed|proximity_alert_triggered",
  ].join("|")})$`,
);

function messageOf(message: Message, ownerIds: ReadonlySet<number>): InboundItem {
  const service = Object.keys(message).find((key) => SERVICE.test(key));
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
    author: isOurs(message, ownerIds) ? "us" : "contact",
    person: personIn(message, ownerIds),
    group: groupOf(message),
    ...contentOf(message),
    replyTo: replyTo(message),
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

function isOurs(message: Message, ownerIds: ReadonlySet<number>): boolean {
  return (
    message.business_connection_id !== undefined &&
    message.from !== undefined &&
    ownerIds.has(message.from.id)
  );
}

/** In a private chat the chat is the person, also when the owner of a business account wrote. */
function personIn(message: Message, ownerIds: ReadonlySet<number>): Person {
  if (message.chat.type === "private") {
    const other = isOurs(message, ownerIds) ? undefined : message.from;
    return { ...personOf(other), ids: [chatRef(message.chat.id)] };
  }
  if (message.from?.id === GROUP_ANONYMOUS_BOT && message.sender_chat)
    return {
      ids: [chatRef(message.sender_chat.id)],
      name: message.sender_chat.title ?? null,
      phone: null,
      username: null,
    };
  return personOf(message.from);
}

function personOf(user: User | undefined): Person {
  const name = [user?.first_name, user?.last_name].filter(Boolean).join(" ");
  return {
    ids: user ? [chatRef(user.id)] : [],
    name: name || null,
    phone: null,
    username: user?.username ?? null,
  };
}

function chatRef(id: number) {
  return { scope: "chat", value: String(id) };
}

function groupOf(message: Message): InboundMessage["group"] {
  if (message.chat.type !== "group" && message.chat.type !== "supergroup") return null;
  return { id: chatRef(message.chat.id), name: message.chat.title ?? null };
}

/** Without an explicit reply, a message in a topic "replies" to the topic's own beginning. */
function replyTo({ chat, reply_to_message: reply }: Message): string | null {
  if (!reply || reply.forum_topic_created !== undefined) return null;
  return externalId(chat.id, reply.message_id);
}

/** `/start <payload>`: how a link on a website or in a mail says where the person came from. */
function referralOf(text: string | undefined): InboundMessage["referral"] {
  const payload = /^\/start ([A-Za-z0-9_-]{1,64})$/.exec(text ?? "")?.[1];
  return payload ? { url: "", headline: null, body: null, clickId: payload } : null;
}

type Content = Pick<InboundMessage, "content" | "files" | "extra">;
/** An animation comes as a document too, and a venue as a location: the fuller one stands first. */
const FILES = ["voice", "audio", "video", "video_note", "animation", "sticker", "document"] as const;
const TYPES: Partial<Record<(typeof FILES)[number], string>> = {
  voice: "audio/ogg",
  audio: "audio/mpeg",
  video: "video/mp4",
  video_note: "video/mp4",
  animation: "video/mp4",
};

function contentOf(message: Message): Content {
  const only = (content: string, extra: InboundMessage["extra"] = null): Content => ({
    content,
    files: [],
    extra,
  });
  const caption = message.caption ?? "";
  if (message.text !== undefined) return only(message.text);
  const photo = message.photo?.at(-1);
  if (photo)
    return { content: caption, files: [{ ...fileOf(photo), contentType: "image/jpeg" }], extra: null };
  for (const kind of FILES) {
    const media = message[kind];
    if (!media) continue;
    const file = { ...fileOf(media), isVoice: kind === "voice" };
    file.contentType =
      media.mime_type ?? TYPES[kind] ?? stickerType(message.sticker) ?? "application/octet-stream";
    const extra =
      kind === "sticker" ? { type: "sticker" as const, emoji: message.sticker?.emoji ?? null } : null;
    return { content: caption, files: [file], extra };
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
  const KNOWN = new Set(["message_id", "date", "chat", "from", "reply_to_message"]);
  const what = Object.keys(message).find((key) => !KNOWN.has(key)) ?? "empty";
  return only("", { type: "unsupported", what });
}

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

function editOf(message: Message, updateId: number, ownerIds: ReadonlySet<number>): InboundItem {
  const target = externalId(message.chat.id, message.message_id);
  // A live location moves by edits; the place where it began is what was said.
  if (message.location) return { type: "ignored", reason: "a live location has moved" };
  return {
    type: "edit",
    externalId: `edit:${updateId}`,
    target,
    content: message.text ?? message.caption ?? "",
    at: timeOf(message.edit_date ?? message.date),
    author: isOurs(message, ownerIds) ? "us" : "contact",
  };
}

/** A tap on a button under one of our messages says what the button says. */
function choiceOf(query: NonNullable<Update["callback_query"]>, receivedAt: Date): InboundItem {
  const { message, data = "" } = query;
  if (!message) return { type: "ignored", reason: "a button of a message that Telegram no longer shows" };
  const rows = (message as Partial<Message>).reply_markup?.inline_keyboard ?? [];
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
    route: null,
  };
}

function membershipOf({
  chat,
  from,
  date,
  new_chat_member,
}: NonNullable<Update["my_chat_member"]>): InboundItem {
  const { status } = new_chat_member;
  if (chat.type !== "private")
    return {
      type: "account",
      event: `group_${status}`,
      data: { chat },
      isAlarm: status === "kicked" || status === "left",
    };
  const person = { ...personOf(from), ids: [chatRef(chat.id)] };
  return { type: "reachable", person, isReachable: status === "member", at: timeOf(date) };
}

function timeOf(seconds: number): Date {
  return new Date(seconds * 1000);
}
