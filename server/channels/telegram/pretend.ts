import { z } from "zod";
import type { FakeCall } from "../fake";
import type {
  Customer,
  PhoneAct,
  PhoneArrival,
  PhoneFile,
  PhoneFiles,
  PhoneTaken,
  PretendNetwork,
} from "../pretend";
import { createTelegramFake } from "./fake";
import { typedOnTelegram } from "./pretend-words";
import { Entities } from "./wire";
import { readEntities, withEntities } from "./words";

const TOKEN = "700000900:pretend_pretend_pretend_token";
const SECRET = "pretend-telegram-secret-of-the-demo";

/** No run before has given such numbers. */
let last = Math.floor(Date.now() / 100);
const nextNumber = () => ++last;

/** Telegram, with the pretend phone's people in it. */
export function pretendTelegram(files: PhoneFiles): PretendNetwork {
  const fake = createTelegramFake({ token: TOKEN });
  /** Under which number the fake keeps what was sent, by the number that was answered. */
  const kept = new Map<number, number>();
  const asKept = (call: FakeCall): FakeCall => {
    const { message_id } = Asked.safeParse(call.json).data ?? {};
    const own = message_id === undefined ? undefined : kept.get(message_id);
    return own === undefined ? call : { ...call, json: { ...(call.json as object), message_id: own } };
  };
  return {
    key: "telegram",
    env: "TELEGRAM_API_URL",
    credentials: () => ({ botToken: TOKEN, secretToken: SECRET }),
    addressOf: ({ number }) => String(number),
    aliasOf: ({ number }) => `chat:${number}`,
    newId: ({ number }) => `${number}:${nextNumber()}`,
    format: typedOnTelegram,
    webhook: updateOf,
    sign: () => ({ "x-telegram-bot-api-secret-token": SECRET }),
    take: (call) => fileTaken(call, files) ?? taken(call, fake(asKept(call)), kept),
    refusals: {
      busy: {
        status: 429,
        json: {
          ...{ ok: false, error_code: 429, description: "Too Many Requests: retry after 3" },
          parameters: { retry_after: 3 },
        },
      },
      expired: { status: 401, json: { ok: false, error_code: 401, description: "Unauthorized" } },
    },
  };
}

const numberIn = (id: string) => Number(id.split(":").at(-1));

/** An update of the Bot API (contract §3). A bot is told neither what a person has read nor that they type or call. */
function updateOf(act: PhoneAct, customer: Customer, at: Date): object | null {
  if (act.type === "receipt" || act.type === "typing" || act.type === "call") return null;
  const { number: id, name, username } = customer;
  const chat = { id, type: "private", first_name: name, username };
  const from = { id, is_bot: false, first_name: name, username };
  const date = Math.floor(at.getTime() / 1000);
  const update_id = nextNumber();
  if (act.type === "reaction") {
    const new_reaction = act.emoji ? [{ type: "emoji", emoji: act.emoji }] : [];
    const message_id = numberIn(act.target);
    return {
      update_id,
      message_reaction: { chat, message_id, user: from, date, old_reaction: [], new_reaction },
    };
  }
  const head = { chat, from, date };
  if (act.type === "edit") {
    const said = act.hasFile ? captionOf(act.text) : textOf(act.text);
    return {
      update_id,
      edited_message: { ...head, message_id: numberIn(act.target), edit_date: date, ...said },
    };
  }
  if (act.choice && act.replyTo) {
    const button = { text: act.choice.title, callback_data: act.choice.id };
    const message = {
      ...{ message_id: numberIn(act.replyTo), date, chat },
      reply_markup: { inline_keyboard: [[button]] },
    };
    return { update_id, callback_query: { id: String(update_id), from, data: act.choice.id, message } };
  }
  const reply = act.replyTo ? { reply_to_message: { message_id: numberIn(act.replyTo), date, chat } } : {};
  return { update_id, message: { ...head, message_id: numberIn(act.id), ...reply, ...contentOf(act) } };
}

function contentOf({ text, file, place, card, choice }: Extract<PhoneAct, { type: "message" }>): object {
  if (file) return { ...mediaOf(file), ...(text && captionOf(text)) };
  if (place) {
    const { latitude, longitude, name, address } = place;
    const venue = name
      ? { venue: { title: name, address: address ?? "", location: { latitude, longitude } } }
      : {};
    return { location: { latitude, longitude }, ...venue };
  }
  if (card) return { contact: { phone_number: card.phone, first_name: card.name } };
  return choice ? { text: choice.title } : textOf(text);
}

function textOf(typed: string): object {
  const { text, marks } = typedOnTelegram(typed);
  return { text, ...withEntities(marks, "entities") };
}

function captionOf(typed: string): object {
  const { text, marks } = typedOnTelegram(typed);
  return { caption: text, ...withEntities(marks, "caption_entities") };
}

