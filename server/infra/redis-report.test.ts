import { expect, it } from "vitest";
import type { Logger } from "./log";
import { reportRedis } from "./redis-report";

it("says once that Redis is lost and once that it is back, whoever misses it, in words and without a stack", () => {
  const said: unknown[][] = [];
  const log = {
    error: (...words: unknown[]) => said.push(words),
    info: (...words: unknown[]) => said.push(words),
  };
  const of = (part: string) =>
    reportRedis(log as unknown as Logger, "redis://user:hunter2@127.0.0.1:6399", part);
  const [relay, limits] = [of("relay"), of("limits")];
  relay.lost(new Error("connect ECONNREFUSED 127.0.0.1:6399"));
  limits.lost(new Error("connect ECONNREFUSED 127.0.0.1:6399"));
  relay.lost();
  limits.back();
  relay.back();
  relay.back();
  expect(said).toEqual([
    [
      expect.stringMatching(
        /^Redis at 127\.0\.0\.1:6399 does not answer \(connect ECONNREFUSED.*correct REDIS_URL\.$/,
      ),
    ],
    ["Redis answers again"],
  ]);
  expect(JSON.stringify(said)).not.toContain("hunter2");
});
