import { plainText, withoutSigns } from "../../core/plain-text";

const LINK = /\[([^\]\n]{1,200})\]\((https?:\/\/[^\s)]{1,2000})\)/g;
/** What leads somewhere, or could be made to by a mail program: addresses, with and without a scheme. */
const LEADS =
  /\b(?:[a-z][a-z0-9+.-]{1,20}:\S{2,}|[^\s@]{1,64}@[^\s@]{2,}|(?:[\p{L}\p{N}-]{1,63}\.){1,10}\p{L}{2,24}\b(?:[/:?#]\S*)?)/giu;
const SHOWN = 140;

/** The team's words without the signs of Markdown; where a word was a link, its address follows it. */
export function teamWords(content: string): string {
  const led = content.replace(LINK, (_, words: string, url: string) =>
    words === url ? url : `${words} (${url})`,
  );
  return withoutSigns(led)
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

/**
 * A visitor's own words, as a reminder of what was asked. Where nobody has proved that the address is theirs, they are cut
 * short and lead nowhere: a stranger shall not send what they like in the business's name.
 */
export function visitorWords(content: string, isProved: boolean): string {
  if (isProved) return content.trim();
  const line = plainText(content.slice(0, 2000)).replace(LEADS, "…");
  return line.length > SHOWN ? `${line.slice(0, SHOWN - 1).toWellFormed()}…` : line;
}
