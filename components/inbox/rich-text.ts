import { INLINE } from "../../server/core/markdown";
import { MENTION } from "../../server/core/mention";
import { split, splitLinks, type TextPart } from "./links";

/** A stretch of text as it is drawn. `marks` are the signs that made it so; the composer shows them, a bubble does not. */
export type RichPart = TextPart & {
  kind?: "bold" | "italic" | "code" | "mention" | "link";
  marks?: [before: string, after: string];
};

/** By the groups of INLINE before those of a link. */
const SIGNS: [RichPart["kind"], string][] = [
  ["code", "`"],
  ["bold", "**"],
  ["italic", "*"],
  ["italic", "_"],
];

/** Bold, italic, code and links of Markdown, and the plain addresses between them. */
export function splitRich(text: string): RichPart[] {
  return split<RichPart>(text, INLINE, splitLinks, ([whole, ...found]) => {
    const at = found.findIndex(Boolean);
    const [kind, sign] = SIGNS[at] ?? [];
    const href = found[5]!;
    if (sign) return { kind, text: found[at]!, marks: [sign, sign] };
    return URL.canParse(href)
      ? { kind: "link", text: found[at]!, href, marks: ["[", `](${href})`] }
      : { text: whole };
  });
}

/** A note: as splitRich, with whoever it names. */
export function splitNote(text: string): RichPart[] {
  return split<RichPart>(text, MENTION, splitRich, ([, name]) => ({ kind: "mention", text: `@${name}` }));
}
