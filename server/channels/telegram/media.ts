import type { CallProvider, Fetched, OpenFile } from "../outbound";
import { ProviderSilent } from "../outbound";
import type { TelegramCredentials } from "./credentials";
import { failureOf } from "./failures";
import { ApiAnswer, FileAnswer } from "./wire";

/** `getFile`, then the path it names; the address holds the token and is shown to nobody (contract §1). At most 20 MB. */
export async function fetchFromTelegram(
  ref: string,
  { credentials, call, open }: { credentials: TelegramCredentials; call: CallProvider; open: OpenFile },
): Promise<Fetched> {
  const { botToken } = credentials;
  const { status, json } = await call(`/bot${botToken}/getFile`, { method: "POST", json: { file_id: ref } });
  const answer = ApiAnswer.safeParse(json);
  if (!answer.success)
    throw new ProviderSilent(`Telegram answered ${status} when asked for the file.`, false);
  if (!answer.data.ok) return { type: "failed", failure: failureOf(answer.data) };
  const { file_path: path, file_size: size } = FileAnswer.parse(answer.data.result);
  const { body, status: fetched } = await open(`/file/bot${botToken}/${path}`);
  // What Telegram says of the type here is of no use: it was said with the message.
  const name = path.split("/").at(-1) ?? null;
  if (fetched < 300) return { type: "file", body, contentType: null, name, size };
  body.destroy();
  throw new ProviderSilent(`Telegram answered ${fetched} instead of the file.`, false);
}
