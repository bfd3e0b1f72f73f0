import type { PersonId } from "../inbound";
import { type CallProvider, isUnclear, type Outgoing, ProviderSilent, type Sent } from "../outbound";
import type { CloudCredentials } from "./credentials";
import { failureOf } from "./failures";
import { ErrorAnswer, SendAnswer } from "./wire";

/** Of the Graph API; the credentials may name another one. */
export const VERSION = "v23.0";

/** `POST /{phone number}/messages` (contract §6). 200 means accepted; what becomes of it comes as statuses. Throws ProviderSilent. */
export async function sendToMeta(
  message: Outgoing,
  credentials: CloudCredentials,
  call: CallProvider,
): Promise<Sent> {
  const { phoneNumberId, accessToken, apiVersion = VERSION } = credentials;
  const { status, json } = await call(`/${apiVersion}/${phoneNumberId}/messages`, {
    method: "POST",
    headers: { authorization: `Bearer ${accessToken}` },
    json: bodyOf(message),
  });
  const answer = SendAnswer.safeParse(json);
  if (status < 300 && answer.success) return { type: "sent", externalId: answer.data.messages[0]!.id };
  const refused = ErrorAnswer.safeParse(json);
  if (refused.success) return { type: "failed", failure: failureOf(refused.data.error) };
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
