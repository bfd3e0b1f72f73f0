import { z } from "zod";
import type { FakeAnswer, FakeCall } from "../fake";
import { createForums } from "./fake-forums";
import { done, refuse } from "./fake-says";

const Chat = z.looseObject({ chat_id: z.coerce.number() });
const Webhook = z.looseObject({ url: z.string(), secret_token: z.string().optional() });
const Text = Chat.extend({ text: z.string().min(1).max(4096), message_thread_id: z.number().optional() });
const Caption = Chat.extend({
  caption: z.string().max(1024).optional(),
  message_thread_id: z.number().optional(),
});
const Album = Chat.extend({
  media: z
    .array(z.looseObject({ type: z.string(), media: z.string(), caption: z.string().max(1024).optional() }))
    .min(2)
    .max(10),
  message_thread_id: z.number().optional(),
});
/** What each method that sends asks for beside the chat. */
const SENDS: Record<string, z.ZodType> = {
  sendMessage: Text,
  sendPhoto: Caption.extend({ photo: z.string() }),
  sendDocument: Caption.extend({ document: z.string() }),
  sendVideo: Caption.extend({ video: z.string() }),
  sendVoice: Caption.extend({ voice: z.string() }),
  sendAudio: Caption.extend({ audio: z.string() }),
  sendAnimation: Caption.extend({ animation: z.string() }),
  sendSticker: Chat.extend({ sticker: z.string() }),
  sendLocation: Chat.extend({ latitude: z.number(), longitude: z.number() }),
  sendVenue: Chat.extend({
    latitude: z.number(),
    longitude: z.number(),
    title: z.string(),
    address: z.string(),
  }),
  sendContact: Chat.extend({ phone_number: z.string(), first_name: z.string() }),
  sendMediaGroup: Album,
};

export type TelegramMessage = {
  message_id: number;
  chat: { id: number; type: string };
  date: number;
  from: object;
} & Record<string, unknown>;

type Given = { token: string; username?: string };

/**
 * The Bot API's side of one bot, as far as the contract goes: what it takes, what it refuses, and in which words. `chats` is all
 * that was sent, by chat; people may block the bot, and groups may move.
 */
