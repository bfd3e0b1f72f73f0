import { createHash, createHmac, timingSafeEqual } from "node:crypto";

/** The credentials of one Pusher app, ours or hosted. */
export type PusherApp = { appId: string; key: string; secret: string };

const CLOCK_TOLERANCE_SECONDS = 600;

/** What is signed for a private or presence channel; `channelData` is the exact text that is sent along. */
export function channelText(socketId: string, channel: string, channelData?: string): string {
  return channelData === undefined ? `${socketId}:${channel}` : `${socketId}:${channel}:${channelData}`;
}

export function userText(socketId: string, userData: string): string {
  return `${socketId}::user::${userData}`;
}

/** `<key>:<HMAC-SHA256 in hex>`. */
export function authFor(app: PusherApp, text: string): string {
  return `${app.key}:${hmac(app.secret, text)}`;
}

export function isAuthFor(app: PusherApp, text: string, auth: string): boolean {
  return equal(auth, authFor(app, text));
}

/** A request to the HTTP API as it was signed. `path` without host and query; `body` as received. */
export type SignedRequest = {
  method: string;
  path: string;
  query: URLSearchParams;
  body: string;
  nowMs: number;
};

/** Null when the request bears this app's signature, or what is wrong with it. */
export function refuseUnsigned(app: PusherApp, request: SignedRequest): string | null {
  const { query, body } = request;
  const names = [...query.keys()];
  if (new Set(names).size !== names.length) return "A parameter is given twice.";
  if (!equal(query.get("auth_key") ?? "", app.key)) return "Unknown auth_key.";
  if (query.get("auth_version") !== "1.0") return "auth_version must be 1.0.";
  const timestamp = query.get("auth_timestamp") ?? "";
  const age = Math.abs(request.nowMs / 1000 - Number(timestamp));
  if (!/^\d{1,12}$/.test(timestamp) || age > CLOCK_TOLERANCE_SECONDS) {
    return `auth_timestamp is more than ${CLOCK_TOLERANCE_SECONDS} s off; check both clocks.`;
  }
  if ((body !== "" || query.has("body_md5")) && !equal(query.get("body_md5") ?? "", md5(body))) {
    return "body_md5 does not match the body.";
  }
  const signature = query.get("auth_signature") ?? "";
  // Some libraries sign the path as they were given it and let their HTTP client encode it afterwards.
  const paths = new Set([request.path, decodePath(request.path)]);
  const matches = [...paths].some((path) => equal(signature, hmac(app.secret, textOf(request, path))));
  return matches ? null : "Invalid auth_signature.";
}

function textOf(request: SignedRequest, path: string): string {
  const pairs = [...request.query]
    .filter(([name]) => name !== "auth_signature")
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return [request.method.toUpperCase(), path, pairs.map(([k, v]) => `${k}=${v}`).join("&")].join("\n");
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function hmac(secret: string, text: string): string {
  return createHmac("sha256", secret).update(text).digest("hex");
}

function md5(text: string): string {
  return createHash("md5").update(text).digest("hex");
}

function equal(given: string, expected: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(expected);
  return a.length === b.length && timingSafeEqual(a, b);
}
