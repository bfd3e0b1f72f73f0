import { TRPCError } from "@trpc/server";
import { z } from "zod";
import { AppError, type ErrorCode, HTTP_STATUS } from "../core/errors";

/** A refusal as every tRPC client sees it, under `error.data` with the message beside it. */
export type DescribedError = {
  code: ErrorCode | "internal";
  httpStatus: number;
  message: string;
  /** The trace id to quote to support. */
  reference: string;
  /** Messages by field name, for a form. */
  fields?: Record<string, string>;
  /** Seconds. */
  retryAfter?: number;
  permission?: string;
};

const BY_TRPC_CODE: Partial<
  Record<TRPCError["code"], { code: ErrorCode; httpStatus: number; message: string }>
> = {
  PARSE_ERROR: { code: "bad_request", httpStatus: 400, message: "The request is not valid JSON." },
  BAD_REQUEST: {
    code: "bad_request",
    httpStatus: 400,
    message: "The request does not have the expected form.",
  },
  NOT_FOUND: { code: "not_found", httpStatus: 404, message: "There is no such procedure." },
  METHOD_NOT_SUPPORTED: {
    code: "bad_request",
    httpStatus: 405,
    message: "Queries are read with GET, mutations are sent with POST.",
  },
  PAYLOAD_TOO_LARGE: { code: "too_large", httpStatus: 413, message: "The request is larger than 1 MB." },
  UNSUPPORTED_MEDIA_TYPE: { code: "bad_request", httpStatus: 415, message: "The request must be JSON." },
};

/** True for what was thrown by nobody on purpose: a bug or an outage, to be logged. */
export function isUnexpected(error: unknown): boolean {
  return describeError(error, "").code === "internal";
}

/** Maps what a procedure threw, once for every surface: refusals keep their words, a bug gives away only its reference. */
export function describeError(error: unknown, traceId: string): DescribedError {
  const cause = error instanceof TRPCError ? (error.cause ?? error) : error;
  if (cause instanceof AppError) {
    const { field, ...details } = cause.details;
    const fields = field ? { fields: { [field]: cause.message } } : {};
    return {
      code: cause.code,
      httpStatus: HTTP_STATUS[cause.code],
      message: cause.message,
      reference: traceId,
      ...fields,
      ...details,
    };
  }
  // Inside a procedure it is a bug of ours: an event or a setting that is not what it promises.
  const isInput = !(error instanceof TRPCError) || error.code === "BAD_REQUEST";
  if (cause instanceof z.ZodError && isInput) return { ...wrongInput(cause), reference: traceId };
  if (error instanceof TRPCError) {
    const known = BY_TRPC_CODE[error.code];
    if (known) return { ...known, reference: traceId };
  }
  return {
    code: "internal",
    httpStatus: 500,
    message: `Something went wrong. Reference ${traceId}`,
    reference: traceId,
  };
}

function wrongInput(error: z.ZodError): Omit<DescribedError, "reference"> {
  const fields: Record<string, string> = {};
  for (const issue of error.issues) fields[issue.path.join(".")] ??= issue.message;
  const [path, message] = Object.entries(fields)[0] ?? ["", "This input is not valid"];
  return {
    code: "bad_request",
    httpStatus: 400,
    message: path ? `${path}: ${message}` : message,
    fields,
  };
}
