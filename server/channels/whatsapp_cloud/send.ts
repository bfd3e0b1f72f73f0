import { postMessage, refusalIn } from "../meta/message";
import type { CallProvider, Outgoing, Sent } from "../outbound";
import type { CloudCredentials } from "./credentials";

/** Of the Graph API; the credentials may name another one. */
export const VERSION = "v23.0";

/** `POST /{phone number}/messages` (contract §6). Throws ProviderSilent. */
export function sendToMeta(
  message: Outgoing,
  { phoneNumberId, accessToken, apiVersion = VERSION }: CloudCredentials,
  call: CallProvider,
): Promise<Sent> {
  const headers = { authorization: `Bearer ${accessToken}` };
  const path = `/${apiVersion}/${phoneNumberId}/messages`;
  return postMessage(message, { path, headers, refusalIn }, call);
}
