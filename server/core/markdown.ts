import { plainMentions } from "./mention";

// Apart from text.ts, as mention.ts. Bounded everywhere: a stranger's text must not hold up the page.
/** The inline signs of Markdown that are drawn: code, bold, italic by star, italic by line, a link's words and its address. */
export const INLINE =
  /`([^`\n]{1,500})`|\*\*(?!\s)([^*\n]{1,500})(?<!\s)\*\*|(?<![\w*])\*(?!\s)([^*\n]{1,500})(?<!\s)\*(?![\w*])|(?<![\w_])_(?!\s)([^_\n]{1,500})(?<!\s)_(?![\w_])|\[([^\]\n]{1,200})\]\((https?:\/\/[^\s)]{1,2000})\)/g;

/** On one line, without the signs of Markdown and the ids of whoever is named, for a list, a quote or a label. */
export function plainText(text: string): string {
  return plainMentions(text)
    .replace(INLINE, (...found) => found.slice(1, 6).find(Boolean) ?? found[0])
    .replace(/\s+/g, " ")
    .trim();
}
