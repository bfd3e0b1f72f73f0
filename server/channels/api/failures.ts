import type { Failure } from "../inbound";
import type { ProviderAnswer } from "../outbound";
import { Refused } from "./wire";

const REFUSES: Record<number, string> = {
  401: "Your address does not accept the signature.",
  403: "Your address does not let Parley in.",
  404: "There is nothing at your address.",
  405: "Your address takes no POST.",
  410: "Your address says that it is gone.",
};

/** What a status other than 2xx means (docs/api-channel.md). Every one says: not taken. */
export function failureOf({ status, json, retryAfter }: ProviderAnswer): Failure {
  const code = String(status);
  const said = Refused.safeParse(json);
  const { reason, code: own } = said.success ? said.data.error : {};
  if (REFUSES[status] || (status >= 300 && status < 400))
    return {
      class: "credentials",
      code,
      reason: REFUSES[status] ?? "Your address sends Parley elsewhere.",
      fix: "Correct the address or the secret in the inbox's settings; what waits then goes out.",
    };
  if (status === 408 || status === 425 || status === 429 || status >= 500)
    return {
      ...{ class: "retry", code },
      reason: reason ?? `Your system cannot take it just now (${status}).`,
      fix: "It is sent again by itself.",
      ...(retryAfter && { retryAfter }),
    };
  return {
    ...{ class: "content", code: own ?? code },
    reason: reason ?? `Your system refused this message (${status}).`,
    fix: "Write it in another way, or look into that system.",
  };
}
