import { postMessage } from "../meta/message";
import type { CallProvider, Outgoing, Sent } from "../outbound";
import type { DialogCredentials } from "./credentials";
import { refusalIn } from "./failures";

export const keyOf = ({ apiKey }: DialogCredentials) => ({ "d360-api-key": apiKey });

/** `POST /messages`, Meta's body. Throws ProviderSilent. */
export function sendToDialog(
  message: Outgoing,
  credentials: DialogCredentials,
  call: CallProvider,
): Promise<Sent> {
  return postMessage(message, { path: "/messages", headers: keyOf(credentials), refusalIn }, call);
}
