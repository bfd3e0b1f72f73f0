import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream as NodeReadableStream } from "node:stream/web";
import { lazyRequest } from "./lazy-request";
import { lightText } from "./light-response";

export type Handle = (request: Request) => Promise<Response>;

/**
 * Answers a node request with a web handler. Bodies are streamed both ways at the reader's pace; the request's signal ends
 * when the client goes away. `onError` gets what the handler threw, after which the client gets a bare 500.
 */
export async function answer(
  message: IncomingMessage,
  response: ServerResponse,
  handle: Handle,
  onError: (error: unknown) => void,
): Promise<void> {
  const { request, abort } = lazyRequest(message, originOf(message));
  const onClose = () => {
    if (!response.writableFinished) abort();
  };
  response.once("close", onClose);
  try {
    await send(await handle(request), message, response);
  } catch (error) {
    if (!response.destroyed) onError(error);
    if (response.headersSent) response.destroy();
    else response.writeHead(500, { "content-type": "text/plain" }).end("Something went wrong.");
  } finally {
    response.off("close", onClose);
  }
}

async function send(answered: Response, message: IncomingMessage, response: ServerResponse): Promise<void> {
  response.statusCode = answered.status;
  writeHeaders(answered.headers, response);
  if (!message.complete && restOf(message) > KEEP_ALIVE_BYTES) response.setHeader("connection", "close");
  await sendBody(answered, message, response);
  if (!message.complete && !message.destroyed) swallowRest(message);
}

async function sendBody(
  answered: Response,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const text = lightText(answered);
  if (text !== undefined || message.method === "HEAD" || answered.body === null) {
    response.end(message.method === "HEAD" ? undefined : (text ?? undefined));
    if (text === undefined) await answered.body?.cancel();
    return;
  }
  const body = Readable.fromWeb(answered.body as NodeReadableStream);
  try {
    await pipeline(body, response);
  } catch (error) {
    // The client left in the middle: nothing of ours is wrong.
    if ((error as NodeJS.ErrnoException).code !== "ERR_STREAM_PREMATURE_CLOSE") throw error;
  }
}

function writeHeaders(headers: Headers, response: ServerResponse): void {
  headers.forEach((value, name) => {
    if (name !== "set-cookie") response.setHeader(name, value);
  });
  const cookies = headers.getSetCookie();
  if (cookies.length) response.setHeader("set-cookie", cookies);
}

// A socket closed with unread input is reset, and the client would lose the answer: the rest is swallowed, within limits.
const REST_BYTES = 32 * 1024 * 1024;
const REST_MS = 5_000;
const KEEP_ALIVE_BYTES = 256 * 1024;

function restOf({ headers }: IncomingMessage): number {
  return Number(headers["content-length"] ?? (headers["transfer-encoding"] ? Number.POSITIVE_INFINITY : 0));
}

function swallowRest(message: IncomingMessage): void {
  let left = REST_BYTES;
  message.removeAllListeners("data");
  message.on("data", (chunk: Buffer) => {
    left -= chunk.length;
    if (left < 0) message.destroy();
  });
  message.resume();
  const limit = setTimeout(() => message.destroy(), REST_MS);
  message.once("close", () => clearTimeout(limit));
}

function originOf(message: IncomingMessage): string {
  const proto = message.headers["x-forwarded-proto"] === "https" ? "https" : "http";
  const host = message.headers.host ?? "localhost";
  return `${proto}://${/^[A-Za-z0-9.:[\]_-]+$/.test(host) ? host : "localhost"}`;
}
