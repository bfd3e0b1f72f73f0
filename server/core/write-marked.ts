import { byPlace, type Dialect, isOpaque, type Mark, type Marked, marksAlong, reachAlong } from "./marked";

/** Behind a sign that shall be none: in every dialect what opens a format is followed by no white space, and this is the narrowest. */
const HAIR = "\u200a";

/**
 * The words with their formatting among them. What the dialect cannot say of a stretch is left out rather than written with
 * signs that would show, and signs that stand among the words themselves format nothing.
 */
export function writeMarked({ text, marks }: Marked, dialect: Dialect): string {
  const sorted = marks.filter(({ from, to }) => from < to).sort(byPlace);
  const quotedTo = reachAlong(sorted.filter(({ kind }) => kind === "quote"));
  const inlineIn = marksAlong(merged(sorted.filter(({ kind }) => kind !== "quote" && kind !== "block")));
  let out = "";
  let from = 0;
  for (const block of sorted.filter(({ kind }) => kind === "block")) {
    const code = text.slice(block.from, block.to);
    if (block.from < from || code.includes("`")) continue;
    out += lines(from, block.from) + dialect.fences[0] + code + dialect.fences[1];
    from = block.to;
  }
  return out + lines(from, text.length);

  function lines(start: number, end: number): string {
    let at = start;
    const written = text.slice(start, end).split("\n");
    return written
      .map((line) => {
        const begin = at;
        at += line.length + 1;
        const isQuoted = quotedTo(begin) >= begin + line.length;
        const words = writeLine(line, inlineIn(begin, begin + line.length), dialect);
        if (isQuoted && line) return `> ${words}`;
        return dialect.quote.test(words) ? HAIR + words : words;
      })
      .join("\n");
  }
}

/** Of one kind, what touches is one. */
function merged(marks: readonly Mark[]): Mark[] {
  const out: Mark[] = [];
  const last = new Map<string, Mark>();
  for (const mark of marks) {
    const before = last.get(mark.kind);
    if (before && before.to >= mark.from && mark.kind !== "link") {
      before.to = Math.max(before.to, mark.to);
      continue;
    }
    const own = { ...mark };
    last.set(mark.kind, own);
    out.push(own);
  }
  return out;
}

/** None crosses another, none has white space at its ends or stands in what is opaque; each after the one it is in. */
function nested(line: string, marks: readonly Mark[]): Mark[] {
  let waiting = [...marks].sort(byPlace).reverse();
  const out: Mark[] = [];
  const around: Mark[] = [];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const mark = trimmed(line, next);
    while (around.length > 0 && around.at(-1)!.to <= mark.from) around.pop();
    const outer = around.at(-1);
    if (outer && mark.to > outer.to) {
      waiting = [...waiting, { ...mark, from: outer.to }].sort((a, b) => byPlace(b, a));
      mark.to = outer.to;
    }
    const whole = trimmed(line, mark);
    if (whole.from >= whole.to || (outer && isOpaque(outer.kind))) continue;
    out.push(whole);
    around.push(whole);
  }
  return out;
}

function trimmed(line: string, mark: Mark): Mark {
  const words = line.slice(mark.from, mark.to);
  const from = mark.from + words.length - words.trimStart().length;
  return { ...mark, from, to: Math.max(from, mark.from + words.trimEnd().length) };
}

/** Written characters, and where in them signs of ours begin. */
type Written = { text: string; own: number[] };
type Given = { line: string; marks: readonly Mark[]; dialect: Dialect };

function writeLine(line: string, marks: readonly Mark[], dialect: Dialect): string {
  if (marks.length === 0 && !/[*_~`]/.test(line)) return line;
  const given = { line, marks: nested(line, marks), dialect };
  return sealed(span(given, { from: 0, to: line.length, at: 0 }).written, dialect);
}

/** A stretch with the marks from the place `at` on that begin in it; `next` is the first behind them. */
function span(
  given: Given,
  { from, to, at }: { from: number; to: number; at: number },
): { written: Written; next: number } {
  const { line, marks } = given;
  const out: Written = { text: "", own: [] };
  let done = from;
  let next = at;
  for (let mark = marks[next]; mark && mark.from < to; mark = marks[next]) {
    out.text += line.slice(done, mark.from);
    const inner = span(given, { from: mark.from, to: mark.to, at: next + 1 });
    const { text, own } = enclosed(mark, inner.written, given);
    for (const place of own) out.own.push(place + out.text.length);
    out.text += text;
    done = mark.to;
    next = inner.next;
  }
  out.text += line.slice(done, to);
  return { written: out, next };
}

const LETTER = /[\p{L}\p{N}]/u;

function enclosed({ kind, from, to, href = "" }: Mark, inner: Written, { line, dialect }: Given): Written {
  if (kind === "link") return { text: dialect.link(inner.text, href), own: [] };
  const sign = dialect.signs[kind as keyof Dialect["signs"]];
  const beside = line.slice(Math.max(0, from - 1), from) + line.slice(to, to + 1);
  const isInWord = LETTER.test(beside) && !dialect.inWords.includes(kind);
  const isUnclear = (beside + inner.text).includes(sign[0]!) || inner.text.length > dialect.longest;
  if (isInWord || isUnclear) return inner;
  return { text: sign + inner.text + sign, own: [0, ...inner.own.map((place) => place + sign.length)] };
}

/** Pairs of signs in the words that nobody has set as such are parted. Code and links that were typed as such stay. */
function sealed({ text, own }: Written, dialect: Dialect): string {
  const isOwn = new Set(own);
  return within(text, 0);

  function within(words: string, start: number): string {
    const finder = new RegExp(dialect.inline);
    let out = "";
    let from = 0;
    for (let match = finder.exec(words); match; match = finder.exec(words)) {
      const found = dialect.tell(match);
      if (!found || isOpaque(found.kind)) continue;
      const behind = match.index + (match[0].length - found.words.length) / 2;
      out += words.slice(from, behind);
      from = behind;
      if (isOwn.has(start + match.index)) {
        out += within(found.words, start + behind);
        from += found.words.length;
      } else {
        out += HAIR;
        finder.lastIndex = behind;
      }
    }
    return out + words.slice(from);
  }
}
