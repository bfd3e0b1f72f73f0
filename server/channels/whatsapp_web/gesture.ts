import type { PersonId } from "../inbound";
import type { CallProvider, Gesture, GestureDone } from "../outbound";
import { clientOf, refusalIn, silent } from "./client";
import type { GatewayCredentials } from "./credentials";
import { jidOf } from "./jid";

/** WhatsApp lets a message be edited for so long. */
export const EDIT_MINUTES = 15;

/** `POST /message/{id}/…` or `/send/chat-presence` (contract §4). Throws ProviderSilent. */
export async function gestureAtGateway(
  gesture: Gesture,
  given: { to: readonly PersonId[]; credentials: GatewayCredentials; call: CallProvider },
): Promise<GestureDone> {
  const [path, body] = requestOf(gesture);
  const request = { method: "POST" as const, json: { phone: jidOf(given.to), ...body } };
  const { status, json } = await clientOf(given.credentials, given.call).call(path, request);
  if (status < 300) return { type: "done" };
  const failure = refusalIn(status, json);
  if (failure) return { type: "failed", failure };
  throw silent(status, "whether it was done");
}

function requestOf(gesture: Gesture): [string, object] {
  if (gesture.type === "typing") return ["/send/chat-presence", { action: "start" }];
  const of = (act: string) => `/message/${encodeURIComponent(gesture.target.externalId)}/${act}`;
  switch (gesture.type) {
    case "reaction":
      return [of("reaction"), { emoji: gesture.emoji ?? "" }];
    case "edit":
      return [of("update"), { message: gesture.text }];
    case "revoke":
      return [of("revoke"), {}];
    case "read":
      return [of("read"), {}];
  }
}
