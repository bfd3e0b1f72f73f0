import { byPlace, type Dialect, isOpaque, type Mark, type Marked } from "./marked";

type Growing = { text: string; marks: Mark[] };

/** What is no formatting in this dialect stays as it stands. */
export function readMarked(written: string, dialect: Dialect): Marked {
  const out: Growing = { text: "", marks: [] };
  let from = 0;
  for (const match of written.matchAll(dialect.block)) {
    addLines(out, written.slice(from, match.index), dialect);
    from = match.index + match[0].length;
    const start = out.text.length;
    out.text += match[1];
    out.marks.push({ kind: "block", from: start, to: out.text.length });
  }
  addLines(out, written.slice(from), dialect);
  return { text: out.text, marks: out.marks.sort(byPlace) };
}

/** Quoted lines that follow each other are one quote. */
function addLines(out: Growing, written: string, dialect: Dialect): void {
  let quote: Mark | null = null;
  for (const [at, line] of written.split("\n").entries()) {
    if (at > 0) out.text += "\n";
    const start = out.text.length;
    const quoted = dialect.quote.exec(line)?.[1];
    addInline(out, quoted ?? line, dialect);
    if (quoted === undefined) {
      quote = null;
      continue;
    }
    quote ??= { kind: "quote", from: start, to: start };
    if (quote.from === start) out.marks.push(quote);
    quote.to = out.text.length;
  }
}

function addInline(out: Growing, written: string, dialect: Dialect): void {
  let from = 0;
  for (const match of written.matchAll(dialect.inline)) {
    const found = dialect.tell(match);
    if (!found) continue;
    out.text += written.slice(from, match.index);
    from = match.index + match[0].length;
    const start = out.text.length;
    const { words, ...mark } = found;
    if (isOpaque(found.kind)) out.text += words;
    else addInline(out, words, dialect);
    out.marks.push({ ...mark, from: start, to: out.text.length });
  }
  out.text += written.slice(from);
}
