export type Backoff = { baseSeconds: number; capSeconds: number };

export const BACKOFF: Backoff = { baseSeconds: 2, capSeconds: 3600 };

/**
 * Seconds until the next try after so many failed ones: "full jitter", any moment up to a doubling bound, so that what
 * failed together does not come back together (aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter).
 */
export function retryDelay(
  attempt: number,
  { baseSeconds, capSeconds } = BACKOFF,
  random = Math.random,
): number {
  return random() * Math.min(capSeconds, baseSeconds * 2 ** (attempt - 1));
}
