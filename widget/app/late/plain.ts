/** A message as a bubble shows it in three lines: without the signs of Markdown. Bounded, as everything that strangers may write. */
export function plain(text: string): string {
  return text
    .replace(/\[([^\]\n]{1,200})\]\([^\s)]{1,2000}\)?/g, "$1")
    .replace(/(?<!\w)(\*\*|[*_`])(?=\S)([^*_`\n]{1,500})(?<=\S)\1(?!\w)/g, "$2");
}
