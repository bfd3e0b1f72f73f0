/** How a stretch of a text is formatted: `from` its first character and `to` the first one after it, in UTF-16 units. */
export type Mark = { kind: MarkKind; from: number; to: number; href?: string };
/** `block`: code on lines of its own. Of a `link`, `href` is its address. */
export type MarkKind = "bold" | "italic" | "strike" | "code" | "block" | "quote" | "link";

/**
 * Words with their formatting beside them: no character of the text is a sign of it. Every way of writing is translated from
 * and to this, and so are the words of strangers kept: what they typed is never read as Markdown, nothing of it has to be
 * escaped, and previews, rules, search and exports find the words themselves.
 */
export type Marked = { text: string; marks: readonly Mark[] };

/** A way of writing in which formatting stands among the words. */
export type Dialect = {
  /** Global. Addresses are among what it finds, since their characters are no signs. */
  inline: RegExp;
  /** What one match is; null: nothing, and nothing in it is. */
  tell(match: RegExpMatchArray): { kind: MarkKind; words: string; href?: string } | null;
  /** Of one line; its first group is what is quoted. */
  quote: RegExp;
  /** Global; its first group is the code. */
  block: RegExp;
  fences: [before: string, after: string];
  signs: Record<"bold" | "italic" | "strike" | "code", string>;
  /** Whose signs count between letters, too. */
  inWords: readonly MarkKind[];
  /** Characters that a sign can enclose. */
  longest: number;
  link(label: string, href: string): string;
};

/** So many are kept of what somebody has sent; nobody formats more by hand, and each is drawn by itself. */
export const MAX_MARKS = 500;

/** Nothing within it is formatted. */
export const isOpaque = (kind: MarkKind) => kind === "code" || kind === "block" || kind === "link";

const ORDER: readonly MarkKind[] = ["quote", "block", "bold", "italic", "strike", "link", "code"];
/** By their beginnings; what encloses another comes before it. */
export function byPlace(a: Mark, b: Mark): number {
  return a.from - b.from || b.to - a.to || ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind);
}

/** The marks within a stretch of the text, as they stand in it by itself. */
export function marksIn(marks: readonly Mark[], from: number, to: number): Mark[] {
  return marks.flatMap((mark) => {
    const cut = { ...mark, from: Math.max(mark.from, from) - from, to: Math.min(mark.to, to) - from };
    return cut.from < cut.to ? [cut] : [];
  });
}

/** As `marksIn` for stretches that come one after the other, each mark met once; `sorted` by their places. */
export function marksAlong(sorted: readonly Mark[]): (from: number, to: number) => Mark[] {
  let next = 0;
  let open: Mark[] = [];
  return (from, to) => {
    open = open.filter((mark) => mark.to > from);
    for (; next < sorted.length && sorted[next]!.from < to; next++) open.push(sorted[next]!);
    return marksIn(open, from, to);
  };
}

/** For places that come one after the other: where the last of those ends that have begun by then; `sorted` by their places. */
export function reachAlong(sorted: readonly Mark[]): (at: number) => number {
  let next = 0;
  let end = -1;
  return (at) => {
    for (; next < sorted.length && sorted[next]!.from <= at; next++) end = Math.max(end, sorted[next]!.to);
    return end;
  };
}

/** Whether the same words look the same; none is something else than no formatting beside them. */
export function isAlike(some?: readonly Mark[], others?: readonly Mark[]): boolean {
  if (!some || !others) return some === others;
  const isSame = (a: Mark, b: Mark) =>
    a.kind === b.kind && a.from === b.from && a.to === b.to && a.href === b.href;
  return some.length === others.length && some.every((mark, at) => isSame(mark, others[at]!));
}

/** One after the other, as one. */
export function joinMarked(all: readonly Marked[], between = ""): Marked {
  let text = "";
  const marks: Mark[] = [];
  for (const [at, one] of all.entries()) {
    if (at > 0) text += between;
    const start = text.length;
    marks.push(...one.marks.map((mark) => ({ ...mark, from: mark.from + start, to: mark.to + start })));
    text += one.text;
  }
  return { text, marks };
}

/** The same with its characters changed, as when they are cleaned; `change` sees stretch after stretch. */
export function mapMarked({ text, marks }: Marked, change: (text: string) => string): Marked {
  const places = [0, text.length, ...marks.flatMap(({ from, to }) => [from, to])];
  const ends = [...new Set(places)].filter((at) => at >= 0 && at <= text.length).sort((a, b) => a - b);
  const moved = new Map<number, number>();
  let now = "";
  for (const [at, end] of ends.entries()) {
    now += change(text.slice(ends[at - 1] ?? 0, end));
    moved.set(end, now.length);
  }
  const kept = marks.map((mark) => ({
    ...mark,
    from: moved.get(mark.from) ?? now.length,
    to: moved.get(mark.to) ?? now.length,
  }));
  return { text: now, marks: kept.filter(({ from, to }) => from < to) };
}
