import { lookup } from "node:dns";
import { type IncomingMessage, request as plainRequest } from "node:http";
import { request as secureRequest } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { Readable, Transform } from "node:stream";
import { isPublicAddress } from "./addresses";

export type GuardedRequest = {
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  headers?: Record<string, string>;
  /** A stream is read once: such a request is not for GET, as it follows no redirect. It is destroyed when that fails. */
  body?: string | Buffer | Readable;
  /** For the whole exchange, the reading of the answer included; 15 s when not given. */
  timeoutMs?: number;
  /** Of the answer; 1 MB when not given. */
  maxBytes?: number;
  /** How many redirects are followed, each checked anew; 3 when not given. Only GET follows. */
  maxRedirects?: number;
  signal?: AbortSignal;
};

/** `body` must be read or destroyed; it fails past `maxBytes` or the time-out. */
export type GuardedAnswer = {
  status: number;
  headers: IncomingMessage["headers"];
  body: Transform;
  url: string;
};

/** A request that was not made, or an answer that was not taken, with the reason in words. */
export class GuardedError extends Error {
  override name = "GuardedError";
  constructor(
    readonly reason: "address" | "refused" | "timeout" | "too_large" | "redirect" | "network",
    message: string,
    options: { cause?: unknown; wasConnected?: boolean } = {},
  ) {
    super(message, options);
    this.wasConnected = options.wasConnected ?? (reason === "too_large" || reason === "redirect");
  }

  /** Whether a connection stood (over TLS: with its handshake done), so that the request may have left. */
  readonly wasConnected: boolean;
}

export type GuardOptions = {
  /** PARLEY_PRIVATE_HOSTS: names or addresses that may be dialled although they are private. */
  privateHosts: readonly string[];
  lookup?: typeof lookup;
};

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** Not for another host than the one they were given for. */
const SECRET_HEADERS = /^(authorization|cookie|proxy-authorization|x-api-key|d360-api-key)$/i;

/**
 * Makes the client for addresses that a tenant has given. The name is resolved once, at dial time, and the connection goes to the
 * address that was checked, so that a name that changes its mind (DNS rebinding) reaches nothing inside.
 */
export function createGuardedFetch(options: GuardOptions) {
  const allowed = new Set(options.privateHosts.map((host) => host.toLowerCase()));
  const resolve = options.lookup ?? lookup;

  const checkedLookup: LookupFunction = (host, wanted, done) => {
    resolve(host, { ...wanted, all: true }, (error, found) => {
      if (error) return done(error, "");
      const usable = found.filter(({ address }) => mayDial(host, address));
      if (usable.length === 0) return done(forbidden(host), "");
      if (wanted.all) return done(null, usable);
      done(null, usable[0]!.address, usable[0]!.family);
    });
  };
  function mayDial(host: string, address: string): boolean {
    return isPublicAddress(address) || allowed.has(host.toLowerCase()) || allowed.has(address);
  }

  function dial(url: URL, given: GuardedRequest, signal: AbortSignal): Promise<IncomingMessage> {
    const host = url.hostname.replace(/^\[|\]$/g, "");
    // A literal is never looked up.
    if (isIP(host) && !mayDial(host, host)) throw forbidden(host);
    const send = url.protocol === "https:" ? secureRequest : plainRequest;
    return new Promise((done, fail) => {
      const request = send(url, {
        method: given.method ?? "GET",
        headers: { "user-agent": "Parley", ...given.headers },
        lookup: checkedLookup,
        signal,
        agent: false,
      });
      let wasConnected = false;
      request.once("socket", (socket) =>
        socket.once(url.protocol === "https:" ? "secureConnect" : "connect", () => {
          wasConnected = true;
        }),
      );
      request.once("response", done);
      request.once("error", (error) => fail(inWords(error, signal, host, wasConnected)));
      if (!(given.body instanceof Readable)) return void request.end(given.body);
      given.body.once("error", (error) => request.destroy(error));
      request.once("close", () => (given.body as Readable).destroy());
      given.body.pipe(request);
    });
  }

  async function follow(address: string, given: GuardedRequest): Promise<GuardedAnswer> {
    const timeout = AbortSignal.timeout(given.timeoutMs ?? 15_000);
    const signal = given.signal ? AbortSignal.any([timeout, given.signal]) : timeout;
    let url = readUrl(address);
    let request = given;
    for (let left = given.maxRedirects ?? 3; ; left--) {
      const answer = await dial(url, request, signal);
      const { statusCode: status = 0, headers } = answer;
      const target =
        REDIRECTS.has(status) && (request.method ?? "GET") === "GET" ? headers.location : undefined;
      if (target === undefined)
        return {
          status,
          headers,
          body: limited(answer, given.maxBytes ?? 1_048_576, signal, url.host),
          url: url.href,
        };
      answer.resume();
      if (left <= 0) throw new GuardedError("redirect", `${url.host} redirects too often.`);
      const next = readUrl(target, url);
      if (next.protocol === "http:" && url.protocol === "https:")
        throw new GuardedError("redirect", `${url.host} redirects to an address without TLS.`);
      if (next.origin !== url.origin) request = { ...request, headers: withoutSecrets(request.headers) };
      url = next;
    }
  }

  /** Throws GuardedError. Any status is an answer. */
  return async function guardedFetch(address: string, given: GuardedRequest = {}): Promise<GuardedAnswer> {
    try {
      return await follow(address, given);
    } catch (error) {
      // No request that ends would do it where none was made.
      if (given.body instanceof Readable) given.body.destroy();
      throw error;
    }
  };
}

