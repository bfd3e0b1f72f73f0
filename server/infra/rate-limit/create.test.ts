import { createServer } from "node:net";
import { Redis } from "ioredis";
import pino from "pino";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { AppError } from "../../core/errors";
import { redisMissing, type TestRedis, testRedis } from "../../testing/redis";
import { until } from "../../testing/until";
import { parseEnv } from "../env";
import { createLimiter } from "./create";
import type { Limiter } from "./limiter";
import { type FakeUpstash, fakeUpstash } from "./testing/fake-upstash";
import { refusalWords } from "./words";

const missing = redisMissing();
if (missing) console.warn(missing);

let lines: { msg: string; level: number }[] = [];
const log = pino({ level: "info" }, { write: (line: string) => lines.push(JSON.parse(line)) });
const made: Limiter[] = [];

afterEach(async () => {
  for (const limiter of made.splice(0)) await limiter.close();
  lines = [];
});

/** An hour, so that no window ends during a test. */
const policies = { "sign-in.account": { limit: 10, windowSeconds: 3600 } };

function limiterWith(env: Record<string, string>): Limiter {
  const limiter = createLimiter({ env: parseEnv(env), log, policies });
  made.push(limiter);
  return limiter;
}

async function passedOf(limiters: Limiter[], count: number, key: string): Promise<number> {
  const answers = await Promise.all(
    Array.from({ length: count }, (_, i) => limiters[i % limiters.length]!.check("sign-in.account", key)),
  );
  return answers.filter((answer) => answer.allowed).length;
}

function behaves(envOf: () => Record<string, string>): void {
  it("lets exactly the limit through, however many come at once", async () => {
    const limiter = limiterWith(envOf());
    expect(await passedOf([limiter], 50, "ann@acme.demo")).toBe(10);
    expect(await passedOf([limiter], 50, "bob@acme.demo")).toBe(10);
  });

  it("counts down, then says how long to wait", async () => {
    const limiter = limiterWith(envOf());
    expect(await limiter.check("sign-in.account", "c")).toEqual({
      allowed: true,
      limit: 10,
      remaining: 9,
      retryAfter: 0,
    });
    await passedOf([limiter], 9, "c");
    const answer = await limiter.check("sign-in.account", "c");
    expect(answer).toMatchObject({ allowed: false, limit: 10, remaining: 0 });
    expect(answer.retryAfter).toBeGreaterThan(0);
    expect(answer.retryAfter).toBeLessThanOrEqual(3601);
  });

  it("refuses in words a person can use", async () => {
    const limiter = limiterWith(envOf());
    await passedOf([limiter], 10, "d");
    const refused = limiter.enforce("sign-in.account", "d");
    await expect(refused).rejects.toThrow(
      /^You have reached 10 tries an hour\. It works again in \d+ (s|minutes)\.$/,
    );
    const error = await refused.catch((thrown: AppError) => thrown);
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ code: "too_many_requests", details: { retryAfter: expect.any(Number) } });
  });

  it("forgets one key and no other, whatever letters are in it", async () => {
    const limiter = limiterWith(envOf());
    for (const key of ["*", "e@acme.demo", "[e]"]) await passedOf([limiter], 10, key);
    await limiter.reset("sign-in.account", "*");
    expect((await limiter.check("sign-in.account", "*")).allowed).toBe(true);
    expect((await limiter.check("sign-in.account", "e@acme.demo")).allowed).toBe(false);
    expect((await limiter.check("sign-in.account", "[e]")).allowed).toBe(false);
  });

  it("keeps policies apart", async () => {
    const limiter = limiterWith(envOf());
    await passedOf([limiter], 10, "f");
    expect((await limiter.check("sign-in.ip", "f")).allowed).toBe(true);
  });
}

describe("rate limits in this process", () => {
  behaves(() => ({}));

  it("say once that they are per process", () => {
    limiterWith({});
    expect(lines.filter((line) => /per process/.test(line.msg))).toHaveLength(1);
  });
});

