import type { Failure } from "../inbound";
import { type CallProvider, isUnclear, type Outgoing, ProviderSilent, type Sent } from "../outbound";
import { bodyOf } from "./body";
import { failureOf } from "./failures";
import { fitted } from "./sticker";
import { ErrorAnswer, SendAnswer } from "./wire";

/** Where a number's messages are taken, what opens it, and what its refusals mean (null: it is none). */
export type Hatch = {
  path: string;
  headers: Record<string, string>;
  refusalIn(status: number, json: unknown): Failure | null;
};

/** What Meta's own refusal means. */
export function refusalIn(_status: number, json: unknown): Failure | null {
  const refused = ErrorAnswer.safeParse(json);
  return refused.success ? failureOf(refused.data.error) : null;
}

/** Of a template that is new, or thought ill of (contract §6): accepted, and not on its way. */
const HELD: Record<string, string> = {
  held_for_quality_assessment:
    "Meta looks first at how people take this template. It goes out when that has gone well.",
  paused: "Meta has paused this template while it looks at it. It goes out when that is lifted.",
};

/** Posts one message (contract whatsapp-cloud §6). 200 means accepted; what becomes of it comes as statuses. Throws ProviderSilent. */
export async function postMessage(message: Outgoing, hatch: Hatch, call: CallProvider): Promise<Sent> {
  const { path, headers } = hatch;
  const file = message.file && (await fitted(message.file));
  const body = bodyOf({ ...message, file });
  const { status, json } = await call(path, { method: "POST", headers, json: body });
  const answer = SendAnswer.safeParse(json);
  if (status < 300 && answer.success) {
    const { id, message_status: state = "" } = answer.data.messages[0]!;
    const held = HELD[state];
    return { type: "sent", externalId: id, ...(held && { held }) };
  }
  const failure = hatch.refusalIn(status, json);
  if (failure) return { type: "failed", failure };
  throw new ProviderSilent(
    `WhatsApp answered ${status} without saying what became of it.`,
    isUnclear(status),
  );
}
