import type { Checked } from "../contract";
import { deliversTo } from "../facts";
import { failureOf } from "../meta/failures";
import { NUMBER_FIELDS, NumberAnswer, numberFacts } from "../meta/number";
import { ErrorAnswer } from "../meta/wire";
import { type CallProvider, ProviderSilent } from "../outbound";
import type { CloudCredentials } from "./credentials";
import { VERSION } from "./send";

/** Meta's error 100 with this subcode: there is no such object, or not for this token. */
const NO_SUCH_OBJECT = 33;

/** `GET /{phone number}`: whose number it is and how Meta rates it (contract §9 step 3). */
export async function checkAtMeta({
  credentials: { phoneNumberId, accessToken, apiVersion = VERSION },
  webhookUrl,
  call,
}: {
  credentials: CloudCredentials;
  webhookUrl: string | null;
  call: CallProvider;
}): Promise<Checked> {
  const path = `/${apiVersion}/${phoneNumberId}?fields=${NUMBER_FIELDS.join(",")}`;
  const { status, json } = await call(path, { headers: { authorization: `Bearer ${accessToken}` } });
  const refused = ErrorAnswer.safeParse(json);
  if (refused.success) return refusalOf(refused.data.error);
  const number = NumberAnswer.safeParse(json);
  if (status >= 300 || !number.success)
    throw new ProviderSilent(`WhatsApp answered ${status} without saying whose number it is.`, false);
  const { facts, ...limits } = numberFacts(number.data);
  const found = foundIn(number.data);
  const delivery = webhookUrl && found !== null ? [deliversTo(found, webhookUrl)] : [];
  return { type: "known", facts: [...facts, ...delivery], ...limits };
}

/** Where Meta delivers for this number: its own address goes before its account's, and that before the app's. Null: it does not say. */
function foundIn({ webhook_configuration: found }: NumberAnswer): string | null {
  return found ? (found.phone_number ?? found.whatsapp_business_account ?? found.application ?? "") : null;
}

function refusalOf(error: ErrorAnswer["error"]): Checked {
  const failure = failureOf(error);
  if (error.code === 100 && error.error_subcode === NO_SUCH_OBJECT) {
    const reason = "Meta knows no such number, or this token may not use it.";
    const fix = "Copy the phone number ID again, and see that the token's user has the WhatsApp account.";
    return { type: "refused", field: "phoneNumberId", failure: { ...failure, reason, fix } };
  }
  return {
    type: "refused",
    failure,
    ...(error.code === 190 && { field: "accessToken" }),
  };
}
