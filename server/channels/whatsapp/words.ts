import { type Dialect, MAX_MARKS, type Mark, type Marked } from "../../core/marked";
import { readMarked } from "../../core/read-marked";
import { cleanText } from "../../core/text";
import { writeMarked } from "../../core/write-marked";

const enclosed = (sign: string) =>
  `(?<![\\p{L}\\p{N}${sign}])[${sign}](?!\\s)([^${sign}\\n]{1,4096})(?<!\\s)[${sign}](?![\\p{L}\\p{N}${sign}])`;

/**
 * The signs that WhatsApp's apps draw (faq.whatsapp.com, "How to format your messages"): they touch what they enclose, stand
 * between no letters and end on their line. Lists are lines with their signs, as in Markdown.
 */
const WHATSAPP: Dialect = {
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

/** How formatted words are written to WhatsApp, whoever passes them on, and read from it. */
export const WHATSAPP_WORDS = {
  write: (words: Marked): Marked => ({ text: writeMarked(words, WHATSAPP), marks: [] }),
  read: (text: string): Marked => readMarked(cleanText(text), WHATSAPP),
};

/** What somebody has typed, as an item of `parse` says it. */
export function heard(text: string): { content: string; marks?: readonly Mark[] } {
  const { text: content, marks } = WHATSAPP_WORDS.read(text);
  return { content, ...(marks.length > 0 && { marks: marks.slice(0, MAX_MARKS) }) };
}
