import type { IncomingMessage } from "node:http";

/** What a proxy tells of itself. */
const RELAYED = ["x-forwarded-for", "x-forwarded-host", "forwarded", "via", "x-real-ip"];
const TRACE = /^[A-Za-z0-9-]{8,64}$/;

/**
 * Puts what only the server knows into the request's headers, over anything a client sent under these names: `x-parley-ip`
 * (the client's address), `x-parley-relayed` (a proxy that we do not trust is in front, whose own address that is) and
 * `x-trace-id`. X-Forwarded-* are believed behind a trusted proxy only: then its own last hop
 * counts, as earlier ones are whatever the client wrote.
 */
export function markRequest(message: IncomingMessage, trustProxy: boolean): void {
  const { headers } = message;
  const forwardedFor = trustProxy ? String(headers["x-forwarded-for"] ?? "") : "";
  const ip = forwardedFor.split(",").at(-1)?.trim() || message.socket.remoteAddress || "";
  const isRelayed = !trustProxy && RELAYED.some((name) => headers[name] !== undefined);
  if (!trustProxy) {
    for (const name of Object.keys(headers)) if (name.startsWith("x-forwarded-")) delete headers[name];
    delete headers.forwarded;
  }
  headers["x-forwarded-host"] ??= headers.host ?? "localhost";
  headers["x-forwarded-proto"] = headers["x-forwarded-proto"] === "https" ? "https" : "http";
  headers["x-parley-ip"] = ip.replace(/^::ffff:(?=\d+\.)/, "");
  if (isRelayed) headers["x-parley-relayed"] = "1";
  else delete headers["x-parley-relayed"];
  // Next skips its middleware for requests that carry this, once a way around it.
  delete headers["x-middleware-subrequest"];
  const trace = headers["x-trace-id"];
  if (typeof trace !== "string" || !TRACE.test(trace)) headers["x-trace-id"] = crypto.randomUUID();
}
