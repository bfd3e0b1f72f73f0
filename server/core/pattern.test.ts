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
  // A postcode, an order's number, VAT, telephone, e-mail, account, web address, a name in three parts.
  "[A-Z]{1,2}\\d[A-Z\\d]? ?\\d[A-Z]{2}",
  "#?[A-Z]{0,3}-?\\d{4,10}",
  "(?:DE|ATU|GB|FR[0-9A-Z]{2})?\\d{8,9}",
  "\\+?\\d{1,3}[ -]?\\(?\\d{1,4}\\)?[ -]?\\d{3,4}[ -]?\\d{3,4}",
  "[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\\.[A-Za-z]{2,}",
  "[A-Z]{2}\\d{2}( ?[A-Z0-9]{4}){2,7}( ?[A-Z0-9]{1,3})?",
  "https?://[\\w.-]+(/[\\w./-]*)?",
  "\\p{L}+-\\p{L}+-\\p{L}+",
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

const HEAVY = [
  `${"a?".repeat(20)}a{79}b`,
  `${"a?".repeat(12)}a{85}b`,
  `${"a?".repeat(11)}a{79}b`,
  `${"a?".repeat(20)}x`,
  `${"(?:|)".repeat(20)}a{79}b`,
  "(?:|||){20}a",
  "(?:(?:){999}){999}b",
  "(?:){1000000000}b",
  "(?:a|a){14}a{80}b",
  "(?:.|.){13}.{80}b",
  "(?:a?){13}a{80}b",
  "(?:a|aa)+b",
  "(?:a{1,9}){99}b",
  "(?:a{3}|a{5}|a{7})*b",
  "(?:[^,]*,?){5}b",
  ".*.*.*",
  ".*.*.*x",
  ".*.*.{70}b",
  ".{0,100}.{0,30}.{0,30}x",
  "\\p{L}+.\\p{L}+.\\p{L}+1",
  "[\\p{L}\\p{N}]*[\\p{L}\\p{N}]*[\\p{L}\\p{N}]{60}_",
  "[ab]*a?[ab]*b?[ab]*x",
  "(?:a|b|ab)?[ab]*[ab]*[ab]{0,40}x",
  "\u{1F600}?".repeat(14),
  "\\uD83D\\uDE00?".repeat(13),
];
const TEXTS = ["a", "A", "1", "ab", "aA1 ", ",", "\u{1F600}", "é"].flatMap((one) => {
  const text = one.repeat(MAX_MATCHED).slice(0, MAX_MATCHED);
  return [text, `${text.slice(1)}!`];
});

test("the heavy ones are told from those that only look it", () => {
  const taken = HEAVY.filter((one) => patternProblem(one) === null);
  expect(taken).not.toContain(HEAVY[0]);
  expect(taken.length).toBeGreaterThan(8);
  expect(HEAVY.length - taken.length).toBeGreaterThan(8);
});

test.each(HEAVY)("%s is refused soon, or over within 50 ms also with the worst of texts", (source) => {
  expect(took(() => patternProblem(source))).toBeLessThan(200);
  if (patternProblem(source)) return;
  for (const text of TEXTS) expect(took(() => wholePattern(source).test(text))).toBeLessThan(50);
});

/** Milliseconds of the processor, so that a busy machine does not count. */
function took(work: () => unknown): number {
  const from = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1000;
}

test("a pattern is for the whole of a text", () => {
  expect(wholePattern("a|b").test("ab")).toBe(false);
  expect(wholePattern("FK-\\d{5}").test("FK-12345")).toBe(true);
});
