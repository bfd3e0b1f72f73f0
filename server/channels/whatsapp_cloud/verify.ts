import { createHmac, timingSafeEqual } from "node:crypto";

/** `X-Hub-Signature-256` over the bytes as they came: Meta escapes what JSON need not (contract §1). */
export function isSignedBy(appSecret: string, body: Uint8Array, header: string | null): boolean {
  const given = /^sha256=([0-9a-f]{64})$/i.exec(header ?? "")?.[1];
  if (!given || !appSecret) return false;
  const expected = createHmac("sha256", appSecret).update(body).digest();
  return timingSafeEqual(expected, Buffer.from(given, "hex"));
}

/** Meta asks once, by GET, whether the address is ours; the answer is the challenge. Null: not our token. */
export function answerChallenge(query: URLSearchParams, verifyToken: string): string | null {
  const given = Buffer.from(query.get("hub.verify_token") ?? "");
  const expected = Buffer.from(verifyToken);
  const isOurs = given.length === expected.length && expected.length > 0 && timingSafeEqual(given, expected);
  return isOurs && query.get("hub.mode") === "subscribe" ? query.get("hub.challenge") : null;
}
