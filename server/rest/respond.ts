import { z } from "zod";
import { AppError, HTTP_STATUS } from "../core/errors";
import { textResponse } from "../infra/node-http/light-response";
import { type RequestMeta, readBody } from "../infra/request";
import { runtime } from "../infra/runtime";

/** A JSON answer. Nothing of ours is cached by anybody unless a route says so. */
export function json(value: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return textResponse(JSON.stringify(value), status, {
    "content-type": "application/json; charset=utf-8",
    "cache-control": "no-store",
    ...headers,
  });
}

/** Maps what a route threw: refusals keep their words, wrong input names its field, a bug gives away only its reference. */
export function refusal(
  error: unknown,
  meta: Pick<RequestMeta, "traceId">,
  headers: Record<string, string> = {},
): Response {
  if (error instanceof AppError) {
    const { retryAfter, field } = error.details;
    const wait: Record<string, string> = retryAfter ? { "retry-after": String(retryAfter) } : {};
    return json(
      { error: { code: error.code, message: error.message, retryAfter, field } },
      HTTP_STATUS[error.code],
      {
        ...headers,
        ...wait,
      },
    );
  }
  if (error instanceof z.ZodError) {
    const issue = error.issues[0];
    const field = issue?.path.join(".");
    const message = field ? `${field}: ${issue!.message}` : (issue?.message ?? "This input is not valid.");
    return json({ error: { code: "bad_request", message, field } }, 400, headers);
  }
  runtime().log.error({ err: error, traceId: meta.traceId }, "a request failed");
  const message = `Something went wrong. Reference ${meta.traceId}`;
  return json({ error: { code: "internal", message } }, 500, headers);
}

/** Reads a JSON body of at most `maxBytes` and parses it once. Throws bad_request, too_large, ZodError. */
export async function readJson<T extends z.ZodType>(
  request: Request,
  schema: T,
  maxBytes = 256 * 1024,
): Promise<z.output<T>> {
  const text = await readText(request, maxBytes);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new AppError("bad_request", "The request is not valid JSON.");
  }
  return schema.parse(value);
}

export async function readText(request: Request, maxBytes: number): Promise<string> {
  const declared = Number(request.headers.get("content-length") ?? Number.NaN);
  // The hot path: a body that says it is small enough is read at once.
  if (declared <= maxBytes) return request.text();
  return new TextDecoder().decode(await readBody(request, maxBytes));
}
