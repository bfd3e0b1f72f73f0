import type { Dialect, Marked } from "../../core/marked";
import { readMarked } from "../../core/read-marked";

/** What Telegram's apps make of what is typed, before they send it. */
const TYPED: Dialect = {
  inline:
    /(https?:\/\/\S{1,2000})|`([^`\n]{1,4096})`|\*\*(?!\s)([^*\n]{1,4096})\*\*|__(?!\s)([^_\n]{1,4096})__|~~(?!\s)([^~\n]{1,4096})~~/g,
  tell([, address, code, bold, italic, struck]) {
    if (address) return null;
    if (code) return { kind: "code", words: code };
    if (bold) return { kind: "bold", words: bold };
    return italic ? { kind: "italic", words: italic } : { kind: "strike", words: struck! };
  },
  quote: /^(?!)(.)/,
  block: /```\n?([^`]{1,4096}?)\n?```/g,
  fences: ["```", "```"],
  signs: { bold: "**", italic: "__", strike: "~~", code: "`" },
  inWords: [],
  longest: 4096,
  link: (label) => label,
};

export function typedOnTelegram(typed: string): Marked {
  return readMarked(typed, TYPED);
}
