import type { Checked } from "../contract";
import { deliversTo } from "../facts";
import { type CallProvider, ProviderSilent } from "../outbound";
import type { TelegramCredentials } from "./credentials";
import { failureOf } from "./failures";
import { ApiAnswer, BotAnswer, WebhookAnswer } from "./wire";

/** getMe and getWebhookInfo (contract §2): who the bot is, and whether Telegram delivers to us. */
export async function checkAtTelegram(given: {
  credentials: TelegramCredentials;
  webhookUrl: string | null;
  call: CallProvider;
}): Promise<Checked> {
  const { webhookUrl } = given;
  const me = await ask(given, "getMe");
  if (!me.ok) {
    const isToken = me.error_code === 401 || me.error_code === 404;
    const failure = failureOf(me);
    return {
      type: "refused",
      failure: isToken ? { ...failure, reason: "Telegram does not know this token." } : failure,
      ...(isToken && { field: "botToken" }),
    };
  }
  const bot = BotAnswer.parse(me.result);
  const facts = [
    { label: "Bot", value: bot.username ? `@${bot.username}` : bot.first_name },
    { label: "Name", value: bot.first_name },
    {
      label: "Groups",
      value: bot.can_read_all_group_messages
        ? "It reads every message of its groups."
        : "It reads only what is said to it. Ask @BotFather to turn its privacy mode off to hear all.",
    },
  ];
  if (!webhookUrl) return { type: "known", facts };
  const hook = WebhookAnswer.safeParse((await ask(given, "getWebhookInfo")).result);
  return { type: "known", facts: hook.success ? [...facts, ...deliveryFacts(hook.data, webhookUrl)] : facts };
}

function deliveryFacts(hook: WebhookAnswer, webhookUrl: string) {
  const { url, last_error_message: error, pending_update_count: pending = 0 } = hook;
  return [
    deliversTo(url, webhookUrl),
    ...(pending ? [{ label: "Waiting at Telegram", value: String(pending) }] : []),
    ...(error && url === webhookUrl ? [{ label: "Last problem", value: error, isBad: true }] : []),
  ];
}

async function ask(
  { credentials, call }: { credentials: TelegramCredentials; call: CallProvider },
  method: string,
): Promise<ApiAnswer> {
  const { status, json } = await call(`/bot${credentials.botToken}/${method}`, {});
  const parsed = ApiAnswer.safeParse(json);
  if (!parsed.success) throw new ProviderSilent(`Telegram answered ${status}.`, false);
  return parsed.data;
}
