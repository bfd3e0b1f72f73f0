import { type FakeProvider, startFake } from "../channels/fake";
import { createTelegramFake, type TelegramFake } from "../channels/telegram/fake";

/** Made up, as everything of this Telegram. */
export const TEAM_BOT = "700000901:fictional_fictional_fictional";
export const TEAM_GROUP = -1002000000001;

/** Telegram itself, at a port that the product under test was told. */
export async function startTelegram(port: number): Promise<FakeProvider & { bot: TelegramFake }> {
  const bot = createTelegramFake({ token: TEAM_BOT, username: "acme_team_bot" });
  return { ...(await startFake(bot, port)), bot };
}

let count = 500;
const next = () => ({ message_id: ++count, date: Math.floor(Date.now() / 1000) });

/** Tells whoever the bot delivers to, as Telegram does. Answers the HTTP status. */
export async function deliverAsTelegram({ state }: TelegramFake, update: object): Promise<number> {
  const { url, secret_token: secret = "" } = state.webhook;
  const headers = { "content-type": "application/json", "x-telegram-bot-api-secret-token": secret };
  const body = JSON.stringify({ update_id: ++count, ...update });
  return (await fetch(url, { method: "POST", headers, body })).status;
}

/** What a person says in a topic of the group, or to the bot alone. */
export function saidBy(from: { id: number; first_name: string }, text: string, thread?: number) {
  const chat = thread
    ? { id: TEAM_GROUP, type: "supergroup", title: "Support desk", is_forum: true }
    : { id: from.id, type: "private", first_name: from.first_name };
  const topic = thread ? { message_thread_id: thread, is_topic_message: true } : {};
  return { message: { ...next(), ...topic, chat, from: { is_bot: false, ...from }, text } };
}

/** A button under the bot's first post of a topic. */
export function pressedBy(from: { id: number; first_name: string }, data: string, thread: number) {
  const { message } = saidBy(from, "", thread);
  return {
    callback_query: { id: `press-${++count}`, from: { is_bot: false, ...from }, data, message },
  };
}

/** The bot is made an administrator of the group. */
export function promoted() {
  const { message } = saidBy({ id: 1, first_name: "Owner" }, "", 1);
  const new_chat_member = { status: "administrator", can_manage_topics: true, user: {} };
  return { my_chat_member: { chat: message.chat, from: message.from, date: message.date, new_chat_member } };
}
