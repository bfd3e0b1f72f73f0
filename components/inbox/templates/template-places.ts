import type { TemplateContent, TemplateVariable } from "../../../server/core/template";

const AROUND = 28;
const BLANK = "____";

/** "first_name" as "First name"; null for a place that has only a number. */
export function nameOfPlace({ part, name }: Pick<TemplateVariable, "part" | "name">): string | null {
  if (part === "button") return name;
  if (/^\d+$/.test(name)) return null;
  const words = name.replaceAll("_", " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Where a place stands: the words around it, or the address that it ends. Empty where nothing is around it. */
export function aroundPlace(content: TemplateContent, { part, name, at }: TemplateVariable): string {
  const place = /\{\{\s*(\w+)\s*\}\}/g;
  if (part === "button") return (content.buttons[at]?.url ?? "").replace(place, BLANK);
  const { header, body } = content;
  const text = part === "body" ? body : header?.type === "text" ? header.text : "";
  const [found] = [...text.matchAll(place)].filter(([, own]) => own === name);
  if (!found) return "";
  const plain = (words: string) => words.replace(place, "…");
  const before = plain(text.slice(0, found.index).split("\n").at(-1)!);
  const after = plain(text.slice(found.index + found[0].length).split("\n")[0]!);
  if (!before.trim() && !after.trim()) return "";
  return `${cutBefore(before)}${BLANK}${cutAfter(after)}`;
}

/** Whole words only. */
function cutBefore(words: string): string {
  return words.length <= AROUND ? words : `…${words.slice(-AROUND).replace(/^\S*(?=\s)/, "")}`;
}

function cutAfter(words: string): string {
  return words.length <= AROUND ? words : `${words.slice(0, AROUND).replace(/(?<=\s)\S*$/, "")}…`;
}
