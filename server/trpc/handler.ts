import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { AppError, HTTP_STATUS } from "../core/errors";
import { type RequestMeta, readBody, refuseCrossSite, requestMeta } from "../infra/request";
import { runtime } from "../infra/runtime";
import { createContext } from "./context";
import { describeError, isUnexpected } from "./errors";
import { appRouter } from "./root";

const ENDPOINT = "/api/trpc";
const MAX_BODY_BYTES = 1024 * 1024;
const MAX_BATCH = 10;

/** The tRPC door: every procedure of the product at /api/trpc/<procedure>, up to 10 in a batch, bodies up to 1 MB. */
export async function handleTrpc(request: Request): Promise<Response> {
  const meta = requestMeta(request.headers);
  try {
    return await answer(request.method === "POST" ? await checkedPost(request) : request, meta);
  } catch (error) {
    return refusal(error, meta.traceId);
  }
}

function answer(request: Request, meta: RequestMeta): Promise<Response> {
  return fetchRequestHandler({
    endpoint: ENDPOINT,
    req: request,
    router: appRouter,
    maxBatchSize: MAX_BATCH,
    createContext: () => createContext(request.headers, { meta }),
    onError: ({ error, path }) => {
      if (!isUnexpected(error)) return;
      runtime().log.error({ err: error.cause ?? error, path, traceId: meta.traceId }, "a procedure failed");
    },
    responseMeta: ({ errors }) => {
      const headers = new Headers({ "cache-control": "private, no-store", "x-trace-id": meta.traceId });
      const waits = errors.map((error) => describeError(error, "").retryAfter ?? 0);
      if (Math.max(0, ...waits) > 0) headers.set("retry-after", String(Math.max(...waits)));
      return { headers };
    },
  });
}

/** A POST may change something: it must come from our own pages, be JSON and of a sane size. */
async function checkedPost(request: Request): Promise<Request> {
  const { headers } = request;
  refuseCrossSite(headers, runtime().appUrl);
  if (!/^application\/json\b/i.test(headers.get("content-type") ?? "")) {
    throw new AppError("bad_request", "Send the request as JSON, with Content-Type: application/json.");
  }
  return new Request(request.url, { method: "POST", headers, body: await readBody(request, MAX_BODY_BYTES) });
}

function refusal(error: unknown, traceId: string): Response {
  const { message, ...data } = describeError(error, traceId);
  if (!(error instanceof AppError)) runtime().log.error({ err: error, traceId }, "a tRPC request failed");
  const status = error instanceof AppError ? HTTP_STATUS[error.code] : 500;
  return Response.json(
    { error: { message, code: -32600, data } },
    { status, headers: { "x-trace-id": traceId } },
  );
}
