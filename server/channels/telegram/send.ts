import { type CallProvider, isUnclear, type Outgoing, ProviderSilent, type Sent } from "../outbound";
import type { TelegramCredentials } from "./credentials";
import { failureOf } from "./failures";
import { externalId } from "./parse";
import { ApiAnswer, SentMessage } from "./wire";

/** sendMessage, or the method for the kind of the file (contract §4). Throws ProviderSilent. */
export async function sendToTelegram(
  message: Outgoing,
  { botToken }: TelegramCredentials,
  call: CallProvider,
): Promise<Sent> {
  const [method, json] = methodOf(message);
  const { status, json: answer } = await call(`/bot${botToken}/${method}`, { method: "POST", json });
  const parsed = ApiAnswer.safeParse(answer);
  if (!parsed.success)
    throw new ProviderSilent(
      `Telegram answered ${status} without saying what became of it.`,
      isUnclear(status),
    );
  if (!parsed.data.ok) return { type: "failed", failure: failureOf(parsed.data) };
  const sent = SentMessage.safeParse(parsed.data.result);
  if (!sent.success) throw new ProviderSilent("Telegram took it without saying under which id.", true);
  return { type: "sent", externalId: externalId(sent.data.chat.id, sent.data.message_id) };
}

function methodOf({ to, text, file, replyTo, route }: Outgoing): [string, object] {
  const base = {
    // A group that has moved is named by its last id.
    chat_id: Number(to.findLast(({ scope }) => scope === "chat")?.value),
    ...(route && { business_connection_id: route }),
    ...(replyTo && {
      reply_parameters: { message_id: Number(replyTo.split(":").at(-1)), allow_sending_without_reply: true },
    }),
  };
  if (!file) return ["sendMessage", { ...base, text }];
  const caption = text ? { caption: text } : {};
  const [kind, method] = KINDS.find(([, , type]) => type.test(file.contentType)) ?? [
    "document",
    "sendDocument",
  ];
  return [method, { ...base, ...caption, [kind]: file.url }];
}

const KINDS: [string, string, RegExp][] = [
  ["photo", "sendPhoto", /^image\/(jpeg|png|webp)$/],
  ["animation", "sendAnimation", /^image\/gif$/],
  ["video", "sendVideo", /^video\/mp4$/],
  ["voice", "sendVoice", /^audio\/ogg/],
  ["audio", "sendAudio", /^audio\/(mpeg|mp4)$/],
];
