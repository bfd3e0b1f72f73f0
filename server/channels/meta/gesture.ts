import type { PersonId } from "../inbound";
import { type CallProvider, type Gesture, type GestureDone, isUnclear, ProviderSilent } from "../outbound";
import { addressedTo } from "./body";
import type { Hatch } from "./message";

/** A reaction, a read mark or "typing…" (contract whatsapp-cloud §6); a business cannot edit or take back. Throws ProviderSilent. */
export async function postGesture(
  gesture: Gesture,
  { to, hatch, call }: { to: readonly PersonId[]; hatch: Hatch; call: CallProvider },
): Promise<GestureDone> {
  const body = bodyOfGesture(gesture, to);
  if (!body) return { type: "done" };
  const { path, headers, refusalIn } = hatch;
  const { status, json } = await call(path, { method: "POST", headers, json: body });
  const failure = refusalIn(status, json);
  if (failure) return { type: "failed", failure };
  if (status < 300) return { type: "done" };
  throw new ProviderSilent(`WhatsApp answered ${status} to what was done to a message.`, isUnclear(status));
}

function bodyOfGesture(gesture: Gesture, to: readonly PersonId[]): object | null {
  switch (gesture.type) {
    case "reaction": {
      const reaction = { message_id: gesture.target.externalId, emoji: gesture.emoji ?? "" };
      return { ...addressedTo(to), type: "reaction", reaction };
    }
    case "read":
      return readUpTo(gesture.target.externalId);
    case "typing":
      // Shown for 25 seconds, at the message it answers: without one there is nowhere to show it.
      return gesture.target && { ...readUpTo(gesture.target.externalId), typing_indicator: { type: "text" } };
    default:
      return null;
  }
}

const readUpTo = (messageId: string) => ({
  messaging_product: "whatsapp",
  status: "read",
  message_id: messageId,
});
