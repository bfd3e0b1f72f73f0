import { AppError } from "../core/errors";

/**
 * Refuses text that Postgres cannot store: U+0000, and halves of a surrogate pair (jsonb). Throws
 * AppError("bad_request") for the first such string in the input.
 */
export function refuseUnstorableText(input: unknown): void {
  if (typeof input === "string") {
    if (input.includes("\u0000") || !input.isWellFormed()) {
      throw new AppError(
        "bad_request",
        "This text holds a character that is not valid. Take it out and try again.",
      );
    }
  } else if (Array.isArray(input)) {
    for (const item of input) refuseUnstorableText(item);
  } else if (input !== null && typeof input === "object") {
    for (const [key, value] of Object.entries(input)) {
      refuseUnstorableText(key);
      refuseUnstorableText(value);
    }
  }
}
