import { AppError } from "../../core/errors";
import type { PolicyName } from "../../infra/rate-limit/policies";
import { runtime } from "../../infra/runtime";

/**
 * Counts one try at a credential door under every given policy. Returns how many are left of the scarcest. Throws
 * AppError("too_many_requests") with the wait in minutes when one has run out.
 */
export async function countAttempt(keys: Partial<Record<PolicyName, string>>): Promise<number> {
  const { limiter } = runtime();
  const results = await Promise.all(
    Object.entries(keys).map(([policy, key]) => limiter.check(policy as PolicyName, key)),
  );
  const refused = results.filter((result) => !result.allowed);
  if (refused.length > 0) throw tooMany(Math.max(...refused.map((result) => result.retryAfter)));
  return Math.min(...results.map((result) => result.remaining));
}

function tooMany(seconds: number): AppError {
  const minutes = Math.max(1, Math.ceil(seconds / 60));
  const wait = minutes === 1 ? "a minute" : `${minutes} minutes`;
  return new AppError("too_many_requests", `Too many attempts. Try again in ${wait}.`, {
    retryAfter: seconds,
  });
}
