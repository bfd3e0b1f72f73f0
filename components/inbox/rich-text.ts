import { INLINE } from "../../server/core/markdown";
import { MENTION } from "../../server/core/mention";
import { splitLinks, type TextPart } from "./links";

/** A stretch of text as it is drawn. `marks` are the signs that made it so; the composer shows them, a bubble does not. */
export type RichPart = TextPart & {
  kind?: "bold" | "italic" | "code" | "mention" | "link";
  marks?: [before: string, after: string];
};

/** Bold, italic, code and links of Markdown, and the plain addresses between them. */
export function splitRich(text: string): RichPart[] {
  const parts: RichPart[] = [];
  let from = 0;
  for (const match of text.matchAll(INLINE)) {
    const [whole, code, bold, star, low, label, href] = match;
    if (match.index > from) parts.push(...splitLinks(text.slice(from, match.index)));
    from = match.index + whole.length;
    if (code) parts.push({ kind: "code", text: code, marks: ["`", "`"] });
    else if (bold) parts.push({ kind: "bold", text: bold, marks: ["**", "**"] });
    else if (star) parts.push({ kind: "italic", text: star, marks: ["*", "*"] });
    else if (low) parts.push({ kind: "italic", text: low, marks: ["_", "_"] });
    else if (label && href && URL.canParse(href))
      parts.push({ kind: "link", text: label, href, marks: ["[", `](${href})`] });
    else parts.push({ text: whole });
  }
  if (from < text.length) parts.push(...splitLinks(text.slice(from)));
  return parts;
}

/** A note: as splitRich, with whoever it names. */
export function splitNote(text: string): RichPart[] {
  const parts: RichPart[] = [];
  let from = 0;
  for (const match of text.matchAll(MENTION)) {
    if (match.index > from) parts.push(...splitRich(text.slice(from, match.index)));
    parts.push({ kind: "mention", text: `@${match[1]}` });
    from = match.index + match[0].length;
  }
  if (from < text.length) parts.push(...splitRich(text.slice(from)));
  return parts;
}
