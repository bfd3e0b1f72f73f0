export type TextPart = { text: string; href?: string };

const ADDRESS = /\b(?:https?:\/\/|www\.)[^\s<>"'`]+|\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gi;
const CLOSING = /[.,;:!?)\]}»”’]+$/;

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
  const trimmed = found.replace(CLOSING, "");
  return trimmed.includes("(") && found[trimmed.length] === ")" ? `${trimmed})` : trimmed;
}

function hrefOf(found: string): string | null {
  if (/^https?:\/\//i.test(found)) return URL.canParse(found) ? found : null;
  if (/^www\./i.test(found)) return URL.canParse(`https://${found}`) ? `https://${found}` : null;
  return `mailto:${found}`;
}
