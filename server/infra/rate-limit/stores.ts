import { Ratelimit } from "@upstash/ratelimit";
import { Redis as UpstashRedis } from "@upstash/redis";
import type { Redis } from "ioredis";
import type { Env } from "../env";
import type { Logger } from "../log";
import { reportRedis } from "../redis-report";
import { type Algorithm, inProcessWindow } from "./in-process";
import { adaptRedis, type RatelimitRedis } from "./redis-adapter";

/** Where the counts are kept. */
export type RateLimitStore = {
  redis: RatelimitRedis;
  algorithm(limit: number, windowSeconds: number): Algorithm;
  /** False when the store is known to be away, so that nobody has to wait to find out. */
  isThere(): boolean;
  /** How long a check may take before it is let through, in ms; 0 where nothing can hang. */
  timeoutMs: number;
  close(): Promise<void>;
};

/**
 * A sign-in must not hang because Redis does: after a second it is let through, and the log says so. Upstash's own default is
 * five seconds.
 */
const TIMEOUT_MS = 1_000;

/** Upstash over REST, else Redis over TCP, else this process's memory. */
export function createStore(env: Env, log: Logger, now: () => number): RateLimitStore {
  const { UPSTASH_REDIS_REST_URL: url, UPSTASH_REDIS_REST_TOKEN: token, REDIS_URL } = env;
  if (url && token) {
    const redis = new UpstashRedis({ url, token, retry: { retries: 1, backoff: () => 100 } });
    return {
      redis,
      algorithm: sharedWindow,
      isThere: () => true,
      timeoutMs: TIMEOUT_MS,
      close: async () => {},
    };
  }
  if (REDIS_URL) return overTcp(REDIS_URL, log);
  log.info("rate limits are counted per process: with several processes, set REDIS_URL or UPSTASH_*");
  return {
    redis: {} as RatelimitRedis,
    algorithm: (limit, windowSeconds) => inProcessWindow(limit, windowSeconds * 1000, now),
    isThere: () => true,
    timeoutMs: 0,
    close: async () => {},
  };
}

function overTcp(url: string, log: Logger): RateLimitStore {
  const report = reportRedis(log, url, "limits");
  let isLost = false;
  const redis = connect(url, (made) => {
    made.on("error", (error) => {
      report.lost(error);
      isLost = true;
    });
    made.on("ready", () => {
      report.back();
      isLost = false;
    });
  });
  return {
    redis: adaptRedis(redis),
    algorithm: sharedWindow,
    isThere: () => !isLost,
    timeoutMs: TIMEOUT_MS,
    async close() {
      report.close();
      (await redis).disconnect();
    },
  };
}

/** Its library is read when it is asked for: most installations have one process and no Redis. */
async function connect(url: string, prepare: (redis: Redis) => void): Promise<Redis> {
  const { default: Redis } = await import("ioredis");
  const redis = new Redis(url, {
    maxRetriesPerRequest: 0,
    connectTimeout: 2_000,
    retryStrategy: (attempt) => Math.min(attempt * 100, 2_000),
  });
  prepare(redis);
  return redis;
}

/**
 * Upstash's sliding window, but for `reset`: theirs scans all keys of the database for a pattern made of the key; the two keys
 * it can be about are known.
 */
function sharedWindow(limit: number, windowSeconds: number): Algorithm {
  const make = Ratelimit.slidingWindow(limit, `${windowSeconds} s`) as unknown as Algorithm;
  return () => ({
    ...make(),
    async resetTokens(context, key) {
      const index = Math.floor(Date.now() / (windowSeconds * 1000));
      const { redis } = context as { redis: RatelimitRedis };
      await redis.del(`${key}:${index}`, `${key}:${index - 1}`);
    },
  });
}
