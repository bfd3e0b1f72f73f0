// Apart from plain-text.ts: the inbox draws with this alone. Bounded everywhere: a stranger's text must not hold up the page.
/** The inline signs of Markdown that are drawn at once: code, bold, italic by star, italic by line, a link's words and its address. */
export const INLINE =
  /`([^`\n]{1,500})`|\*\*(?!\s)([^*\n]{1,500})(?<!\s)\*\*|(?<![\w*])\*(?!\s)([^*\n]{1,500})(?<!\s)\*(?![\w*])|(?<![\w_])_(?!\s)([^_\n]{1,500})(?<!\s)_(?![\w_])|\[([^\]\n]{1,200})\]\((https?:\/\/[^\s)]{1,2000})\)/g;
