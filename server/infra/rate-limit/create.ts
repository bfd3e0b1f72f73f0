import { createHash } from "node:crypto";
import { Ratelimit } from "@upstash/ratelimit";
import { clock } from "../../core/clock";
import { AppError } from "../../core/errors";
import type { Env } from "../env";
import type { Logger } from "../log";
import { networkOf } from "../network";
import { seldom } from "../seldom";
import type { Limiter, LimitResult } from "./limiter";
import { POLICIES, type PolicyName } from "./policies";
import { createStore } from "./stores";
import { refusalWords } from "./words";

type Policy = { limit: number; windowSeconds: number };

const PREFIX = "parley:limit";
const REPORT_EVERY_MS = 10_000;

/** `policies` are the product's unless a test brings smaller ones. */
export function createLimiter(given: {
  env: Env;
  log: Logger;
  policies?: Partial<Record<PolicyName, Policy>>;
}): Limiter {
  const { log } = given;
  const now = () => clock.now();
  const store = createStore(given.env, log, now);
  const made = new Map<PolicyName, Ratelimit>();
  const report = reportSeldom(log);

  function policyOf(name: PolicyName): Policy {
    return given.policies?.[name] ?? POLICIES[name];
  }

  function ratelimitOf(name: PolicyName): Ratelimit {
    const known = made.get(name);
    if (known) return known;
    const { limit, windowSeconds } = policyOf(name);
    const fresh = new Ratelimit({
      redis: store.redis,
      limiter: store.algorithm(limit, windowSeconds) as ReturnType<typeof Ratelimit.slidingWindow>,
      prefix: `${PREFIX}:${name}`,
      timeout: store.timeoutMs,
      ephemeralCache: false,
    });
    made.set(name, fresh);
    return fresh;
  }

  async function check(name: PolicyName, key: string): Promise<LimitResult> {
    const { limit } = policyOf(name);
    const allowed: LimitResult = { allowed: true, limit, remaining: limit, retryAfter: 0 };
    if (!store.isThere()) return allowed;
    try {
      const answer = await ratelimitOf(name).limit(counted(name, key));
      if (answer.reason === "timeout") {
        report(new Error("The store did not answer in time."));
        return allowed;
      }
      const waitMs = answer.success ? 0 : answer.reset - now();
      const retryAfter = answer.success ? 0 : Math.max(1, Math.ceil(waitMs / 1000));
      return { allowed: answer.success, limit, remaining: answer.remaining, retryAfter };
    } catch (error) {
      report(error);
      return allowed;
    }
  }

  return {
    check,
    async enforce(name, key) {
      const { allowed, limit, retryAfter } = await check(name, key);
      if (allowed) return;
      const words = refusalWords(limit, policyOf(name).windowSeconds, retryAfter);
      throw new AppError("too_many_requests", words, { retryAfter });
    },
    async reset(name, key) {
      if (!store.isThere()) return;
      await ratelimitOf(name).resetUsedTokens(counted(name, key)).catch(report);
    },
    close: store.close,
  };
}

/** A limit by address counts the whole network of an IPv6 customer. */
function counted(name: PolicyName, key: string): string {
  return digest(name.endsWith(".ip") ? networkOf(key) : key);
}

/** Keys hold addresses and e-mails, which have no business in another store, and may be of any length. */
function digest(key: string): string {
  return createHash("sha256").update(key).digest("base64url").slice(0, 22);
}

function reportSeldom(log: Logger): (error: unknown) => void {
  const mayReport = seldom(REPORT_EVERY_MS);
  return (error) => {
    if (mayReport())
      log.error({ err: error }, "a rate limit could not be checked; the request was let through");
  };
}
