import type { Checked } from "../contract";
import { failureOf } from "../meta/failures";
import { ErrorAnswer, NumberAnswer } from "../meta/wire";
import { type CallProvider, ProviderSilent } from "../outbound";
import type { CloudCredentials } from "./credentials";
import { VERSION } from "./send";

const FIELDS = [
  ...["id", "display_phone_number", "verified_name", "quality_rating"],
  ...["code_verification_status", "throughput"],
];
/** Meta's error 100 with this subcode: there is no such object, or not for this token. */
const NO_SUCH_OBJECT = 33;

/** `GET /{phone number}`: whose number it is and how Meta rates it (contract §9 step 3). */
export async function checkAtMeta({
  credentials: { phoneNumberId, accessToken, apiVersion = VERSION },
  call,
}: {
  credentials: CloudCredentials;
  call: CallProvider;
}): Promise<Checked> {
  const path = `/${apiVersion}/${phoneNumberId}?fields=${FIELDS.join(",")}`;
  const { status, json } = await call(path, { headers: { authorization: `Bearer ${accessToken}` } });
  const refused = ErrorAnswer.safeParse(json);
  if (refused.success) return refusalOf(refused.data.error);
  const number = NumberAnswer.safeParse(json);
  if (status >= 300 || !number.success)
    throw new ProviderSilent(`WhatsApp answered ${status} without saying whose number it is.`, false);
  return { type: "known", facts: factsOf(number.data) };
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

const QUALITY: Record<string, string> = { GREEN: "High", YELLOW: "Medium", RED: "Low" };

function factsOf(number: NumberAnswer) {
  const { quality_rating: quality, code_verification_status: verification } = number;
  return [
    { label: "Number", value: number.display_phone_number ?? number.id },
    ...(number.verified_name ? [{ label: "Name", value: number.verified_name }] : []),
    ...(quality
      ? [{ label: "Quality", value: QUALITY[quality] ?? "Unknown", isBad: quality === "RED" }]
      : []),
    ...(verification && verification !== "VERIFIED"
      ? [{ label: "Verification", value: verification.toLowerCase().replaceAll("_", " "), isBad: true }]
      : []),
    ...(number.throughput?.level
      ? [{ label: "Throughput", value: number.throughput.level.toLowerCase().replaceAll("_", " ") }]
      : []),
  ];
}
