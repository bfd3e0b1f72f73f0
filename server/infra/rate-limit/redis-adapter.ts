import { createHash } from "node:crypto";
import type { Redis as UpstashRedis } from "@upstash/redis";
import type { Redis } from "ioredis";

/** What @upstash/ratelimit asks of a Redis. */
export type RatelimitRedis = UpstashRedis;

type Command = string | number;

/**
 * Lets @upstash/ratelimit speak to any Redis over TCP. Its scripts begin with `#!lua flags=allow-key-locking`, which only
 * Upstash knows (Redis 7 answers "Unexpected flag in script shebang"), so that line is taken off and the script known by another hash.
 */
export function adaptRedis(connection: Promise<Redis>): RatelimitRedis {
  const scripts = new Map<string, { source: string; hash: string }>();

  async function evalsha(hash: string, keys: string[], args: Command[]): Promise<unknown> {
    const script = scripts.get(hash);
    if (!script) throw new Error("NOSCRIPT");
    const redis = await connection;
    try {
      return await redis.evalsha(script.hash, keys.length, ...keys, ...args.map(String));
    } catch (error) {
      if (!String(error).includes("NOSCRIPT")) throw error;
      return redis.eval(script.source, keys.length, ...keys, ...args.map(String));
    }
  }

  async function evalScript(text: string, keys: string[], args: Command[]): Promise<unknown> {
    const redis = await connection;
    const source = text.replace(/^#!lua[^\n]*\n/, "");
    scripts.set(sha1(text), { source, hash: sha1(source) });
    return redis.eval(source, keys.length, ...keys, ...args.map(String));
  }

  const adapted = {
    evalsha,
    eval: evalScript,
    get: async (key: string) => (await connection).get(key),
    set: async (key: string, value: Command) => (await connection).set(key, String(value)),
    del: async (...keys: string[]) => (await connection).del(...keys),
  };
  return adapted as unknown as RatelimitRedis;
}

function sha1(text: string): string {
  return createHash("sha1").update(text).digest("hex");
}
