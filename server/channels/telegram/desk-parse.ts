import { z } from "zod";
import { writeMarkdown } from "../../core/markdown-marks";
import type { DeskItem, DeskPerson } from "../desk";
import { type Content, contentOf, wordsOf as saidIn } from "./content";
import { groupNewsOf } from "./news";
import { externalId, serviceIn } from "./parse";
import { GROUP_ANONYMOUS_BOT, personOf } from "./people";
import { type Message, Update } from "./wire";

const Created = z.looseObject({ name: z.string() });

/** What an update says of the topics of a support group (contract §6). Throws ZodError. */
export function parseDeskUpdate(payload: unknown): DeskItem[] {
  const update = Update.parse(payload);
  if (update.message) return [messageOf(update.message)];
  if (update.edited_message) return [editOf(update.edited_message)];
  if (update.callback_query) return [pressOf(update.callback_query)];
  if (update.my_chat_member) return [groupOf(update.my_chat_member)];
  return [ignored("nothing of a topic")];
}

const ignored = (reason: string): DeskItem => ({ type: "ignored", reason });

function messageOf(message: Message): DeskItem {
  const { chat, from, migrate_to_chat_id: to } = message;
  if (to !== undefined) return { type: "moved", from: String(chat.id), to: String(to) };
  if (!from || (from.is_bot && from.id !== GROUP_ANONYMOUS_BOT)) return ignored("written by a bot");
  const person = whoOf(message);
  if (chat.type === "private") return { type: "private", person, ...commandOf(message.text ?? "") };
  const placed = placeOf(message, person);
  if (!placed) return ignored("outside the topics");
  if (message.forum_topic_closed !== undefined) return { type: "closed", ...placed };
  if (message.forum_topic_reopened !== undefined) return { type: "reopened", ...placed };
  if (serviceIn(message) || groupNewsOf(message, "")) return ignored("what the group says of itself");
  const { content, marks, files, extra } = contentOf(message);
  const head = { ...placed, externalId: externalId(chat.id, message.message_id) };
  if (extra?.type === "unsupported") return { type: "unfit", ...head, what: extra.what };
  const isWordless = extra?.type === "location" || extra?.type === "contacts" || extra?.type === "poll";
  const reply = message.reply_to_message;
  // Whoever may open topics could give one of theirs another conversation's number: ours are the bot's own.
  const made = Created.safeParse(reply?.from?.is_bot ? reply.forum_topic_created : undefined);
  return {
    ...{ type: "post", ...head, files },
    ...(isWordless
      ? { command: null, text: "", extra }
      : { ...commandOf(inMarkdown({ content, marks })), extra: null }),
    // Without an explicit reply, a message "replies" to the topic's own beginning.
    replyTo: reply && reply.forum_topic_created === undefined ? externalId(chat.id, reply.message_id) : null,
    album: message.media_group_id ?? null,
    topicName: made.success ? made.data.name : null,
  };
}

/** What a member formats in the topic is formatted for the customer. */
function inMarkdown({ content, marks = [] }: Pick<Content, "content" | "marks">): string {
  return writeMarkdown({ text: content, marks });
}

function editOf(message: Message): DeskItem {
  const placed = placeOf(message, whoOf(message));
  if (!placed || message.from?.is_bot) return ignored("outside the topics");
  if (message.location) return ignored("a live location has moved");
  const said = commandOf(inMarkdown(saidIn(message)));
  return { type: "edit", ...placed, externalId: externalId(message.chat.id, message.message_id), ...said };
}

/** A thread of replies in a group without topics has a number too: only the mark of a topic counts. */
function placeOf(
  { chat, message_thread_id: thread, is_topic_message: isTopic }: Message,
  person: DeskPerson,
) {
  if (thread === undefined || isTopic !== true) return null;
  return { group: String(chat.id), thread: String(thread), person };
}

/** An anonymous admin writes as the group itself, and is nobody who could be linked. */
function whoOf({ from, sender_chat: chat }: Pick<Message, "from" | "sender_chat">): DeskPerson {
  if (chat) return { id: String(chat.id), name: chat.title ?? "Group" };
  return { id: String(from?.id ?? 0), name: personOf(from).name ?? "" };
}

/** "/note@our_bot Call back" is the command "note" with the text "Call back"; so is "// Call back". */
function commandOf(text: string): { command: string | null; text: string } {
  const [, name, rest = ""] = /^\/([a-z]{1,32})(?:@\w+)?(?:\s+([\s\S]*))?$/i.exec(text) ?? [];
  if (name) return { command: name.toLowerCase(), text: rest };
  const note = /^\/\/\s*([\s\S]+)$/.exec(text)?.[1];
  return note ? { command: "note", text: note } : { command: null, text };
}

function pressOf(query: NonNullable<Update["callback_query"]>): DeskItem {
  const { id: ref, message, data = "", from } = query;
  const thread = message?.message_thread_id;
  if (!message || thread === undefined) return ignored("a button outside the topics");
  const person = { id: String(from.id), name: personOf(from).name ?? "" };
  return {
    ...{ type: "press", ref, action: data, person },
    ...{ group: String(message.chat.id), thread: String(thread) },
  };
}

function groupOf({ chat, new_chat_member: now }: NonNullable<Update["my_chat_member"]>): DeskItem {
  if (chat.type === "private") return ignored("nothing of a group");
  const isIn = now.status === "administrator" || now.status === "member" || now.status === "creator";
  const mayKeepTopics = now.status === "administrator" && now.can_manage_topics === true;
  const group = { id: String(chat.id), title: chat.title ?? "", hasTopics: chat.is_forum === true };
  return { type: "group", group: { ...group, mayKeepTopics, isIn } };
}
