import { EventEmitter } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { Edge } from "../edges";
import type { Logger } from "../infra/log";
import { observeRequest } from "../infra/metrics";
import { markRequest } from "../infra/node-http/forwarded";
import { answer } from "../infra/node-http/listener";

type Listener = (message: IncomingMessage, response: ServerResponse) => Promise<void> | void;
type Upgrade = (message: IncomingMessage, socket: Duplex, head: Buffer) => boolean;

/** What stands behind the port; filled in once the parts are ready. */
export type Behind = {
  edges: readonly Edge[];
  files?: (path: string) => Listener | null;
  pages?: Listener;
  upgrade?: Upgrade;
};

export type Front = {
  server: Server;
  /** Next's own upgrade requests (hot reload) go here instead of to the port, where it would end every socket of ours. */
  pageUpgrades: EventEmitter;
  open: (behind: Behind) => void;
  close: () => Promise<void>;
};

const SLOW_MS = 2_000;
const HSTS = "max-age=31536000; includeSubDomains";

/**
 * The one port. It listens before anything else is ready, so that a taken port is known at once; requests wait until
 * `open`, except /api/health and /api/ready.
 */
export async function listen(options: {
  port: number;
  host?: string;
  trustProxy: boolean;
  log: Logger;
}): Promise<Front> {
  const { log, trustProxy } = options;
  const pageUpgrades = new EventEmitter();
  let behind: Behind | undefined;
  let open: (ready: Behind) => void = () => {};
  const ready = new Promise<Behind>((done) => {
    open = done;
  });

  const server = createServer((message, response) => {
    markRequest(message, trustProxy);
    if (!behind && isProbe(message.url)) return starting(message, response);
    watch(message, response, log);
    if (behind) route(behind, message, response, log);
    else void ready.then((now) => route(now, message, response, log));
  });
  // Longer than the idle time of the usual proxies (60 s), which otherwise send a request into a closing connection.
  server.keepAliveTimeout = 65_000;
  server.on("upgrade", (message, socket, head) => {
    socket.on("error", () => socket.destroy());
    markRequest(message, trustProxy);
    if (behind?.upgrade?.(message, socket, head)) return;
    const isHotReload = message.url?.startsWith("/_next/") && pageUpgrades.listenerCount("upgrade") > 0;
    if (isHotReload) pageUpgrades.emit("upgrade", message, socket, head);
    else socket.end("HTTP/1.1 404 Not Found\r\nconnection: close\r\ncontent-length: 0\r\n\r\n");
  });
  await new Promise<void>((done, fail) => {
    server.once("error", fail);
    server.listen(options.port, options.host, () => {
      server.off("error", fail);
      done();
    });
  });
  return {
    server,
    pageUpgrades,
    open(now) {
      behind = now;
      open(now);
    },
    async close() {
      const closed = new Promise((done) => server.close(done));
      server.closeIdleConnections();
      // A request under way may take its time, an idle keep-alive connection may not.
      const sweep = setInterval(() => server.closeIdleConnections(), 100);
      await Promise.race([closed, new Promise((late) => setTimeout(late, 8_000).unref())]);
      clearInterval(sweep);
      server.closeAllConnections();
    },
  };
}

function route(behind: Behind, message: IncomingMessage, response: ServerResponse, log: Logger): void {
  const path = pathOf(message.url);
  const edge = behind.edges.find(({ prefix }) => path.startsWith(prefix) && isBoundary(path, prefix));
  if (edge) {
    if (edge.holds) held.add(response);
    response.setHeader("x-content-type-options", "nosniff");
    if (message.headers["x-forwarded-proto"] === "https")
      response.setHeader("strict-transport-security", HSTS);
    const onError = (error: unknown) =>
      log.error({ err: error, traceId: message.headers["x-trace-id"], path }, "a request failed");
    void answer(message, response, edge.handle, onError);
    return;
  }
  const file = behind.files?.(path) ?? behind.pages;
  if (file) void file(message, response);
  else response.writeHead(404, { "content-type": "text/plain" }).end("This process serves no pages.");
}

function isBoundary(path: string, prefix: string): boolean {
  return path.length === prefix.length || path[prefix.length] === "/";
}

function pathOf(url = "/"): string {
  const end = url.indexOf("?");
  return end === -1 ? url : url.slice(0, end);
}

function isProbe(url: string | undefined): boolean {
  return url === "/api/health" || url === "/api/ready";
}

function starting(message: IncomingMessage, response: ServerResponse): void {
  const isHealth = message.url === "/api/health";
  response.writeHead(isHealth ? 200 : 503, {
    "content-type": "application/json",
    "cache-control": "no-store",
  });
  response.end(JSON.stringify({ status: "starting" }));
}

const held = new WeakSet<ServerResponse>();

function watch(message: IncomingMessage, response: ServerResponse, log: Logger): void {
  const began = performance.now();
  response.once("finish", () => {
    const ms = performance.now() - began;
    const { statusCode } = response;
    observeRequest(message.method ?? "GET", statusCode, ms / 1000);
    const isBad = statusCode >= 500 || (ms > SLOW_MS && !held.has(response));
    if (!isBad && !log.isLevelEnabled("debug")) return;
    const line = {
      traceId: message.headers["x-trace-id"],
      method: message.method,
      // These carry a secret in the path.
      path: pathOf(message.url).replace(/^\/+(reset|invite)\/.+/, "/$1/[hidden]"),
      status: statusCode,
      ms: Math.round(ms * 10) / 10,
    };
    if (isBad) log.warn(line, "request");
    else log.debug(line, "request");
  });
}
