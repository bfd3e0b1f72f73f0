import { createHash, createHmac, hkdfSync, timingSafeEqual } from "node:crypto";

const keys = new Map<string, Buffer>();

/** A key of its own for each purpose, derived from the installation's secret (HKDF-SHA256, RFC 5869). */
export function purposeKey(appSecret: string, purpose: string): Buffer {
  const id = `${purpose}\n${appSecret}`;
  let key = keys.get(id);
  if (!key) {
    key = Buffer.from(hkdfSync("sha256", appSecret, "parley", purpose, 32));
    keys.set(id, key);
  }
  return key;
}

/** `<base64url JSON>.<base64url HMAC-SHA256>`. Signed, not secret: put nothing in it that its bearer may not read. */
export function signToken(appSecret: string, purpose: string, payload: unknown): string {
  const body = Buffer.from(JSON.stringify(payload)).toString("base64url");
  return `${body}.${mac(appSecret, purpose, body)}`;
}

/** The payload, or null when the token was not signed here for this purpose. Expiry is the caller's to check. */
export function readToken(appSecret: string, purpose: string, token: string): unknown {
  const dot = token.indexOf(".");
  if (dot < 1 || token.length > 6000) return null;
  const body = token.slice(0, dot);
  if (!constantTimeEqual(token.slice(dot + 1), mac(appSecret, purpose, body))) return null;
  try {
    return JSON.parse(Buffer.from(body, "base64url").toString("utf8"));
  } catch {
    return null;
  }
}

function mac(appSecret: string, purpose: string, body: string): string {
  return createHmac("sha256", purposeKey(appSecret, purpose)).update(body).digest("base64url");
}

export function constantTimeEqual(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}

export function sha256Hex(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
