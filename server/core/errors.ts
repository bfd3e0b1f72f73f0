/** The refusals we choose. Each surface maps them once to its own codes. */
export const ERROR_CODES = [
  "bad_request",
  "unauthenticated",
  "forbidden",
  "not_found",
  "conflict",
  "too_large",
  "too_many_requests",
  "unavailable",
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

export const HTTP_STATUS: Record<ErrorCode, number> = {
  bad_request: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  too_many_requests: 429,
  unavailable: 503,
};

/**
 * A refusal with words for a person: what happened and what to do next. Anything else that is thrown is a bug.
 * `retryAfter` is in seconds; `field` names the input that is wrong, `fields` says it of several, each in its own words.
 */
export class AppError extends Error {
  override name = "AppError";
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: {
      retryAfter?: number;
      field?: string;
      fields?: Record<string, string>;
      permission?: string;
    } = {},
  ) {
    super(message);
  }
}
