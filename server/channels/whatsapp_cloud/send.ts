import type { PersonId } from "../inbound";
import { postGesture } from "../meta/gesture";
import { type Hatch, postMessage, refusalIn } from "../meta/message";
import type { CallProvider, Gesture, GestureDone, Outgoing, Sent } from "../outbound";
import type { CloudCredentials } from "./credentials";

/** Of the Graph API; the credentials may name another one. */
export const VERSION = "v23.0";

const hatchOf = ({ phoneNumberId, accessToken, apiVersion = VERSION }: CloudCredentials): Hatch => ({
  path: `/${apiVersion}/${phoneNumberId}/messages`,
  headers: { authorization: `Bearer ${accessToken}` },
  refusalIn,
});

/** `POST /{phone number}/messages` (contract §6). Throws ProviderSilent. */
export function sendToMeta(
  message: Outgoing,
  credentials: CloudCredentials,
  call: CallProvider,
): Promise<Sent> {
  return postMessage(message, hatchOf(credentials), call);
}

/** The same door takes what is done to a message. Throws ProviderSilent. */
export function gestureAtMeta(
  gesture: Gesture,
  to: readonly PersonId[],
  credentials: CloudCredentials,
  call: CallProvider,
): Promise<GestureDone> {
  return postGesture(gesture, { to, hatch: hatchOf(credentials), call });
}
