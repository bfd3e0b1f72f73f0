import { byPlace, type Marked, type MarkKind, marksAlong, marksIn } from "../../server/core/marked";

/** A stretch of lines that stands apart, or what is between two of them, with its marks as they stand in it. */
export type Section = Marked & { kind?: "quote" | "block" };

/** The line break beside what stands apart is its edge. Marks that reach past the text are cut. */
export function sectionsOf({ text, marks }: Marked): Section[] {
  const all = marksIn(marks, 0, text.length).sort(byPlace);
  const inlineIn = marksAlong(all.filter(({ kind }) => kind !== "quote" && kind !== "block"));
  const sections: Section[] = [];
  let from = 0;
  const add = (start: number, end: number, kind?: Section["kind"]) => {
    if (end > start) sections.push({ text: text.slice(start, end), marks: inlineIn(start, end), kind });
  };
  for (const mark of all) {
    if ((mark.kind !== "quote" && mark.kind !== "block") || mark.from < from) continue;
    add(from, text[mark.from - 1] === "\n" ? mark.from - 1 : mark.from);
    add(mark.from, mark.to, mark.kind);
    from = text[mark.to] === "\n" ? mark.to + 1 : mark.to;
  }
  add(from, text.length);
  return sections;
}

/** Characters that are formatted alike; `kinds` from the outside in. */
export type Run = { text: string; kinds: MarkKind[]; href?: string };

export function runsOf({ text, marks }: Marked): Run[] {
  const ends = [...new Set([0, text.length, ...marks.flatMap(({ from, to }) => [from, to])])].sort(
    (a, b) => a - b,
  );
  const onIn = marksAlong([...marks].sort(byPlace));
  return ends.slice(1).map((end, at) => {
    const start = ends[at]!;
    // No mark begins or ends within.
    const on = onIn(start, end);
    const href = on.find(({ kind }) => kind === "link")?.href;
    return {
      text: text.slice(start, end),
      kinds: [...new Set(on.map(({ kind }) => kind))],
      ...(href && { href }),
    };
  });
}
