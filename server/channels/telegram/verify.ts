import { createHash, timingSafeEqual } from "node:crypto";

/** `X-Telegram-Bot-Api-Secret-Token`: a shared secret; the body carries no signature (contract §2). */
export function isTold(secretToken: string, header: string | null): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return secretToken !== "" && header !== null && timingSafeEqual(digest(secretToken), digest(header));
}
