import { failureOf } from "../meta/failures";
import { ErrorAnswer, MediaAnswer } from "../meta/wire";
import type { CallProvider, Fetched, OpenFile } from "../outbound";
import { ProviderSilent } from "../outbound";
import type { CloudCredentials } from "./credentials";
import { VERSION } from "./send";

/** `GET /{media id}` names an address that is good for five minutes; its bytes come with the token again (contract §6). */
export async function fetchFromMeta(
  ref: string,
  { credentials, call, open }: { credentials: CloudCredentials; call: CallProvider; open: OpenFile },
): Promise<Fetched> {
  const { accessToken, phoneNumberId, apiVersion = VERSION } = credentials;
  const headers = { authorization: `Bearer ${accessToken}` };
  const { status, json } = await call(`/${apiVersion}/${ref}?phone_number_id=${phoneNumberId}`, { headers });
  const media = MediaAnswer.safeParse(json);
  if (status < 300 && media.success) {
    const { url, mime_type: type, file_size: size } = media.data;
    const { body, contentType, status: fetched } = await open(url, headers);
    if (fetched < 300) return { type: "file", body, contentType: type ?? contentType, name: null, size };
    body.destroy();
    throw new ProviderSilent(`WhatsApp answered ${fetched} instead of the file.`, false);
  }
  const refused = ErrorAnswer.safeParse(json);
  if (refused.success) return { type: "failed", failure: failureOf(refused.data.error) };
  throw new ProviderSilent(`WhatsApp answered ${status} when asked for the file.`, false);
}
