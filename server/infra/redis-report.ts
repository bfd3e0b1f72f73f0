import type { Logger } from "./log";

/** Which parts miss it, by address. */
const lostBy = new Map<string, Set<string>>();

/**
 * One line in the log when Redis is lost and one when it is back, however many parts use it and however often they try
 * between. `part` is who reports.
 */
export function reportRedis(
  log: Logger,
  url: string,
  part: string,
): { lost(error?: Error): void; back(): void; close(): void } {
  const missed = lostBy.get(url) ?? new Set();
  lostBy.set(url, missed);
  return {
    lost(error) {
      if (missed.size === 0) {
        const reason = error ? ` (${error.message})` : "";
        log.error(
          `Redis at ${new URL(url).host} does not answer${reason}. Until it does, each process serves its own clients alone and rate limits let requests through. Start it, or correct REDIS_URL.`,
        );
      }
      missed.add(part);
    },
    back() {
      if (missed.delete(part) && missed.size === 0) log.info("Redis answers again");
    },
    close() {
      missed.delete(part);
    },
  };
}
