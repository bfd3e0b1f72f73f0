import type { Failure } from "../inbound";
import { refusalIn } from "../meta/message";
import { NumberAnswer } from "../meta/number";
import { type CallProvider, ProviderSilent } from "../outbound";
import type { CloudCredentials } from "./credentials";
import { VERSION } from "./send";

type Given = { credentials: CloudCredentials; webhookUrl: string; call: CallProvider };

const WRONG_ADDRESS: Pick<Failure, "reason" | "fix"> = {
  reason: "Meta could not reach this installation at its address.",
  fix: "Open it to the internet by https, and send the address again.",
};
/** By Meta's code (contract §7); 2200: the address did not answer its question. */
const WORDS: Record<string, Pick<Failure, "reason" | "fix">> = { "2200": WRONG_ADDRESS };

/**
 * For a number that was connected by Meta's pages: its account delivers to our app, the number to this inbox, and it is
 * registered with its PIN (contract §9 steps 4 and 5). Each may be done again. One that somebody connects by hand is left as
 * it is. Throws ProviderSilent.
 */
export async function announceToMeta({ credentials, webhookUrl, call }: Given): Promise<Failure | null> {
  const { phoneNumberId, wabaId, verifyToken, isSignedUp, apiVersion = VERSION } = credentials;
  if (!isSignedUp) return null;
  const post = (path: string, json: unknown) => ask(credentials, call, `/${apiVersion}/${path}`, json);
  const configuration = { override_callback_uri: webhookUrl, verify_token: verifyToken };
  return (
    (await post(`${wabaId}/subscribed_apps`, {})) ??
    (await post(phoneNumberId, { webhook_configuration: configuration })) ??
    (await register({ credentials, webhookUrl, call }))
  );
}

/** A number that is registered, or also in the Business app, is left as it is: Meta allows ten tries in 72 hours. */
async function register({ credentials, call }: Given): Promise<Failure | null> {
  const { phoneNumberId, accessToken, pin, apiVersion = VERSION } = credentials;
  const headers = { authorization: `Bearer ${accessToken}` };
  const path = `/${apiVersion}/${phoneNumberId}`;
  const { status, json } = await call(`${path}?fields=id,platform_type,is_on_biz_app,status`, { headers });
  const number = NumberAnswer.safeParse(json);
  if (!number.success) {
    const failure = refusalIn(status, json);
    if (failure) return failure;
    throw new ProviderSilent(`WhatsApp answered ${status} when asked for the number.`, false);
  }
  if (number.data.is_on_biz_app || number.data.platform_type === "CLOUD_API") return null;
  return ask(credentials, call, `${path}/register`, { messaging_product: "whatsapp", pin });
}

async function ask(
  { accessToken }: CloudCredentials,
  call: CallProvider,
  path: string,
  json: unknown,
): Promise<Failure | null> {
  const headers = { authorization: `Bearer ${accessToken}` };
  const answer = await call(path, { method: "POST", headers, json });
  if (answer.status < 300) return null;
  const failure = refusalIn(answer.status, answer.json);
  if (!failure) throw new ProviderSilent(`WhatsApp answered ${answer.status}.`, false);
  return { ...failure, ...WORDS[failure.code] };
}
