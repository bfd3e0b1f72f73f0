import { TRPCClientError } from "@trpc/client";
import type { DescribedError } from "../../server/trpc/errors";

/** Why a call failed. `unreachable`: no answer came, or one that says "later"; asking again is safe and sensible. */
export type Failure = {
  isUnreachable: boolean;
  code: DescribedError["code"] | null;
  message: string;
  reference: string | null;
  /** Seconds. */
  retryAfter: number | null;
};

const LATER = new Set<DescribedError["code"]>(["too_many_requests", "unavailable", "internal"]);

export function failureOf(error: unknown): Failure {
  const said = error instanceof TRPCClientError ? (error.data as Partial<DescribedError> | null) : null;
  const code = said?.code ?? null;
  return {
    isUnreachable: code === null || LATER.has(code),
    code,
    message: code && error instanceof Error ? error.message : "",
    reference: said?.reference ?? null,
    retryAfter: said?.retryAfter ?? null,
  };
}
