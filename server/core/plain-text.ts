import { INLINE } from "./markdown";
import { plainMentions } from "./mention";

/** What is struck out. */
export const STRUCK = /~~(?!\s)([^~\n]{1,500})(?<!\s)~~/g;

/** Without the signs of Markdown. */
export function withoutSigns(text: string): string {
  const bare = text.replace(
    INLINE,
    (_, code, ...[bold, star, low, label]) => code ?? withoutSigns(bold ?? star ?? low ?? label),
  );
  return bare.replace(STRUCK, "$1").replace(/```/g, "");
}

/** On one line, without the signs of Markdown and the ids of whoever is named, for a list, a quote or a label. */
export function plainText(text: string): string {
  return withoutSigns(plainMentions(text)).replace(/\s+/g, " ").trim();
}