describe.skipIf(missing)("rate limits in Redis", () => {
  let redis: TestRedis;
  let direct: Redis;
  beforeAll(async () => {
    redis = await testRedis();
    direct = new Redis(redis.url);
    direct.on("error", () => {});
  });
  afterEach(() => direct.flushall());
  afterAll(async () => {
    direct?.disconnect();
    await redis?.close();
  });

  behaves(() => ({ REDIS_URL: redis.url }));

  it("are shared by all processes", async () => {
    const limiters = [limiterWith({ REDIS_URL: redis.url }), limiterWith({ REDIS_URL: redis.url })];
    expect(await passedOf(limiters, 60, "shared")).toBe(10);
    expect(lines.some((line) => /per process/.test(line.msg))).toBe(false);
  });

  it("write nobody's address into Redis, and nothing for ever", async () => {
    await limiterWith({ REDIS_URL: redis.url }).check("sign-in.account", "ann@acme.demo");
    const keys = await direct.keys("*");
    expect(keys).toHaveLength(1);
    expect(keys[0]).toMatch(/^parley:limit:sign-in\.account:[\w-]{22}:\d+$/);
    expect(await direct.pttl(keys[0]!)).toBeGreaterThan(0);
  });

  it("survive a Redis that has forgotten the script", async () => {
    const limiter = limiterWith({ REDIS_URL: redis.url });
    await limiter.check("sign-in.account", "g");
    await direct.script("FLUSH");
    expect((await limiter.check("sign-in.account", "g")).remaining).toBe(8);
  });

  it("let everybody through while Redis is away, say so, and count again when it is back", async () => {
    const limiter = limiterWith({ REDIS_URL: redis.url });
    await passedOf([limiter], 10, "h");
    await redis.stop();
    expect(await passedOf([limiter], 20, "h")).toBe(20);
    await until("it is in the log", () => lines.some((line) => line.level === 50));
    await redis.start();
    await until("it counts again", async () => !(await limiter.check("sign-in.account", "h")).allowed);
  });
});

describe.skipIf(missing)("rate limits in Upstash", () => {
  let redis: TestRedis;
  let direct: Redis;
  let upstash: FakeUpstash;
  beforeAll(async () => {
    redis = await testRedis();
    direct = new Redis(redis.url);
    upstash = await fakeUpstash(direct);
  });
  afterEach(() => direct.flushall());
  afterAll(async () => {
    await upstash?.close();
    direct?.disconnect();
    await redis?.close();
  });

  const env = () => ({ UPSTASH_REDIS_REST_URL: upstash.url, UPSTASH_REDIS_REST_TOKEN: upstash.token });
  behaves(env);

  it("are preferred to REDIS_URL", async () => {
    const before = upstash.calls();
    await limiterWith({ ...env(), REDIS_URL: redis.url }).check("sign-in.account", "a");
    expect(upstash.calls()).toBeGreaterThan(before);
  });

  it("let through, and say so, when the token is wrong", async () => {
    const limiter = limiterWith({ ...env(), UPSTASH_REDIS_REST_TOKEN: "wrong" });
    expect(await passedOf([limiter], 20, "a")).toBe(20);
    expect(lines.some((line) => /let through/.test(line.msg))).toBe(true);
  });
});

describe("a store that cannot be reached", () => {
  it("lets through at once when nobody listens", async () => {
    const limiter = limiterWith({ REDIS_URL: "redis://127.0.0.1:1" });
    expect(await passedOf([limiter], 20, "a")).toBe(20);
    await limiter.reset("sign-in.account", "a");
    expect(lines.some((line) => line.level === 50)).toBe(true);
  });

  it("lets through after a second when it hangs", async () => {
    const deaf = createServer(() => {});
    await new Promise<void>((resolve) => deaf.listen(0, "127.0.0.1", resolve));
    const { port } = deaf.address() as { port: number };
    const limiter = limiterWith({ REDIS_URL: `redis://127.0.0.1:${port}` });
    const started = Date.now();
    expect((await limiter.check("sign-in.account", "a")).allowed).toBe(true);
    expect(Date.now() - started).toBeLessThan(4_000);
    expect(lines.some((line) => /let through/.test(line.msg))).toBe(true);
    await limiter.close();
    deaf.close();
  });
});

describe("words", () => {
  it.each([
    [300, 60, 21, "You have reached 300 tries a minute. It works again in 21 s."],
    [10, 900, 119, "You have reached 10 tries in 15 minutes. It works again in 119 s."],
    [1, 1, 1, "You have reached 1 try a second. It works again in 1 s."],
    [5, 3600, 121, "You have reached 5 tries an hour. It works again in 3 minutes."],
    [5, 86_400, 7_201, "You have reached 5 tries in 24 hours. It works again in 3 hours."],
    [5, 90, 20, "You have reached 5 tries in 90 s. It works again in 20 s."],
  ])("for %i in %i s", (limit, windowSeconds, retryAfter, words) => {
    expect(refusalWords(limit, windowSeconds, retryAfter)).toBe(words);
  });
});
