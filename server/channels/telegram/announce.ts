import type { Failure } from "../inbound";
import { type CallProvider, ProviderSilent } from "../outbound";
import type { TelegramCredentials } from "./credentials";
import { failureOf } from "./failures";
import { ApiAnswer } from "./wire";

/** Named one by one: left out, Telegram keeps the list of before (contract §2). */
const UPDATES = [
  ...["message", "edited_message", "callback_query", "my_chat_member", "business_connection"],
  ...["business_message", "edited_business_message", "deleted_business_messages"],
  "message_reaction",
];

/** setWebhook, with the secret that Telegram repeats with every update. */
export async function announceToTelegram({
  credentials: { botToken, secretToken },
  webhookUrl,
  call,
}: {
  credentials: TelegramCredentials;
  webhookUrl: string;
  call: CallProvider;
}): Promise<Failure | null> {
  const json = { url: webhookUrl, secret_token: secretToken, allowed_updates: UPDATES };
  const { status, json: answer } = await call(`/bot${botToken}/setWebhook`, { method: "POST", json });
  const parsed = ApiAnswer.safeParse(answer);
  if (!parsed.success) throw new ProviderSilent(`Telegram answered ${status}.`, false);
  return parsed.data.ok ? null : failureOf(parsed.data);
}
