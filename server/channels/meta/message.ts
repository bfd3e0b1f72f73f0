import type { Failure, PersonId } from "../inbound";
import { type CallProvider, isUnclear, type Outgoing, ProviderSilent, type Sent } from "../outbound";
import { failureOf } from "./failures";
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

/** Posts one message (contract whatsapp-cloud §6). 200 means accepted; what becomes of it comes as statuses. Throws ProviderSilent. */
export async function postMessage(message: Outgoing, hatch: Hatch, call: CallProvider): Promise<Sent> {
  const { path, headers } = hatch;
  const { status, json } = await call(path, { method: "POST", headers, json: bodyOf(message) });
  const answer = SendAnswer.safeParse(json);
  if (status < 300 && answer.success) return { type: "sent", externalId: answer.data.messages[0]!.id };
  const failure = hatch.refusalIn(status, json);
  if (failure) return { type: "failed", failure };
  throw new ProviderSilent(
    `WhatsApp answered ${status} without saying what became of it.`,
    isUnclear(status),
  );
}

function bodyOf(message: Outgoing): object {
  const { text, file, replyTo, correlationId } = message;
  return {
    messaging_product: "whatsapp",
    recipient_type: message.to.some(({ scope }) => scope === "group") ? "group" : "individual",
    ...recipientOf(message.to),
    ...(replyTo && { context: { message_id: replyTo } }),
    ...(file ? mediaOf(file, text) : { type: "text", text: { preview_url: true, body: text } }),
    biz_opaque_callback_data: correlationId,
  };
}

/** The telephone number where there is one: some sends refuse the business-scoped id (contract §2). */
function recipientOf(to: readonly PersonId[]): object {
  const of = (scope: string) => to.findLast((id) => id.scope === scope)?.value;
  const number = of("group") ?? of("phone");
  return number ? { to: number } : { recipient: of("bsuid") };
}

/** Sound has no caption, and a kind that WhatsApp does not show goes as a document. */
const SHOWN: Record<string, RegExp> = {
  image: /^image\/(jpeg|png)$/,
  video: /^video\/(mp4|3gpp)$/,
  audio: /^audio\/(aac|amr|mpeg|mp4|ogg)/,
};

function mediaOf({ url, name, contentType }: NonNullable<Outgoing["file"]>, caption: string): object {
  const [type = "document"] = Object.keys(SHOWN).filter((kind) => SHOWN[kind]!.test(contentType));
  const media = {
    link: url,
    ...(caption && type !== "audio" && { caption }),
    ...(type === "document" && { filename: name }),
  };
  return { type, [type]: media };
}
