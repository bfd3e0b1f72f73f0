import type { CallProvider } from "../outbound";
import { askBot } from "./api";
import type { TelegramCredentials } from "./credentials";

/** answerCallbackQuery: until then the button shows that it waits. What Telegram says is of no use: it is too late then. */
export async function acknowledgePress(
  ref: string,
  { credentials: { botToken }, call }: { credentials: TelegramCredentials; call: CallProvider },
): Promise<void> {
  await askBot(call, { botToken, method: "answerCallbackQuery", json: { callback_query_id: ref } });
}
