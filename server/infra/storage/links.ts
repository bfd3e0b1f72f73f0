import { createHmac } from "node:crypto";
import { clock } from "../../core/clock";
import { constantTimeEqual, purposeKey } from "../signing";

const HALF_DAY_SECONDS = 12 * 3600;

/**
 * The path and query of a signed download link. Without `expiresAt` (Unix seconds) it holds for 12 to 24 hours and stays the
 * same within each half day, so that a browser's cache recognises it.
 */
export function signFileLink(input: {
  appSecret: string;
  tenantId: string;
  fileId: string;
  expiresAt?: number;
}): string {
  const expiresAt =
    input.expiresAt ?? (Math.floor(clock.now() / 1000 / HALF_DAY_SECONDS) + 2) * HALF_DAY_SECONDS;
  return `/api/files/${input.fileId}?e=${expiresAt}&s=${signature({ ...input, expiresAt })}`;
}

/** True when this link was signed here for this very file of this tenant and has not expired. */
export function verifyFileLink(input: {
  appSecret: string;
  tenantId: string;
  fileId: string;
  expiresAt: string | null;
  signature: string | null;
}): boolean {
  if (!input.expiresAt || !input.signature || !/^\d{1,12}$/.test(input.expiresAt)) return false;
  const expiresAt = Number(input.expiresAt);
  if (expiresAt * 1000 <= clock.now()) return false;
  return constantTimeEqual(input.signature, signature({ ...input, expiresAt }));
}

function signature(input: {
  appSecret: string;
  tenantId: string;
  fileId: string;
  expiresAt: number;
}): string {
  return createHmac("sha256", purposeKey(input.appSecret, "file-link"))
    .update(`${input.tenantId}\n${input.fileId}\n${input.expiresAt}`)
    .digest("base64url");
}
