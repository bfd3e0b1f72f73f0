import { createHmac, timingSafeEqual } from "node:crypto";
import { clock } from "../../core/clock";
import type { DoorRequest } from "../contract";

/** So far a request's time may be from ours, either way (Standard Webhooks: five minutes). */
const TOLERANCE_SECONDS = 300;

/** `v1,<base64 HMAC-SHA256>` over `<id>.<seconds>.<body>`; the key is what stands behind `whsec_`, in base64. */
export function signatureOf(secret: string, id: string, seconds: string, body: string | Uint8Array): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  return `v1,${createHmac("sha256", key).update(`${id}.${seconds}.`).update(body).digest("base64")}`;
}

/** Whether a request was signed with the secret, just now. Several signatures may stand beside one another; one has to be right. */
export function isSigned({ headers, body }: DoorRequest, secret: string): boolean {
  const id = headers.get("webhook-id") ?? "";
  const seconds = headers.get("webhook-timestamp") ?? "";
  if (!id || !/^\d{1,12}$/.test(seconds)) return false;
  if (Math.abs(clock.now() / 1000 - Number(seconds)) > TOLERANCE_SECONDS) return false;
  const expected = Buffer.from(signatureOf(secret, id, seconds, body));
  const given = (headers.get("webhook-signature") ?? "").split(" ").map((one) => Buffer.from(one));
  return given.some((one) => one.length === expected.length && timingSafeEqual(one, expected));
}
