import type { Failure } from "../../channels/inbound";
import { ProviderSilent } from "../../channels/outbound";
import { AppError } from "../../core/errors";

/** A file of a message is not there any more: no later try finds it. */
export class FileGone extends Error {
  override name = "FileGone";
  readonly failure: Failure = {
    ...{ class: "content", code: "file_gone", reason: "A file of this message is not here any more." },
    fix: "Attach it again and send that.",
  };
}

/** Why a form broke off at a file: of half a form a provider takes nothing. What the storage says of itself is for the trace. */
export function unreadOf(error: Error): FileGone | ProviderSilent {
  if (error instanceof AppError && error.code === "not_found") return new FileGone(error.message);
  const why = error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message;
  return new ProviderSilent(
    `A file could not be read from the storage: ${why}`,
    false,
    "could not be given it, as a file cannot be read from the storage now",
  );
}
