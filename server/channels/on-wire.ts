import { readMarkdown } from "../core/markdown-marks";
import type { Mark, Marked } from "../core/marked";
import type { Wire } from "./contract";

type Words = Pick<Wire, "words"> | null;

/** A message's words as they go over a wire; `marks` of one whose words are no Markdown. */
export function onWire(wire: Words, content: string, marks?: readonly Mark[]): Marked {
  if (!wire?.words) return { text: content, marks: [] };
  return wire.words.write(marks ? { text: content, marks } : readMarkdown(content));
}

/** What the same words say when the wire brings them back. */
export function heardBack(wire: Words, content: string, marks?: readonly Mark[]): string {
  const { text } = onWire(wire, content, marks);
  return wire?.words ? wire.words.read(text).text : text;
}

/**
 * What to keep beside words that the wire has brought: whatever has formatting of its own is never Markdown, also where the
 * business wrote it, whose messages else are; undefined where the words say all.
 */
export function marksOf(
  wire: Words,
  { marks, author }: { marks?: readonly Mark[]; author: "contact" | "us" },
): Mark[] | undefined {
  if (marks && marks.length > 0) return [...marks];
  return author === "us" && wire?.words ? [] : undefined;
}
