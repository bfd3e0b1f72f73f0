import { INLINE } from "./markdown";
import type { Dialect, Marked } from "./marked";
import { STRUCK } from "./plain-text";
import { readMarked } from "./read-marked";
import { writeMarked } from "./write-marked";

/** Markdown as the team writes it: what `INLINE` and `STRUCK` name, code between fences, and quotes. Lists stay lines with their signs. */
const MARKDOWN: Dialect = {
  inline: new RegExp(`(https?:\\/\\/[^\\s<>]{1,2000})|${INLINE.source}|${STRUCK.source}`, "g"),
  tell([, address, code, bold, star, low, label, href, struck]) {
    if (address) return null;
    if (code) return { kind: "code", words: code };
    if (bold) return { kind: "bold", words: bold };
    if (struck) return { kind: "strike", words: struck };
    if (label) return { kind: "link", words: label, href };
    return { kind: "italic", words: (star ?? low)! };
  },
  quote: /^> ?(?=.)(.*)$/,
  block: /```(?:[\w+-]{0,20}\n)?([^`]{1,10000}?)\n?```/g,
  fences: ["```\n", "\n```"],
  signs: { bold: "**", italic: "_", strike: "~~", code: "`" },
  inWords: ["bold", "strike", "code"],
  longest: 500,
  link: (label, href) =>
    /[\]\n]/.test(label) || /[\s)]/.test(href) ? `${label} (${href})` : `[${label}](${href})`,
};

export function readMarkdown(text: string): Marked {
  return readMarked(text, MARKDOWN);
}

export function writeMarkdown(words: Marked): string {
  return writeMarked(words, MARKDOWN);
}
