import { createHash, randomBytes } from "node:crypto";

/** A link's secret: 32 random bytes in base64url go into the mail, only their SHA-256 into the database. */
export function newToken(): { token: string; tokenHash: string } {
  const token = randomBytes(32).toString("base64url");
  return { token, tokenHash: hashToken(token) };
}

export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
