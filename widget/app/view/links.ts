import { type Child, jsx } from "../../jsx/jsx-runtime";

/** An address in a text, for a regular expression. */
export const ADDRESS = 'https?:\\/\\/[^\\s<>"]{0,2000}[^\\s<>".,;:!?)\\]\'*_`]';
const LINKS = new RegExp(`(${ADDRESS})`, "g");

/** What the visitor writes: addresses become links, and nothing else changes. */
export function linked(text: string): Child[] {
  return text.split(LINKS).map((part, i) => (i % 2 ? link(part, part, i) : part));
}

export function link(text: string, href: string, key: number): Child {
  // URL.canParse is younger than the browsers that the widget is made for.
  try {
    new URL(href);
  } catch {
    return text;
  }
  return jsx("a", { href, target: "_blank", rel: "noopener noreferrer nofollow", children: text }, key);
}
