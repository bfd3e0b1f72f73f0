import { type CallProvider, ProviderSilent } from "../outbound";
import { ApiAnswer } from "./wire";

/** One method of the Bot API. `answer`: null where it is none of the API's. Throws ProviderSilent. */
export async function callBot(
  call: CallProvider,
  { botToken, method, json }: { botToken: string; method: string; json: object },
): Promise<{ status: number; answer: ApiAnswer | null }> {
  const { status, json: said } = await call(`/bot${botToken}/${method}`, { method: "POST", json });
  return { status, answer: ApiAnswer.safeParse(said).data ?? null };
}

/** The same where doing it twice does no harm. Throws ProviderSilent also for an answer that is none of the API's. */
export async function askBot(
  call: CallProvider,
  given: { botToken: string; method: string; json: object },
): Promise<ApiAnswer> {
  const { status, answer } = await callBot(call, given);
  if (!answer) throw new ProviderSilent(`Telegram answered ${status}.`, false);
  return answer;
}
