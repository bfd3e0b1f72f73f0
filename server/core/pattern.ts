/** The longest pattern, and the longest text that is held against one, in UTF-16 units. */
export const MAX_PATTERN = 200;
export const MAX_MATCHED = 100;
/** Ways through one text that a matcher may have to try at worst: a few milliseconds. */
const MAX_WAYS = 2_000_000;

/** Why a pattern is not taken: `at` is where it stops making sense. */
export type PatternProblem = { why: "wrong" | "tooLong" | "reference" | "look" | "slow"; at?: number };

/**
 * What is wrong with a regular expression that somebody typed and strangers' texts will be held against, or null. Besides what
 * is no expression at all, it refuses those that a backtracking matcher could hang on: the number of ways through a text of
 * MAX_MATCHED characters is counted from the pattern alone, and lookarounds and references, where it cannot be, are refused.
 */
export function patternProblem(source: string): PatternProblem | null {
  if (source.length > MAX_PATTERN) return { why: "tooLong" };
  try {
    new RegExp(source, "u");
  } catch {
    return { why: "wrong" };
  }
  const reader = { source, at: 0 };
  try {
    const ways = waysOfChoice(reader);
    return ways > MAX_WAYS ? { why: "slow" } : null;
  } catch (refusal) {
    return refusal instanceof Refused ? { why: refusal.why, at: reader.at } : { why: "wrong" };
  }
}

const WHY: Record<PatternProblem["why"], string> = {
  wrong: "This is not a valid pattern. Check brackets and repeats.",
  tooLong: `A pattern has up to ${MAX_PATTERN} characters.`,
  reference: "A pattern cannot refer back to a group, as \\1 does.",
  look: "A pattern cannot look ahead or behind, as (?=…) does.",
  slow: "This pattern could take too long on some answers. Repeat less inside of what is repeated.",
};
/** For whoever types a pattern; null when it is taken. */
export function patternWords(source: string): string | null {
  const problem = patternProblem(source);
  return problem && WHY[problem.why];
}

/** The expression for a whole text. Call it only for a pattern without a problem. */
export function wholePattern(source: string): RegExp {
  return new RegExp(`^(?:${source})$`, "u");
}

class Refused extends Error {
  constructor(readonly why: PatternProblem["why"]) {
    super(why);
  }
}
type Reader = { source: string; at: number };

/** Of "a|b|c": any of them may have to be tried. */
function waysOfChoice(reader: Reader): number {
  let ways = waysOfRow(reader);
  while (reader.source[reader.at] === "|") {
    reader.at++;
    ways += waysOfRow(reader);
  }
  return ways;
}

function waysOfRow(reader: Reader): number {
  let ways = 1;
  while (reader.at < reader.source.length && !"|)".includes(reader.source[reader.at]!)) {
    ways *= waysOfPart(reader);
  }
  return ways;
}

/** One character, class, group or anchor with what repeats it. */
function waysOfPart(reader: Reader): number {
  const inner = waysOfAtom(reader);
  const [least, most] = repeatOf(reader);
  // Each number of turns is a way of its own, and each turn has those of what is inside.
  let ways = 0;
  for (let turns = least; turns <= Math.min(most, least + MAX_MATCHED); turns++) {
    ways += inner ** turns;
    if (ways > MAX_WAYS) return Number.POSITIVE_INFINITY;
  }
  return ways;
}

function waysOfAtom(reader: Reader): number {
  const { source } = reader;
  const sign = source[reader.at++]!;
  if (sign === "\\") {
    if (/[1-9k]/.test(source[reader.at] ?? "")) throw new Refused("reference");
    // \p{L}, \u{1F600} and \x41 are one character, too.
    const long = /^(?:[pPu]\{[^}]*\}|u[0-9a-f]{4}|x[0-9a-f]{2}|c[a-z]|.)/isu.exec(source.slice(reader.at))!;
    reader.at += long[0].length;
    return 1;
  }
  if (sign === "[") {
    while (source[reader.at] !== "]") reader.at += source[reader.at] === "\\" ? 2 : 1;
    reader.at++;
    return 1;
  }
  if (sign !== "(") return 1;
  if (/^\?(?:<?[=!])/.test(source.slice(reader.at))) throw new Refused("look");
  const head = /^\?(?::|<[^>]*>|[a-z-]+:)/.exec(source.slice(reader.at));
  reader.at += head?.[0].length ?? 0;
  const ways = waysOfChoice(reader);
  reader.at++;
  return ways;
}

/** How often at least and at most; a lazy one tries the same ways from the other end. */
function repeatOf(reader: Reader): [least: number, most: number] {
  const found = /^(?:([*+?])|\{(\d+)(,(\d*))?\})\??/.exec(reader.source.slice(reader.at));
  if (!found) return [1, 1];
  reader.at += found[0].length;
  const [, sign, least, range, most] = found;
  if (sign) return [sign === "+" ? 1 : 0, sign === "?" ? 1 : Number.POSITIVE_INFINITY];
  return [Number(least), range ? (most ? Number(most) : Number.POSITIVE_INFINITY) : Number(least)];
}