export function createTelegramFake({ token, username = "acme_support_bot" }: Given) {
  const id = Number(token.split(":")[0]) || 8000000001;
  const bot = { id, is_bot: true, first_name: "Acme Support", username, can_read_all_group_messages: false };
  const state = {
    count: 200,
    webhook: { url: "", secret_token: undefined as string | undefined },
    /** What the bot has sent, by the chat's id. */
    chats: new Map<number, TelegramMessage[]>(),
    blocked: new Set<number>(),
    /** Groups that have become another chat. */
    moved: new Map<number, number>(),
    /** The presses that were answered, by id, and what the person was shown. */
    pressed: new Map<string, string>(),
    reactions: new Map<string, string | null>(),
    files: new Map<string, { path: string; type: string; bytes: Buffer }>([
      ["", { path: "photos/file_1.jpg", type: "application/octet-stream", bytes: Buffer.from("a picture") }],
    ]),
  };
  const forums = createForums(bot);

  function take({ path, json }: FakeCall): FakeAnswer {
    const file = [...state.files.values()].find((one) => path === `/file/bot${token}/${one.path}`);
    if (file) return { status: 200, file: { type: file.type, bytes: file.bytes } };
    const [, given, method = ""] = /^\/bot([^/]+)\/(\w+)$/.exec(path) ?? [];
    if (given !== token) return refuse(401, "Unauthorized");
    const body = (json ?? {}) as Record<string, unknown>;
    return aboutBot(method, body) ?? aboutChat(method, body);
  }

  function aboutBot(method: string, body: Record<string, unknown>): FakeAnswer | null {
    switch (method) {
      case "getMe":
        return done(bot);
      case "setWebhook":
        state.webhook = { secret_token: undefined, ...Webhook.parse(body) };
        return done(true);
      case "deleteWebhook":
        state.webhook = { url: "", secret_token: undefined };
        return done(true);
      case "getWebhookInfo":
        return done({ url: state.webhook.url, has_custom_certificate: false, pending_update_count: 0 });
      case "getFile": {
        const known = state.files.get(String(body.file_id)) ?? state.files.get("")!;
        const size = known.bytes.length;
        return done({ file_id: body.file_id, file_unique_id: "u1", file_size: size, file_path: known.path });
      }
      case "answerCallbackQuery":
        state.pressed.set(String(body.callback_query_id), String(body.text ?? ""));
        return done(true);
      case "readBusinessMessage":
      case "deleteBusinessMessages":
        return done(true);
      default:
        return null;
    }
  }

  function aboutChat(method: string, body: Record<string, unknown>): FakeAnswer {
    const parsed = Chat.safeParse(body);
    if (!parsed.success) return refuse(KNOWN.test(method) ? 400 : 404, "Bad Request: chat_id is empty");
    const chat = parsed.data.chat_id;
    const moved = state.moved.get(chat);
    if (moved !== undefined)
      return refuse(400, "Bad Request: group chat was upgraded to a supergroup chat", {
        migrate_to_chat_id: moved,
      });
    if (state.blocked.has(chat)) return refuse(403, "Forbidden: bot was blocked by the user");
    const ofForum = forums.take(method, chat, body);
    if (ofForum) return ofForum;
    const send = SENDS[method];
    if (send) return sent(method, send, chat, body);
    return changed(method, chat, body);
  }

  function sent(method: string, send: z.ZodType, chat: number, body: Record<string, unknown>): FakeAnswer {
    if (!send.safeParse(body).success)
      return refuse(
        400,
        method === "sendMessage" && !body.text
          ? "Bad Request: message text is empty"
          : `Bad Request: wrong parameters of ${method}`,
      );
    const { media, ...rest } = body;
    const group = String(state.count + 1);
    const items = method === "sendMediaGroup" ? (media as object[]) : [rest];
    const results = items.map((item) =>
      put(chat, method === "sendMediaGroup" ? { ...rest, ...item, media_group_id: group } : item),
    );
    return done(method === "sendMediaGroup" ? results : results[0]);
  }

  function put(chat: number, content: object): TelegramMessage {
    state.count++;
    const { chat_id: _, ...said } = content as { chat_id?: unknown };
    const thread = (content as { message_thread_id?: number }).message_thread_id;
    const message: TelegramMessage = {
      ...said,
      ...{ message_id: state.count, date: 1_787_654_405, from: bot },
      chat: { id: chat, type: chat < 0 ? "supergroup" : "private" },
      ...(thread !== undefined && { is_topic_message: true }),
    };
    state.chats.set(chat, [...(state.chats.get(chat) ?? []), message]);
    return message;
  }

  function changed(method: string, chat: number, body: Record<string, unknown>): FakeAnswer {
    const messages = state.chats.get(chat) ?? [];
    const message = messages.find((one) => one.message_id === body.message_id);
    switch (method) {
      case "sendChatAction":
        return done(true);
      case "setMessageReaction": {
        const [reaction] = (body.reaction ?? []) as { emoji?: string }[];
        state.reactions.set(`${chat}:${body.message_id}`, reaction?.emoji ?? null);
        return done(true);
      }
      case "editMessageText":
      case "editMessageCaption": {
        if (!message) return refuse(400, "Bad Request: message to edit not found");
        const field = method === "editMessageText" ? "text" : "caption";
        const marks = field === "text" ? "entities" : "caption_entities";
        const said = ({ [field]: words, [marks]: how }: Record<string, unknown>) =>
          JSON.stringify([words, how]);
        if (said(message) === said(body))
          return refuse(
            400,
            "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message",
          );
        message[field] = body[field];
        message[marks] = body[marks];
        return done(message);
      }
      case "deleteMessage":
        if (!message) return refuse(400, "Bad Request: message to delete not found");
        state.chats.set(
          chat,
          messages.filter((one) => one !== message),
        );
        return done(true);
      default:
        return refuse(404, "Not Found");
    }
  }
  return Object.assign(take, { bot, state, forums });
}
export type TelegramFake = ReturnType<typeof createTelegramFake>;

const KNOWN = /^(send|edit|delete|set|get|create|close|reopen|answer|read)/;
