import type { Failure } from "../inbound";
import { refusalIn as refusalOfMeta } from "../meta/message";
import { OwnError } from "./wire";

const RETRY_SECONDS = 10;

/**
 * What a refusal means, in words a person understands. Null: nobody has said what became of it, as with its 502 when Meta was
 * silent.
 */
export function refusalIn(status: number, json: unknown): Failure | null {
  const byMeta = refusalOfMeta(status, json);
  if (byMeta || status >= 500) return byMeta;
  const own = OwnError.safeParse(json);
  if (own.success) return ownFailure(own.data.code ?? status, own.data.message);
  return status === 401 || status === 403 || status === 429 ? ownFailure(status, "") : null;
}

function ownFailure(status: number, message: string): Failure {
  const code = `360dialog ${status}`;
  if (status === 401) {
    const reason = "360dialog does not know this API key.";
    return {
      class: "credentials",
      code,
      reason,
      fix: "Make a new key in its hub and put it into the inbox's settings.",
    };
  }
  if (/rate limit/i.test(message) || status === 429) {
    const reason = "This number makes more calls than 360dialog allows.";
    return { class: "retry", code, reason, fix: "It is sent again by itself.", retryAfter: RETRY_SECONDS };
  }
  if (status === 403 || /overdue|disabled/i.test(message)) {
    const reason = "360dialog has stopped this number.";
    const fix = "Look at its billing and state in the 360dialog hub; sending goes on when it is mended.";
    return { class: "credentials", code, reason, fix };
  }
  const reason = "360dialog did not take this message.";
  return { class: "provider", code, reason, fix: "Try again; if it happens again, ask 360dialog's support." };
}
