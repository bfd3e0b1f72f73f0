import { beforeEach, describe, expect, it } from "vitest";
import { inProcessWindow } from "./in-process";

const WINDOW_MS = 60_000;
let at: number;
const context = {} as never;

beforeEach(() => {
  at = 1000 * WINDOW_MS;
});

function limiter(limit: number) {
  return inProcessWindow(limit, WINDOW_MS, () => at)();
}

async function tries(algorithm: ReturnType<typeof limiter>, count: number, key = "k"): Promise<number> {
  let passed = 0;
  for (let i = 0; i < count; i++) if ((await algorithm.limit(context, key)).success) passed += 1;
  return passed;
}

describe("the window in this process", () => {
  it("lets exactly so many through, for each key", async () => {
    const algorithm = limiter(5);
    expect(await tries(algorithm, 20)).toBe(5);
    expect(await tries(algorithm, 20, "another")).toBe(5);
  });

  it("slides: what was spent late in one minute still counts early in the next", async () => {
    const algorithm = limiter(10);
    at += 50_000;
    expect(await tries(algorithm, 20)).toBe(10);
    at += 10_000 + 30_000;
    expect(await tries(algorithm, 20)).toBe(5);
  });

  it("forgets what is two windows old", async () => {
    const algorithm = limiter(3);
    await tries(algorithm, 3);
    at += 2 * WINDOW_MS;
    expect(await tries(algorithm, 9)).toBe(3);
  });

  it.each([0, 7_000, 59_999])("says truly when the next try passes (%i ms into a window)", async (into) => {
    const algorithm = limiter(4);
    at += 40_000;
    await tries(algorithm, 4);
    at += 20_000 + into;
    await tries(algorithm, 4);
    const { success, reset } = await algorithm.limit(context, "k");
    expect(success).toBe(false);
    at = Math.max(at, reset - 2);
    expect((await algorithm.limit(context, "k")).success).toBe(false);
    at = reset;
    expect((await algorithm.limit(context, "k")).success).toBe(true);
  });

  it("counts down what remains", async () => {
    const algorithm = limiter(2);
    const remaining = [];
    for (let i = 0; i < 3; i++) remaining.push((await algorithm.limit(context, "k")).remaining);
    expect(remaining).toEqual([1, 0, 0]);
    expect(await algorithm.getRemaining(context, "k")).toMatchObject({ remaining: 0, limit: 2 });
    await algorithm.resetTokens(context, "k");
    expect(await algorithm.getRemaining(context, "k")).toMatchObject({ remaining: 2 });
  });

  it("never holds more than 20,000 keys; the one used last stays", async () => {
    const algorithm = limiter(1);
    await tries(algorithm, 1, "first");
    await tries(algorithm, 1, "busy");
    for (let i = 0; i < 20_000; i++) {
      if (i === 10_000) await tries(algorithm, 1, "busy");
      await tries(algorithm, 1, `k${i}`);
    }
    expect(await tries(algorithm, 1, "busy")).toBe(0);
    expect(await tries(algorithm, 1, "first")).toBe(1);
  });
});
