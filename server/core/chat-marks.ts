import type { Dialect, Marked } from "./marked";
import { readMarked } from "./read-marked";

const enclosed = (sign: string) =>
  `(?<![\\p{L}\\p{N}${sign}])[${sign}](?!\\s)([^${sign}\\n]{1,4096})(?<!\\s)[${sign}](?![\\p{L}\\p{N}${sign}])`;

/**
 * The signs that chat apps draw (faq.whatsapp.com, "How to format your messages"), in which templates are written: they touch what they enclose, stand
 * between no letters and end on their line. Lists are lines with their signs, as in Markdown.
 */
export const CHAT_MARKS: Dialect = {
  inline: new RegExp(
    `(https?:\\/\\/\\S{1,2000})|(?<!\`)\`(?!\\s+\`)([^\`\\n]{1,4096})\`(?!\`)|${enclosed("*")}|${enclosed("_")}|${enclosed("~")}`,
    "gu",
  ),
  tell([, address, code, bold, italic, struck]) {
    if (address) return null;
    if (code) return { kind: "code", words: code };
    if (bold) return { kind: "bold", words: bold };
    return italic ? { kind: "italic", words: italic } : { kind: "strike", words: struck! };
  },
  quote: /^> (?=.)(.*)$/,
  block: /```\n?([^`]{1,65536}?)\n?```/g,
  fences: ["```", "```"],
  signs: { bold: "*", italic: "_", strike: "~", code: "`" },
  inWords: ["code"],
  longest: 4096,
  link: (label, href) => (isSame(label, href) ? href : `${label} (${href})`),
};

const isSame = (label: string, href: string) =>
  label === href || href.replace(/^https?:\/\//, "").replace(/\/$/, "") === label.replace(/\/$/, "");

/** What is written in these signs, as it is drawn. */
export function readChatMarks(text: string): Marked {
  return readMarked(text, CHAT_MARKS);
}
