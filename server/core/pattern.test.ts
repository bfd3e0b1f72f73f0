import { expect, test } from "vitest";
import { MAX_MATCHED, patternProblem, wholePattern } from "./pattern";

test.each([
  "FK-\\d{5}",
  "[A-Z]{2}\\d{2} ?[A-Z]{3}",
  ".+@.+\\..+",
  "\\+?[0-9 ]{6,20}",
  "(?:red|green|blue)",
  "\\d{1,3}(,\\d{3})*",
  "\\p{Lu}\\p{L}*",
  "[^\\]]{1,20}",
  "(?<year>\\d{4})-(?<month>\\d{2})",
  "",
])("%s is taken", (source) => {
  expect(patternProblem(source)).toBeNull();
});

test.each([
  ["(a+)+", "slow"],
  ["(a|a)*", "slow"],
  ["(a?){40}", "slow"],
  ["(.*)*x", "slow"],
  [`${"a?".repeat(60)}b`, "slow"],
  [`${"(a|a)".repeat(30)}b`, "slow"],
  ["a*a*a*a*a*b", "slow"],
  ["([a-z]+,?)+", "slow"],
  ["(\\d+)\\1", "reference"],
  ["(?<x>a)\\k<x>", "reference"],
  ["(?=.*\\d).+", "look"],
  ["(?<!a)b", "look"],
  ["[a-z", "wrong"],
  ["(a", "wrong"],
  ["*", "wrong"],
  ["a".repeat(201), "tooLong"],
])("%s is refused as %s", (source, why) => {
  expect(patternProblem(source)?.why).toBe(why);
});

test("what is taken is over soon, also with the worst of texts", () => {
  const patterns = [
    ".*.*.*x",
    "[ab]*a?[ab]*b?[ab]*x",
    "(?:a|b|ab)?[ab]*[ab]*[ab]{0,40}x",
    `${"a?".repeat(20)}x`,
  ];
  for (const source of patterns.filter((one) => patternProblem(one) === null)) {
    const from = performance.now();
    expect(wholePattern(source).test("ab".repeat(MAX_MATCHED / 2))).toBe(false);
    expect(wholePattern(source).test("a".repeat(MAX_MATCHED))).toBe(false);
    expect(performance.now() - from, source).toBeLessThan(2_000);
  }
  expect(patterns.filter((one) => patternProblem(one) === null).length).toBeGreaterThan(1);
});

test("a pattern is for the whole of a text", () => {
  expect(wholePattern("a|b").test("ab")).toBe(false);
  expect(wholePattern("FK-\\d{5}").test("FK-12345")).toBe(true);
});
