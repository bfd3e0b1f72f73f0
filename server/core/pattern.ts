/** The longest pattern, and the longest text that is held against one, in UTF-16 units. */
export const MAX_PATTERN = 200;
export const MAX_MATCHED = 100;
/** Steps that a matcher may have to take at worst: some 20 ms where it takes them slowest. */
const MAX_STEPS = 400_000;

/** Why a pattern is not taken: `at` is where it stops making sense. */
export type PatternProblem = { why: "wrong" | "tooLong" | "reference" | "look" | "slow"; at?: number };

/**
 * What is wrong with a regular expression that somebody typed and strangers' texts will be held against, or null. Besides what
 * is no expression at all, it refuses those that a backtracking matcher could hang on: its steps are counted from the pattern
 * alone, on a text of MAX_MATCHED characters of which each fits everywhere but the end never does. No text makes for more of
 * them. Lookarounds and references, where they cannot be counted, are refused.
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
    const walk = choiceOf(reader);
    const start = [1, ...Array<number>(MAX_MATCHED).fill(0)];
    const count = { steps: 0 };
    spend(count, walk(start, count));
    // What is too large shows only when it is first used.
    wholePattern(source).test("");
    return null;
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

/** In how many ways each place of the text is reached: 0 to MAX_MATCHED characters from its start. */
type Ways = readonly number[];
type Count = { steps: number };
/** From where one part of a pattern may begin to where it may end. */
type Walk = (from: Ways, count: Count) => Ways;

/** One step on every way. Refuses at the first step too many, so that the counting is bounded by the same number. */
function spend(count: Count, ways: Ways): void {
  for (const number of ways) count.steps += number;
  if (count.steps > MAX_STEPS) throw new Refused("slow");
}

const stay: Walk = (from, count) => {
  spend(count, from);
  return from;
};
const oneCharacter: Walk = (from, count) => {
  spend(count, from);
  return [0, ...from.slice(0, MAX_MATCHED)];
};

function sum(one: Ways, other: Ways): Ways {
  return one.map((number, at) => number + other[at]!);
}

/** Of "a|b|c": any of them may have to be tried. */
function choiceOf(reader: Reader): Walk {
  const rows = [rowOf(reader)];
  while (reader.source[reader.at] === "|") {
    reader.at++;
    rows.push(rowOf(reader));
  }
  return (from, count) => {
    if (rows.length > 1) for (const _ of rows) spend(count, from);
    return rows.map((row) => row(from, count)).reduce(sum);
  };
}

function rowOf(reader: Reader): Walk {
  const parts: Walk[] = [];
  while (reader.at < reader.source.length && !"|)".includes(reader.source[reader.at]!)) {
    parts.push(partOf(reader));
  }
  return (from, count) => parts.reduce((ways, part) => part(ways, count), from);
}

/** One character, class, group or anchor with what repeats it. */
function partOf(reader: Reader): Walk {
  const inner = atomOf(reader);
  const [least, most] = repeatOf(reader);
  // A turn that need not be takes a character at least.
  const last = Math.min(most, least + MAX_MATCHED);
  return (from, count) => {
    let ways = from;
    let ends: Ways = from.map(() => 0);
    for (let turn = 0; turn <= last && ways.some((number) => number > 0); turn++) {
      const before = count.steps;
      if (turn > 0) ways = inner(ways, count);
      // An empty group: there is nothing to repeat.
      if (turn > 0 && count.steps === before) return from;
      if (turn >= least) ends = sum(ends, ways);
    }
    return ends;
  };
}

function atomOf(reader: Reader): Walk {
  const { source } = reader;
  const sign = String.fromCodePoint(source.codePointAt(reader.at)!);
  reader.at += sign.length;
  if (sign === "^" || sign === "$") return stay;
  if (sign === "\\") {
    if (/[1-9k]/.test(source[reader.at] ?? "")) throw new Refused("reference");
    // \p{L}, \u{1F600} and \x41 are one character, too, and so are both halves of one.
    const long =
      /^(?:[pPu]\{[^}]*\}|ud[89ab][0-9a-f]{2}\\ud[c-f][0-9a-f]{2}|u[0-9a-f]{4}|x[0-9a-f]{2}|c[a-z]|.)/isu.exec(
        source.slice(reader.at),
      )!;
    reader.at += long[0].length;
    return /^b$/i.test(long[0]) ? stay : oneCharacter;
  }
  if (sign === "[") {
    while (source[reader.at] !== "]") reader.at += source[reader.at] === "\\" ? 2 : 1;
    reader.at++;
    return oneCharacter;
  }
  if (sign !== "(") return oneCharacter;
  if (/^\?(?:<?[=!])/.test(source.slice(reader.at))) throw new Refused("look");
  const head = /^\?(?::|<[^>]*>|[a-z-]+:)/.exec(source.slice(reader.at));
  reader.at += head?.[0].length ?? 0;
  const choice = choiceOf(reader);
  reader.at++;
  return choice;
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
