import type { Failure } from "../inbound";
import type { Outgoing, OutgoingExtra, OutgoingFile, Sent } from "../outbound";
import { type CallProvider, type FormFile, isUnclear, ProviderSilent } from "../outbound";
import { callBot } from "./api";
import type { TelegramCredentials } from "./credentials";
import { failureOf } from "./failures";
import { albumItem, isForUpload, methodFor } from "./kinds";
import { externalId } from "./parse";
import { type ApiAnswer, SentAlbum, SentMessage } from "./wire";
import { withEntities } from "./words";

/** sendMessage, or the method for what the message holds (contract §4). Throws ProviderSilent. */
export function sendToTelegram(
  message: Outgoing,
  credentials: TelegramCredentials,
  call: CallProvider,
): Promise<Sent> {
  return sendInTopic(message, { topic: {}, credentials, call, failureOf });
}

const UNFETCHED = /failed to get HTTP URL content|wrong file identifier\/HTTP URL|WEBPAGE_/i;

/** The same in a topic of a group, where `topic` names one; `failureOf` reads the refusals. Throws ProviderSilent. */
export async function sendInTopic<F extends Failure>(
  message: Outgoing,
  given: {
    topic: { message_thread_id?: number };
    credentials: TelegramCredentials;
    call: CallProvider;
    failureOf: (answer: ApiAnswer) => F;
  },
): Promise<Sent | { type: "failed"; failure: F }> {
  const { topic, call, credentials } = given;
  const { botToken } = credentials;
  const ask = (isUpload: boolean) => {
    const [method, json, files] = methodOf(message, isUpload);
    return callBot(call, { botToken, method, json: { ...json, ...topic }, files });
  };
  const sentFiles = [message.file, ...(message.more ?? [])].filter((file) => file !== null);
  const mayUpload = sentFiles.length > 0 && sentFiles.every(({ open }) => open);
  const isUpload = mayUpload && sentFiles.some(isForUpload);
  const first = await ask(isUpload);
  // From a private network nothing can be fetched: then it is handed over.
  const isUnfetched = mayUpload && !isUpload && UNFETCHED.test(first.answer?.description ?? "");
  const { status, answer } = isUnfetched ? await ask(true) : first;
  const code = answer?.error_code ?? status;
  // Also of an error of its own nobody says how far it had come, and there is no key by which a second one would be known.
  if (!answer || (!answer.ok && code >= 500))
    throw new ProviderSilent(`Telegram answered ${code} without saying what became of it.`, isUnclear(code));
  if (!answer.ok) return { type: "failed", failure: given.failureOf(answer) };
  const one = SentMessage.safeParse(answer.result);
  const sent = one.success ? [one.data] : SentAlbum.safeParse(answer.result).data;
  const [id, ...others] = (sent ?? []).map(({ chat, message_id }) => externalId(chat.id, message_id));
  if (!id) throw new ProviderSilent("Telegram took it without saying under which id.", true);
  return { type: "sent", externalId: id, ...(others.length > 0 && { others }) };
}

/** Whom a call is about. A group that has moved is named by its last id. */
export function chatOf(to: Outgoing["to"]): number {
  return Number(to.findLast(({ scope }) => scope === "chat")?.value);
}

function methodOf(
  { to, text, marks = [], file, more = [], extra, replyTo, route }: Outgoing,
  isUpload: boolean,
): Method {
  const base = {
    chat_id: chatOf(to),
    ...(route && { business_connection_id: route }),
    ...(replyTo && {
      reply_parameters: { message_id: Number(replyTo.split(":").at(-1)), allow_sending_without_reply: true },
    }),
    ...(extra?.type === "choices" && { reply_markup: { inline_keyboard: keyboardOf(extra) } }),
  };
  const caption = text ? { caption: text, ...withEntities(marks, "caption_entities") } : {};
  if (file) return fileMethod(base, caption, [file, ...more], isUpload);
  const words = { text, ...withEntities(marks, "entities") };
  return (extra && extraMethod(base, extra)) ?? ["sendMessage", { ...base, ...words }];
}

/** With the files that go along as bytes. */
type Method = [string, object, FormFile[]?];

function fileMethod(
  base: object,
  caption: object,
  files: readonly OutgoingFile[],
  isUpload: boolean,
): Method {
  const [file, ...more] = files;
  if (more.length === 0) {
    const { field, method } = methodFor(file!);
    const json = { ...base, ...(!file!.isSticker && caption) };
    return isUpload ? [method, json, [asField(file!, field)]] : [method, { ...json, [field]: file!.url }];
  }
  const media = files.map((one, at) => ({
    ...albumItem(one, isUpload ? `attach://file${at}` : one.url),
    ...(at === 0 && caption),
  }));
  const fields = isUpload ? files.map((one, at) => asField(one, `file${at}`)) : [];
  return ["sendMediaGroup", { ...base, media }, fields];
}

function asField({ name, contentType, size, open }: OutgoingFile, field: string): FormFile {
  return { field, name, contentType, size, open: open! };
}

/** One button a row, as the words of one may be long. */
function keyboardOf({ choices }: Extract<OutgoingExtra, { type: "choices" }>) {
  return choices.map(({ id, title }) => [{ text: title, callback_data: id }]);
}

/** Null where the words say it better: Telegram has no card without a telephone number, and one of several people. */
function extraMethod(base: object, extra: OutgoingExtra): [string, object] | null {
  if (extra.type === "location") {
    const { latitude, longitude, name, address } = extra;
    const title = name || address;
    if (!title) return ["sendLocation", { ...base, latitude, longitude }];
    // A venue needs both; of one alone, the coordinates stand below it.
    return [
      "sendVenue",
      { ...base, latitude, longitude, title, address: (name && address) || `${latitude}, ${longitude}` },
    ];
  }
  if (extra.type !== "contacts" || extra.people.length !== 1) return null;
  const [{ name, phones, emails } = { name: "", phones: [], emails: [] }] = extra.people;
  if (phones.length !== 1 || emails.length > 0) return null;
  return ["sendContact", { ...base, phone_number: phones[0], first_name: name }];
}
