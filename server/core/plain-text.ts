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

/** What a list or a quote shows of a message: its text on one line, at most 160 characters, or the first file's name. */
export function previewOf(
  content: string,
  attachments: readonly { name: string }[],
  kind?: string,
  marks?: readonly unknown[] | null,
): string {
  const start = content.slice(0, 600);
  // What contacts write is no Markdown, nor what has its formatting beside it.
  const line = kind === "incoming" || marks ? start.replace(/\s+/g, " ").trim() : plainText(start);
  // Not through the middle of a character; toWellFormed is younger than some browsers.
  if (line) return line.length > 160 ? `${line.slice(0, 159).replace(/[\uD800-\uDBFF]$/, "")}…` : line;
  return attachments[0]?.name ?? "";
}
