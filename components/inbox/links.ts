export type TextPart = { text: string; href?: string };

// Bounded everywhere: the text is a stranger's, and must not be able to hold up the page.
const ADDRESS =
  /\b(?:https?:\/\/|www\.)[^\s<>"'`]{1,2000}|\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/gi;
const CLOSING = ".,;:!?)]}»”’";

/** Cuts a text where `at` matches; `tell` says what a match is drawn as, null for nothing, and `between` the rest. */
export function split<Part extends TextPart>(
  text: string,
  at: RegExp,
  between: (text: string) => Part[],
  tell: (match: RegExpExecArray) => (Part & { taken?: number }) | null,
): Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (const match of text.matchAll(at)) {
    const part = tell(match);
    if (!part) continue;
    parts.push(...between(text.slice(from, match.index)), part);
    from = match.index + (part.taken ?? match[0].length);
  }
  return [...parts, ...between(text.slice(from))];
}

/** Splits a text at web and e-mail addresses. Only http, https and mailto ever become a link. */
export function splitLinks(text: string): TextPart[] {
  return split<TextPart>(
    text,
    ADDRESS,
    (words) => (words ? [{ text: words }] : []),
    ([match]) => {
      const found = trimEnd(match);
      const href = hrefOf(found);
      return href ? { text: found, href, taken: found.length } : null;
    },
  );
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
