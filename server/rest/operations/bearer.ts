import { createHash, timingSafeEqual } from "node:crypto";
import { AppError } from "../../core/errors";
import { runtime } from "../../infra/runtime";

/** Refuses who does not bring `Authorization: Bearer <CRON_SECRET>`. Throws unauthenticated. */
export function requireCronSecret(request: Request): void {
  const given = /^Bearer (.+)$/.exec(request.headers.get("authorization") ?? "")?.[1] ?? "";
  const digest = (text: string) => createHash("sha256").update(text).digest();
  if (timingSafeEqual(digest(given), digest(runtime().secrets.cronSecret))) return;
  throw new AppError(
    "unauthenticated",
    "Send Authorization: Bearer with CRON_SECRET (or the content of secrets/cron-secret in the data directory).",
  );
}
