import type { Checked } from "../contract";
import { type Desk, type DeskDone, type DeskFailure, type DeskPost, desk } from "../desk";
import type { Failure } from "../inbound";
import type { CallProvider, OutgoingFile } from "../outbound";
import { askBot } from "./api";
import { checkAtTelegram } from "./check";
import { TELEGRAM_FIELDS, TelegramCredentials } from "./credentials";
import { parseDeskUpdate } from "./desk-parse";
import { failureOf } from "./failures";
import { gestureAtTelegram } from "./gestures";
import { albumLength } from "./kinds";
import { fetchFromTelegram } from "./media";
import { sendInTopic } from "./send";
import { isTold } from "./verify";
import { type ApiAnswer, BotAnswer, ChatAnswer, MemberAnswer, TopicAnswer } from "./wire";
import { asTelegram } from "./words";

type Given = { credentials: TelegramCredentials; call: CallProvider };

function ask({ credentials, call }: Given, method: string, json: object): Promise<ApiAnswer> {
  return askBot(call, { botToken: credentials.botToken, method, json });
}

/** Telegram tells topics' failures apart by words alone (contract §5). */
function topicFailure(answer: ApiAnswer): DeskFailure {
  const { description = "" } = answer;
  const failure = failureOf(answer);
  if (/message thread not found|TOPIC_DELETED|TOPIC_ID_INVALID/i.test(description))
    return { ...failure, topic: "gone" };
  return /TOPIC_CLOSED/i.test(description) ? { ...failure, topic: "closed" } : failure;
}

const failed = (answer: ApiAnswer) => ({ type: "failed" as const, failure: topicFailure(answer) });
const placeOf = (group: string, thread: string) => ({
  ...{ chat_id: Number(group), message_thread_id: Number(thread) },
});

async function check(given: Given & { webhookUrl: string | null; group: string | null }): Promise<Checked> {
  const { group } = given;
  const bot = await checkAtTelegram(given);
  if (bot.type === "refused") return bot;
  const facts = bot.facts
    .filter(({ label }) => label !== "Groups")
    .map((fact) => (fact.label === "Delivers" && !fact.isBad ? { ...fact, value: "To this bridge." } : fact));
  if (group === null) return { type: "known", facts };
  const refused = (reason: string, fix: string): Checked => ({
    ...{ type: "refused", field: "group", failure: { class: "recipient", code: "group", reason, fix } },
  });
  const chat = await ask(given, "getChat", { chat_id: Number(group) });
  if (!chat.ok)
    return refused(
      "The bot does not know this group.",
      "Add the bot to the group and make it an administrator.",
    );
  const { title = "", is_forum: isForum } = ChatAnswer.parse(chat.result);
  if (!isForum)
    return refused(`“${title}” has no topics.`, "Switch topics on in the group's settings in Telegram.");
  const user_id = Number(given.credentials.botToken.split(":")[0]);
  const me = await ask(given, "getChatMember", { chat_id: Number(group), user_id });
  const own = MemberAnswer.safeParse(me.result).data;
  if (own?.status !== "administrator" || own.can_manage_topics !== true)
    return refused(
      `The bot may not keep topics in “${title}”.`,
      "Make it an administrator of the group with the right to manage topics.",
    );
  return { type: "known", facts: [...facts, { label: "Group", value: title }] };
}

async function announce({
  webhookUrl,
  ...given
}: Given & { webhookUrl: string | null }): Promise<Failure | null> {
  const { secretToken: secret_token } = given.credentials;
  const allowed_updates = ["message", "edited_message", "callback_query", "my_chat_member"];
  const answer = webhookUrl
    ? await ask(given, "setWebhook", { url: webhookUrl, secret_token, allowed_updates })
    : await ask(given, "deleteWebhook", {});
  return answer.ok ? null : failureOf(answer);
}

async function open({ group, name, ...given }: Given & { group: string; name: string }) {
  const answer = await ask(given, "createForumTopic", { chat_id: Number(group), name });
  if (!answer.ok) return failed(answer);
  return { type: "done" as const, thread: String(TopicAnswer.parse(answer.result).message_thread_id) };
}

async function setOpen({
  group,
  thread,
  isOpen,
  ...given
}: Given & { group: string; thread: string; isOpen: boolean }): Promise<DeskDone> {
  const method = isOpen ? "reopenForumTopic" : "closeForumTopic";
  const answer = await ask(given, method, placeOf(group, thread));
  const isSo = answer.ok || /TOPIC_NOT_MODIFIED/.test(answer.description ?? "");
  return isSo ? { type: "done" } : failed(answer);
}

function post({ group, thread, files, replyTo, actions, ...words }: DeskPost, { credentials, call }: Given) {
  const [file = null, ...more] = files as OutgoingFile[];
  const choices = actions.length > 0 ? { type: "choices" as const, choices: [...actions] } : null;
  const message = { correlationId: "", to: [{ scope: "chat", value: group }], replyTo, route: null };
  const said = asTelegram(words);
  const topic = thread === null ? {} : { message_thread_id: Number(thread) };
  return sendInTopic(
    { ...message, ...said, file, more, extra: choices },
    { topic, credentials, call, failureOf: topicFailure },
  );
}

/** A forum supergroup whose topics are conversations (contract §6). */
export const telegramDesk: Desk = desk<TelegramCredentials>({
  credentials: TelegramCredentials,
  fields: TELEGRAM_FIELDS,
  // 20 a minute in a group, all of its topics together (contract §5).
  pace: 3,
  maxTextLength: 4096,
  captionLength: 1024,
  album: albumLength,
  check,
  async nameOf(given) {
    const answer = await ask(given, "getMe", {});
    if (!answer.ok) return failed(answer);
    const { username, first_name } = BotAnswer.parse(answer.result);
    return { type: "done", name: username ?? first_name };
  },
  announce,
  isFromProvider: ({ headers }, { secretToken }) =>
    isTold(secretToken, headers.get("x-telegram-bot-api-secret-token")),
  parse: parseDeskUpdate,
  linkTo: (botName, code) => `https://t.me/${botName}?start=${code}`,
  open,
  setOpen,
  post,
  edit({ group, externalId, text, marks, hasFile, ...given }) {
    const target = { externalId, isOurs: true, sender: null, hasFile };
    return gestureAtTelegram(
      { type: "edit", target, ...asTelegram({ text, marks }) },
      { ...given, to: [{ scope: "chat", value: group }], route: null },
    );
  },
  async answer({ ref, text, ...given }) {
    await ask(given, "answerCallbackQuery", { callback_query_id: ref, text: text.slice(0, 200) });
  },
  fetchFile: fetchFromTelegram,
});
