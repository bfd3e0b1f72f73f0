import type { CallProvider, Outgoing, Sent } from "../outbound";
import { clientOf, refusalIn, silent } from "./client";
import type { GatewayCredentials } from "./credentials";
import { jidOf } from "./jid";
import { Answer, SendResults } from "./wire";

/** `POST /send/…`, the path for the kind of the message (contract §4). Throws ProviderSilent. */
export async function sendToGateway(
  message: Outgoing,
  credentials: GatewayCredentials,
  call: CallProvider,
): Promise<Sent> {
  const [path, body] = requestOf(message);
  const json = { phone: jidOf(message.to), ...body };
  return post(path, json, credentials, call);
}

/** Hands a request over that is answered with a message id. Throws ProviderSilent. */
export async function post(
  path: string,
  json: object,
  credentials: GatewayCredentials,
  call: CallProvider,
): Promise<Sent> {
  const { status, json: answer } = await clientOf(credentials, call).call(path, { method: "POST", json });
  const sent = SendResults.safeParse(Answer.safeParse(answer).data?.results);
  if (status < 300 && sent.success) return { type: "sent", externalId: sent.data.message_id };
  const failure = refusalIn(status, answer);
  if (failure) return { type: "failed", failure };
  throw silent(status, "what became of it");
}

function requestOf({ text, file, extra, replyTo }: Outgoing): [string, object] {
  const reply = replyTo ? { reply_message_id: replyTo } : {};
  if (extra?.type === "location") {
    const { latitude, longitude } = extra;
    // The gateway takes degrees as text only, and neither a name nor an address.
    return ["/send/location", { latitude: String(latitude), longitude: String(longitude) }];
  }
  const card = extra?.type === "contacts" ? cardOf(extra.people) : null;
  if (card) return ["/send/contact", card];
  if (!file) return ["/send/message", { message: text, ...reply }];
  const { url, contentType, size } = file;
  // It takes no quotation.
  if (file.isSticker) return ["/send/sticker", { sticker_url: url }];
  const kind = KINDS.find(({ type, maxBytes }) => type.test(contentType) && size <= maxBytes);
  if (!kind) return ["/send/file", { file_url: url, ...(text && { caption: text }), ...reply }];
  const caption = text && kind.name !== "audio" ? { caption: text } : {};
  const isVoice = /^audio\/ogg/.test(contentType);
  return [
    `/send/${kind.name}`,
    { [`${kind.name}_url`]: url, ...caption, ...(isVoice && { ptt: true }), ...reply },
  ];
}

/** One person with one number is a card; several, or other addresses, stand in the words. */
function cardOf(people: { name: string; phones: string[]; emails: string[] }[]): object | null {
  const [person, ...others] = people;
  const [phone, ...more] = person?.phones ?? [];
  if (!person || !phone || others.length || more.length || person.emails.length) return null;
  return { contact_name: person.name, contact_phone: phone };
}

const MB = 1024 * 1024;
/**
 * What WhatsApp shows in a message of its own, up to the sizes that the gateway takes (contract §2; of sound it says none, and
 * WhatsApp takes 16 MB); all else goes as a document.
 */
const KINDS = [
  { name: "image", type: /^image\/(jpeg|png)$/, maxBytes: 20 * MB },
  { name: "video", type: /^video\/(mp4|x-matroska|x-msvideo)$/, maxBytes: 100 * MB },
  { name: "audio", type: /^audio\/(aac|amr|mpeg|mp4|ogg|wav|x-wav)/, maxBytes: 16 * MB },
];
