import { describe, expect, it } from "vitest";
import { hashPassword, verifyPassword } from "./password";
import { passwordProblem } from "./password-rules";

const about = { email: "amelia.hart@example.com", name: "Amelia Hart" };

describe("a new password", () => {
  it.each([
    ["nine char", "Use at least 10 characters"],
    ["x".repeat(201), "Use up to 200 characters"],
    ["aaaaaaaaaaaa", "Use more than three different characters"],
    ["ababababab", "Use more than three different characters"],
    ["Password123", "This password is too common. Choose another"],
    ["QWERTYUIOP", "This password is too common. Choose another"],
    ["abcdefghijkl", "This password is too common. Choose another"],
    ["9876543210", "This password is too common. Choose another"],
    ["amelia.hart@example.com", "Do not use your e-mail as the password"],
    ["my-Amelia.Hart@Example.com!", "Do not use your e-mail as the password"],
    ["amelia.hart", "Do not use your e-mail as the password"],
    ["Amelia hart", "Do not use your name as the password"],
  ])("is refused: %s", (password, problem) => {
    expect(passwordProblem(password, about)).toBe(problem);
  });

  it.each([
    "DemoPassword123!",
    "correct horse battery",
    "ünïcödé-wörd",
    "😀😁😂🤣😃😄😅😆😉😊",
    "a b c d e f g",
  ])("is taken: %s", (password) => {
    expect(passwordProblem(password, about)).toBeNull();
  });
});

describe("a password's hash", () => {
  it("knows its password, also typed on a keyboard that composes accents differently", async () => {
    const hash = await hashPassword("caf\u00e9 au lait");
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await verifyPassword(hash, "cafe\u0301 au lait")).toBe(true);
    expect(await verifyPassword(hash, "cafe au lait")).toBe(false);
  });

  it("is not matched by anything where there is none, and takes as long to say so", async () => {
    const hash = await hashPassword("something else");
    async function time(given: string | null): Promise<number> {
      const start = performance.now();
      expect(await verifyPassword(given, "a wrong one")).toBe(false);
      return performance.now() - start;
    }
    const [without, against]: [number[], number[]] = [[], []];
    for (let i = 0; i < 10; i++) {
      without.push(await time(null));
      against.push(await time(hash));
    }
    // The quickest of each: a busy machine only ever adds.
    const ratio = Math.min(...without) / Math.min(...against);
    expect(ratio).toBeGreaterThan(0.3);
    expect(ratio).toBeLessThan(3);
  });
});
