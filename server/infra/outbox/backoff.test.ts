import { describe, expect, it } from "vitest";
import { BACKOFF, retryDelay } from "./backoff";

describe("the pause before the next try", () => {
  it.each([
    [1, 2],
    [2, 4],
    [5, 32],
    [11, 2048],
    [12, 3600],
    [1000, 3600],
  ])("after %i attempts is anything up to %i s", (attempt, bound) => {
    expect(retryDelay(attempt, BACKOFF, () => 0)).toBe(0);
    expect(retryDelay(attempt, BACKOFF, () => 0.5)).toBe(bound / 2);
    expect(retryDelay(attempt, BACKOFF, () => 0.999999)).toBeLessThan(bound);
  });

  it("spreads what failed together", () => {
    const delays = Array.from({ length: 1000 }, () => retryDelay(6));
    const early = delays.filter((seconds) => seconds < 32).length;
    expect(early).toBeGreaterThan(400);
    expect(early).toBeLessThan(600);
  });
});