export type GuardedFetch = ReturnType<typeof createGuardedFetch>;

function readUrl(address: string, base?: URL): URL {
  const url = URL.canParse(address, base) ? new URL(address, base) : null;
  if (!url || (url.protocol !== "https:" && url.protocol !== "http:"))
    throw new GuardedError("address", "This is not an address that begins with https:// or http://.");
  if (url.username || url.password)
    throw new GuardedError("address", "An address must not carry a user name or a password.");
  return url;
}

function withoutSecrets(headers: Record<string, string> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !SECRET_HEADERS.test(name)));
}

function forbidden(host: string): GuardedError {
  return new GuardedError(
    "address",
    `${host} is an address inside this network. The operator can allow it by PARLEY_PRIVATE_HOSTS.`,
  );
}

function inWords(error: Error, signal: AbortSignal, host: string, wasConnected: boolean): Error {
  if (error instanceof GuardedError) return error;
  const options = { cause: error, wasConnected };
  if (signal.aborted) return new GuardedError("timeout", `${host} did not answer in time.`, options);
  const { code } = error as NodeJS.ErrnoException;
  if (code === "ECONNREFUSED") return new GuardedError("refused", `Nothing answers at ${host}.`, options);
  const what = wasConnected ? "broke off" : "cannot be reached";
  return new GuardedError("network", `${host} ${what}: ${code ?? error.message}.`, options);
}

/** The answer as it comes, cut off past the limit: a length that was announced is refused before a byte is kept. */
function limited(answer: IncomingMessage, maxBytes: number, signal: AbortSignal, host: string): Transform {
  let bytes = 0;
  const tooLarge = () => new GuardedError("too_large", `${host} answers with more than ${maxBytes} bytes.`);
  const body = new Transform({
    transform(chunk: Buffer, _, done) {
      bytes += chunk.length;
      done(bytes > maxBytes ? tooLarge() : null, chunk);
    },
    destroy(error, done) {
      answer.destroy();
      done(error);
    },
  });
  // It may break before its reader has begun, who hears of it then: an error that nobody listens to ends the process.
  body.on("error", () => {});
  answer.once("error", (error) => body.destroy(inWords(error, signal, host, true)));
  answer.once("aborted", () => {
    const error = signal.aborted
      ? (signal.reason as Error)
      : new Error("it hung up in the middle of its answer");
    body.destroy(inWords(error, signal, host, true));
  });
  if (Number(answer.headers["content-length"] ?? 0) > maxBytes) body.destroy(tooLarge());
  else answer.pipe(body);
  return body;
}

/** The whole body as text; for small answers. */
export async function readText(answer: GuardedAnswer): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of answer.body) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
}
