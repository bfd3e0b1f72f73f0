import { type Child, jsx } from "../../jsx/jsx-runtime";
import { ADDRESS, link } from "../view/links";

// The subset that the dashboard draws, bounded everywhere as there: code, bold, italic twice, link, struck out, plain address.
const INLINE = new RegExp(
  "`([^`\\n]{1,500})`|\\*\\*(?!\\s)([^*\\n]{1,500})(?<!\\s)\\*\\*|(?<![\\w*])\\*(?!\\s)([^*\\n]{1,500})(?<!\\s)\\*(?![\\w*])" +
    "|(?<![\\w_])_(?!\\s)([^_\\n]{1,500})(?<!\\s)_(?![\\w_])|\\[([^\\]\\n]{1,200})\\]\\((https?:\\/\\/[^\\s)]{1,2000})\\)" +
    `|~~(?!\\s)([^~\\n]{1,500})(?<!\\s)~~|(${ADDRESS})`,
  "g",
);

/** What the team writes: bold, italic, struck out, code, links, lists and quotes of Markdown. Everything else stays the text it is. */
export function rich(text: string): Child[] {
  const blocks: { tag: "ul" | "ol" | "blockquote" | ""; lines: string[]; start?: number }[] = [];
  for (const line of text.split("\n")) {
    const [, bullet, number, quote] = /^(?:([-*] )|(\d{1,4})\. |(> ?))(?=.)/.exec(line) ?? [];
    const tag = bullet ? "ul" : number ? "ol" : quote ? "blockquote" : "";
    const body = tag ? line.slice(line.indexOf(quote ? ">" : " ") + 1).trimStart() : line;
    const last = blocks.at(-1);
    if (last?.tag === tag) last.lines.push(body);
    else blocks.push({ tag, lines: [body], start: Number(number) || undefined });
  }
  return blocks.map(({ tag, lines, start }, i) => {
    const key = `${i}`;
    const children =
      tag === "ul" || tag === "ol"
        ? lines.map((line, at) => jsx("li", { children: inline(line) }, at))
        : inline(lines.join("\n"));
    return jsx(tag || "span", { start, children }, key);
  });
}

function inline(text: string): Child[] {
  const parts: Child[] = [];
  let from = 0;
  for (const match of text.matchAll(INLINE)) {
    const [whole, code, bold, star, low, label, href, struck, address] = match;
    const key = match.index;
    parts.push(text.slice(from, key));
    from = key + whole.length;
    if (code) parts.push(jsx("code", { children: code }, key));
    else if (bold) parts.push(jsx("b", { children: bold }, key));
    else if (star || low) parts.push(jsx("em", { children: star || low }, key));
    else if (struck) parts.push(jsx("s", { children: struck }, key));
    else parts.push(link(label || address!, href || address!, key));
  }
  return [...parts, text.slice(from)];
}
