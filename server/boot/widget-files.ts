import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

/** Their addresses never change, so that they are asked for again every five minutes. */
const LASTING = ["/widget.js", "/widget.d.ts", "/widget.json"];

type Served = { bytes: Buffer; zipped: Buffer; etag: string; headers: Record<string, string> };
const TYPES: Record<string, string> = {
  js: "text/javascript; charset=utf-8",
  ts: "text/plain; charset=utf-8",
  css: "text/css; charset=utf-8",
  json: "application/json; charset=utf-8",
  svg: "image/svg+xml",
};

/**
 * The widget's files, from memory and compressed once: every visitor of every customer's website asks for them. The loader's
 * address never changes, so it is asked for again every five minutes; the rest lies under a hash of its content.
 */
export function createWidgetFiles(publicDir: string, isDevelopment: boolean) {
  let files = readAll(publicDir);
  return (path: string) => {
    if (!LASTING.includes(path) && !path.startsWith("/widget/")) return null;
    if (isDevelopment) files = readAll(publicDir);
    const file = files.get(path) ?? presentVersion(files, path);
    return (message: IncomingMessage, response: ServerResponse) =>
      file ? send(file, message, response) : missing(response);
  };
}

/**
 * A page opened before an update asks for a chat that is gone with its hash: it gets the present one, which any older loader
 * can start (widget/host.ts), and must not keep it under that address.
 */
function presentVersion(files: Map<string, Served>, path: string): Served | undefined {
  const name = /^\/widget\/[0-9a-f]{16}(\/.+)$/.exec(path)?.[1];
  if (!name) return undefined;
  const present = [...files].find(([one]) => one.startsWith("/widget/") && one.endsWith(name))?.[1];
  return present && { ...present, headers: { ...present.headers, "cache-control": "no-cache" } };
}

function readAll(publicDir: string): Map<string, Served> {
  const folder = join(publicDir, "widget");
  const inside = existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }) : [];
  const paths = inside
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(publicDir.length).replaceAll("\\", "/"));
  paths.push(...LASTING.filter((path) => existsSync(join(publicDir, path))));
  return new Map(paths.map((path) => [path, read(publicDir, path)]));
}

function read(publicDir: string, path: string): Served {
  const bytes = readFileSync(join(publicDir, path));
  const cache = LASTING.includes(path)
    ? "public, max-age=300, stale-while-revalidate=86400"
    : "public, max-age=31536000, immutable";
  return {
    bytes,
    zipped: gzipSync(bytes, { level: 9 }),
    etag: `"${createHash("sha1").update(bytes).digest("base64url")}"`,
    headers: {
      "content-type": TYPES[path.split(".").at(-1) ?? ""] ?? "application/octet-stream",
      "cache-control": cache,
      vary: "accept-encoding",
      "x-content-type-options": "nosniff",
      // The page that loads it belongs to somebody else.
      "access-control-allow-origin": "*",
      "cross-origin-resource-policy": "cross-origin",
    },
  };
}

function send(file: Served, message: IncomingMessage, response: ServerResponse): void {
  if (message.method !== "GET" && message.method !== "HEAD") {
    response.writeHead(405, { allow: "GET, HEAD" }).end();
    return;
  }
  const headers = { ...file.headers, etag: file.etag };
  if (message.headers["if-none-match"] === file.etag) {
    response.writeHead(304, headers).end();
    return;
  }
  const isZipped = /\bgzip\b/.test(message.headers["accept-encoding"] ?? "");
  const body = isZipped ? file.zipped : file.bytes;
  response.writeHead(200, {
    ...headers,
    "content-length": body.length,
    ...(isZipped ? { "content-encoding": "gzip" } : {}),
  });
  response.end(message.method === "HEAD" ? undefined : body);
}

function missing(response: ServerResponse): void {
  response.writeHead(404, { "content-type": "text/plain", "access-control-allow-origin": "*" });
  response.end("There is no such file of the widget. Load /widget.js, which knows the present ones.");
}
