import type { PersonId } from "../inbound";
import { postGesture } from "../meta/gesture";
import { type Hatch, postMessage } from "../meta/message";
import type { CallProvider, Gesture, GestureDone, Outgoing, Sent } from "../outbound";
import type { DialogCredentials } from "./credentials";
import { refusalIn } from "./failures";

export const keyOf = ({ apiKey }: DialogCredentials) => ({ "d360-api-key": apiKey });

const hatchOf = (credentials: DialogCredentials): Hatch => ({
  path: "/messages",
  headers: keyOf(credentials),
  refusalIn,
});

/** `POST /messages`, Meta's body. Throws ProviderSilent. */
export function sendToDialog(
  message: Outgoing,
  credentials: DialogCredentials,
  call: CallProvider,
): Promise<Sent> {
  return postMessage(message, hatchOf(credentials), call);
}

/** The same door takes what is done to a message. Throws ProviderSilent. */
export function gestureAtDialog(
  gesture: Gesture,
  to: readonly PersonId[],
  credentials: DialogCredentials,
  call: CallProvider,
): Promise<GestureDone> {
  return postGesture(gesture, { to, hatch: hatchOf(credentials), call });
}
