const MOST_WORDS = 8;
const LONGEST = 40;
/** Shorter words are looked for as a whole, longer ones also as the beginning of one. */
const PREFIX_FROM = 3;

/** Letters without case and accents, so that "cafe" finds "Café". */
export function fold(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase();
}

/** What `fold` takes away, as a class of Postgres' regular expressions, which know no \\p{M}. Past the basic plane there are no marks of a living script. */
export function marks(): string {
  known ??= `[${rangesOf(/\p{M}/u, 0xffff)}]`;
  return known;
}
let known: string | undefined;

function rangesOf(wanted: RegExp, last: number): string {
  const escaped = (code: number) => `\\u${code.toString(16).padStart(4, "0")}`;
  let ranges = "";
  for (let from = 0; from <= last; from++) {
    let to = from;
    while (to <= last && wanted.test(String.fromCharCode(to))) to++;
    if (to > from) ranges += `${escaped(from)}-${escaped(to - 1)}`;
    from = to;
  }
  return ranges;
}

/** The words of a text: runs of letters and digits, folded, each once. */
export function wordsOf(text: string): string[] {
  return [...new Set((fold(text).match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => word.slice(0, LONGEST)))];
}

export function wordsAsked(query: string): string[] {
  return wordsOf(query).slice(0, MOST_WORDS);
}

/** Chunks of one epoch. */
const EPOCH = 1_024;
export function epochOf(chunkNumber: number): number {
  return Math.floor(chunkNumber / EPOCH);
}
export function firstOf(epoch: number): number {
  return epoch * EPOCH;
}

/**
 * A word as the index holds it: apart for each tenant, so that no tenant's words make another's search slower, and for each
 * epoch, so that the newest can be asked for first.
 */
export function lexeme(tenantId: string, epoch: number, word: string): string {
  return tenantId.slice(-6) + epoch.toString(36).padStart(4, "0") + word;
}

/**
 * The words asked for as a tsquery: in any of the epochs, all in the same message (`<0>`: at one position). Words hold nothing
 * but letters and digits.
 */
export function lexemeQuery(tenantId: string, epochs: readonly number[], words: readonly string[]): string {
  const inOne = (epoch: number) =>
    words
      .map((word) => `'${lexeme(tenantId, epoch, word)}'${word.length < PREFIX_FROM ? "" : ":*"}`)
      .join(" <0> ");
  return epochs.map((epoch) => `(${inOne(epoch)})`).join(" | ");
}

function isMeant(asked: string, word: string): boolean {
  return asked.length < PREFIX_FROM ? word === asked : word.startsWith(asked);
}

/** The same for Postgres, without case, as far as ASCII goes. Words hold nothing but letters and digits. */
export function wordPattern(asked: string): string {
  return `(^|[^a-z0-9])${asked}${asked.length < PREFIX_FROM ? "([^a-z0-9]|$)" : ""}`;
}

/** Whether every word asked for is in the text. */
export function matches(text: string, asked: readonly string[]): boolean {
  const words = wordsOf(text);
  return asked.every((one) => words.some((word) => isMeant(one, word)));
}

export type Piece = { text: string; isMatch: boolean };
const BEFORE = 40;
const SHOWN = 160;

/** The part of a text around the first word found, on one line, with the words found marked. At most about 160 letters. */
export function snippetOf(content: string, asked: readonly string[]): Piece[] {
  const line = content.replace(/\s+/g, " ").trim();
  const found = [...line.matchAll(/[\p{L}\p{M}\p{N}]+/gu)].filter((match) => {
    const word = fold(match[0]);
    return asked.some((one) => isMeant(one, word));
  });
  const first = found[0]?.index ?? 0;
  // It begins with a whole word.
  const gap = first > BEFORE ? line.indexOf(" ", first - BEFORE) : -1;
  const from = gap < 0 || first <= BEFORE ? 0 : Math.min(gap + 1, first);
  const to = Math.min(line.length, from + SHOWN);
  const pieces: Piece[] = [];
  let at = from;
  const add = (end: number, isMatch: boolean) => {
    if (end > at) pieces.push({ text: line.slice(at, end), isMatch });
    at = Math.max(at, end);
  };
  for (const match of found) {
    if (match.index >= to) break;
    if (match.index < from) continue;
    add(match.index, false);
    add(Math.min(to, match.index + match[0].length), true);
  }
  add(to, false);
  if (from > 0) pieces.unshift({ text: "…", isMatch: false });
  if (to < line.length) pieces.push({ text: "…", isMatch: false });
  return pieces;
}
