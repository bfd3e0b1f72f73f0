import { createHmac, timingSafeEqual } from "node:crypto";

/** `X-Hub-Signature-256` over the bytes as they came: Go escapes what JSON need not (contract §5). */
export function isSignedBy(secret: string, body: Uint8Array, header: string | null): boolean {
  const given = /^sha256=([0-9a-f]{64})$/i.exec(header ?? "")?.[1];
  if (!given || !secret) return false;
  const expected = createHmac("sha256", secret).update(body).digest();
  return timingSafeEqual(expected, Buffer.from(given, "hex"));
}
