import type { IncomingMessage } from "node:http";
import { isIPv4 } from "node:net";
import { networkOf } from "../network";
import { CODE } from "./protocol";

export type Refusal = { code: number; message: string };

const OLDEST_PROTOCOL = 5;
const NEWEST_PROTOCOL = 7;

/** Null when the URL is not `/app…`, which is not ours to answer. */
export function readAppUrl(url: string | undefined): URL | null {
  if (!url || !/^\/app(\/|\?|$)/.test(url)) return null;
  try {
    return new URL(url, "http://hub");
  } catch {
    return null;
  }
}

/** Why this client cannot be served, or null. Order and codes as Pusher has them. */
export function refuseHandshake(url: URL, appKey: string): Refusal | null {
  const [, , key, ...more] = url.pathname.split("/");
  if (!key || more.length > 0) return { code: CODE.wrongPath, message: "The path is /app/<key>." };
  if (key !== appKey) return { code: CODE.noSuchApp, message: "App key does not exist." };
  const version = url.searchParams.get("version");
  if (version !== null && !/^[\w.+-]{1,40}$/.test(version)) {
    return { code: CODE.wrongVersion, message: "Invalid version string format." };
  }
  const protocol = url.searchParams.get("protocol");
  if (!protocol) return { code: CODE.noProtocol, message: "No protocol version supplied." };
  const number = /^\d{1,3}$/.test(protocol) ? Number(protocol) : 0;
  if (number < OLDEST_PROTOCOL || number > NEWEST_PROTOCOL) {
    return { code: CODE.unsupportedProtocol, message: `Protocol ${NEWEST_PROTOCOL} is spoken here.` };
  }
  return null;
}

/** The address below the socket; a server behind a proxy passes a better one to the hub. */
export function socketAddress(req: IncomingMessage): string {
  return req.socket.remoteAddress ?? "";
}

/**
 * The address that counts against the cap per address: "" for loopback and private ones (RFC 1918, 4193, 3927, 6598), behind
 * which stands a proxy with everybody's clients. Of an IPv6 address the /64, which is one customer.
 */
export function countedAddress(address: string): string {
  const plain = address.replace(/^::ffff:/i, "");
  if (!plain) return "";
  if (isIPv4(plain)) {
    return /^(10|127|192\.168|169\.254|172\.(1[6-9]|2\d|3[01])|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\./.test(
      plain,
    )
      ? ""
      : plain;
  }
  if (plain === "::1" || /^f[cd]|^fe[89ab]/i.test(plain)) return "";
  return networkOf(plain);
}
