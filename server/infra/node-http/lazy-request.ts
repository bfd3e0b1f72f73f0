import type { IncomingMessage } from "node:http";
import { bodyStream, clientLeft } from "./body-stream";

// A web Request costs 20 µs and an AbortSignal 10: more than the rest of the server's own work for a request. Handlers read
// method, url, a few headers and the body once, which needs neither; whatever else they ask for is made then.

type Inner = {
  message: IncomingMessage;
  url: string;
  headers?: Headers;
  signal?: AbortController;
  body?: BodyState;
};
type BodyState = { stream: ReadableStream<Uint8Array> | null; isUsed: boolean };
const INNER = Symbol("parley.request");
type Lazy = { [INNER]: Inner };

/** A Request over a node message. `abort` of the returned pair ends its signal, when anyone has asked for one. */
export function lazyRequest(
  message: IncomingMessage,
  origin: string,
): { request: Request; abort: () => void } {
  const inner: Inner = { message, url: `${origin}${message.url}` };
  const request = Object.create(prototype, { [INNER]: { value: inner } }) as Request;
  return { request, abort: () => inner.signal?.abort(clientLeft()) };
}

function hasBody({ method }: IncomingMessage): boolean {
  return method !== "GET" && method !== "HEAD";
}

function bodyOf(inner: Inner): BodyState {
  inner.body ??= { stream: hasBody(inner.message) ? bodyStream(inner.message) : null, isUsed: false };
  return inner.body;
}

/** Straight from the socket where nobody has taken the stream. */
async function bytes(inner: Inner): Promise<Buffer> {
  if (inner.body?.isUsed || inner.body?.stream?.locked)
    throw new TypeError("Body is unusable: it was read before");
  if (inner.body?.stream) return Buffer.from(await new Response(inner.body.stream).arrayBuffer());
  inner.body = { stream: null, isUsed: true };
  if (!hasBody(inner.message)) return Buffer.alloc(0);
  const { message } = inner;
  return new Promise((done, fail) => {
    const chunks: Buffer[] = [];
    message.on("data", (chunk: Buffer) => chunks.push(chunk));
    message.on("end", () => done(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)));
    message.on("error", fail);
    message.on("close", () => message.complete || fail(clientLeft()));
  });
}

function headersOf(inner: Inner): Headers {
  if (inner.headers) return inner.headers;
  const headers = new Headers();
  for (const [name, value] of Object.entries(inner.message.headers)) {
    if (typeof value === "string") headers.set(name, value);
    else for (const one of value ?? []) headers.append(name, one);
  }
  inner.headers = headers;
  return headers;
}

/** A real one, for the rarely used rest of the interface. */
function real(inner: Inner): Request {
  const { stream } = bodyOf(inner);
  const init = { method: inner.message.method, headers: headersOf(inner), body: stream, duplex: "half" };
  return new Request(inner.url, init as RequestInit);
}

const prototype = {
  get method() {
    return (this as unknown as Lazy)[INNER].message.method ?? "GET";
  },
  get url() {
    return (this as unknown as Lazy)[INNER].url;
  },
  get headers() {
    return headersOf((this as unknown as Lazy)[INNER]);
  },
  get signal() {
    const inner = (this as unknown as Lazy)[INNER];
    inner.signal ??= new AbortController();
    return inner.signal.signal;
  },
  get body() {
    return bodyOf((this as unknown as Lazy)[INNER]).stream;
  },
  get bodyUsed() {
    const { body } = (this as unknown as Lazy)[INNER];
    return body?.isUsed || body?.stream?.locked || false;
  },
  get duplex() {
    return "half";
  },
  async text() {
    return (await bytes((this as unknown as Lazy)[INNER])).toString("utf8");
  },
  async json() {
    return JSON.parse((await bytes((this as unknown as Lazy)[INNER])).toString("utf8"));
  },
  async arrayBuffer() {
    const { buffer, byteOffset, byteLength } = await bytes((this as unknown as Lazy)[INNER]);
    return buffer.slice(byteOffset, byteOffset + byteLength);
  },
  async bytes() {
    return new Uint8Array(await bytes((this as unknown as Lazy)[INNER]));
  },
  async blob() {
    return real((this as unknown as Lazy)[INNER]).blob();
  },
  async formData() {
    return real((this as unknown as Lazy)[INNER]).formData();
  },
  clone() {
    return real((this as unknown as Lazy)[INNER]).clone();
  },
};
Object.setPrototypeOf(prototype, Request.prototype);
