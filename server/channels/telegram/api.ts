import { type CallProvider, type FormFile, ProviderSilent } from "../outbound";
import { ApiAnswer } from "./wire";

/** One method of the Bot API; with files as a form. `answer`: null where it is none of the API's. Throws ProviderSilent. */
export async function callBot(
  call: CallProvider,
  given: { botToken: string; method: string; json: object; files?: readonly FormFile[] },
): Promise<{ status: number; answer: ApiAnswer | null }> {
  const { botToken, method, json, files = [] } = given;
  const sent = files.length > 0 ? { form: { fields: fieldsOf(json), files } } : { json };
  const { status, json: said } = await call(`/bot${botToken}/${method}`, { method: "POST", ...sent });
  return { status, answer: ApiAnswer.safeParse(said).data ?? null };
}

function fieldsOf(json: object): Record<string, string> {
  const entries = Object.entries(json).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    entries.map(([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value)]),
  );
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
