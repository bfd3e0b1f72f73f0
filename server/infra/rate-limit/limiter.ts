import type { PolicyName } from "./policies";

/** Seconds to wait is 0 when allowed. */
export type LimitResult = { allowed: boolean; limit: number; remaining: number; retryAfter: number };

export type Limiter = {
  /** Counts one try by `key` under the named policy. When the store cannot be reached the answer is "allowed", and that is logged. */
  check(policy: PolicyName, key: string): Promise<LimitResult>;
  /** The same, throwing AppError("too_many_requests") with the seconds to wait in its words. */
  enforce(policy: PolicyName, key: string): Promise<void>;
  /** Forgets the count, e.g. after a successful sign-in. */
  reset(policy: PolicyName, key: string): Promise<void>;
  close(): Promise<void>;
};
