export type TextPart = { text: string; href?: string };

// Bounded everywhere: the text is a stranger's, and must not be able to hold up the page.
const ADDRESS =
  /\b(?:https?:\/\/|www\.)[^\s<>"'`]{1,2000}|\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/gi;
const CLOSING = ".,;:!?)]}»”’";

/** Splits a text at web and e-mail addresses. Only http, https and mailto ever become a link. */
export function splitLinks(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const found = trimEnd(match[0]);
    const href = hrefOf(found);
    if (!href) continue;
    if (match.index > from) parts.push({ text: text.slice(from, match.index) });
    parts.push({ text: found, href });
    from = match.index + found.length;
  }
  if (from < text.length) parts.push({ text: text.slice(from) });
  return parts;
}

/** A full stop or bracket at the end belongs to the sentence; a bracket opened inside belongs to the address. */
function trimEnd(found: string): string {
  let end = found.length;
  while (end > 0 && CLOSING.includes(found[end - 1]!)) end--;
  const trimmed = found.slice(0, end);
  return trimmed.includes("(") && found[trimmed.length] === ")" ? `${trimmed})` : trimmed;
}

function hrefOf(found: string): string | null {
  if (/^https?:\/\//i.test(found)) return URL.canParse(found) ? found : null;
  if (/^www\./i.test(found)) return URL.canParse(`https://${found}`) ? `https://${found}` : null;
  return `mailto:${found}`;
}