function mediaOf({ ref, kind, name, contentType, bytes }: PhoneFile): object {
  const file = { file_id: ref, file_unique_id: ref, file_size: bytes.length };
  if (kind === "picture") return { photo: [{ ...file, width: 400, height: 260 }] };
  if (kind === "voice") return { voice: { ...file, duration: 2, mime_type: contentType } };
  if (kind === "sticker")
    return {
      sticker: {
        ...file,
        type: "regular",
        width: 160,
        height: 160,
        is_animated: false,
        is_video: false,
        emoji: "🙂",
      },
    };
  return { document: { ...file, file_name: name, mime_type: contentType } };
}

function fileTaken({ path, json }: FakeCall, files: PhoneFiles): PhoneTaken | null {
  const nothing = { to: null, arrival: null };
  if (path === `/bot${TOKEN}/getFile`) {
    const file = files.get((json as { file_id: string }).file_id);
    if (!file) return null;
    const file_path = `phone/${file.ref}/${file.name}`;
    return {
      ...nothing,
      answer: { status: 200, json: { ok: true, result: { file_id: file.ref, file_path } } },
    };
  }
  const [, token, ref = ""] = /^\/file\/bot([^/]+)\/phone\/(\d+)\//.exec(path) ?? [];
  const file = token === TOKEN ? files.get(ref) : undefined;
  if (!file) return null;
  return {
    ...nothing,
    answer: { status: 200, file: { type: "application/octet-stream", bytes: file.bytes } },
  };
}

const text = z.string();
const Asked = z.looseObject({
  chat_id: z.number(),
  message_id: z.number().optional(),
  text: text.optional(),
  entities: Entities,
  caption: text.optional(),
  caption_entities: Entities,
  reply_parameters: z.looseObject({ message_id: z.number() }).optional(),
  reply_markup: z
    .looseObject({
      inline_keyboard: z.array(z.array(z.looseObject({ text, callback_data: text.optional() }))).optional(),
    })
    .optional(),
  reaction: z.array(z.looseObject({ emoji: text.optional() })).optional(),
  latitude: z.number().optional(),
  longitude: z.number().optional(),
  title: text.optional(),
  address: text.optional(),
  phone_number: text.optional(),
  first_name: text.optional(),
});
type Asked = z.infer<typeof Asked>;
const FILES: Record<string, string> = {
  ...{ photo: "image/jpeg", animation: "image/gif", video: "video/mp4", voice: "audio/ogg" },
  ...{ audio: "audio/mpeg", document: "application/octet-stream", sticker: "image/webp" },
};

function taken(call: FakeCall, answer: PhoneTaken["answer"], kept: Map<number, number>): PhoneTaken {
  const method = call.path.split("/").at(-1) ?? "";
  const asked = Asked.safeParse(call.json);
  const nothing = { answer, to: null, arrival: null };
  if (answer.status !== 200 || !asked.success) return nothing;
  const { chat_id: chat, message_id: message } = asked.data;
  const target = `${chat}:${message}`;
  const to = String(chat);
  if (method === "sendChatAction") return { answer, to, arrival: { type: "typing" } };
  if (method === "setMessageReaction")
    return {
      answer,
      to,
      arrival: { type: "reaction", target, emoji: asked.data.reaction?.[0]?.emoji ?? null },
    };
  if (method === "deleteMessage") return { answer, to, arrival: { type: "revoke", target } };
  if (method === "editMessageText" || method === "editMessageCaption") {
    return { answer, to, arrival: { type: "edit", target, ...wordsOf(asked.data) } };
  }
  if (!method.startsWith("send")) return nothing;
  const done = sent(answer, asked.data, call.json as Record<string, unknown>);
  kept.set(Number(numberOf(done.answer)), Number(numberOf(answer)));
  return done;
}

function wordsOf({ text = "", entities, caption = "", caption_entities }: Asked) {
  const words = text ? readEntities(text, entities) : readEntities(caption, caption_entities);
  return { text: words.text, words };
}

const numberOf = ({ json }: PhoneTaken["answer"]) =>
  (json as { result: { message_id?: number } }).result.message_id;

function sent(answer: PhoneTaken["answer"], asked: Asked, raw: Record<string, unknown>): PhoneTaken {
  const message_id = nextNumber();
  const { result, ...rest } = answer.json as { result: object };
  const json = { ...rest, result: { ...result, message_id, chat: { id: asked.chat_id, type: "private" } } };
  const { latitude, longitude, title = null, address = null } = asked;
  const kind = Object.keys(FILES).find((one) => typeof raw[one] === "string");
  const buttons = asked.reply_markup?.inline_keyboard?.flat() ?? [];
  const arrival: PhoneArrival = {
    correlationId: null,
    ...{ type: "message", id: `${asked.chat_id}:${message_id}`, ...wordsOf(asked) },
    file: kind ? { url: String(raw[kind]), name: kind, contentType: FILES[kind]! } : null,
    place:
      latitude !== undefined && longitude !== undefined
        ? { latitude, longitude, name: title, address }
        : null,
    cards: asked.phone_number ? [{ name: asked.first_name ?? "", phone: asked.phone_number }] : [],
    choices: buttons.map((button) => ({ id: button.callback_data ?? "", title: button.text })),
    replyTo: asked.reply_parameters ? `${asked.chat_id}:${asked.reply_parameters.message_id}` : null,
  };
  return { answer: { ...answer, json }, to: String(asked.chat_id), arrival };
}
