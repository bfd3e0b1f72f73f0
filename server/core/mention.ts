// Apart from text.ts: the inbox reads this in the browser, where zod would weigh more than the page's own code.

/** A member or team named in a note: `@[Priya Nair](member:<id>)`. */
export const MENTION = /@\[([^\]\n]{1,120})\]\((member|team):([0-9a-f-]{36})\)/g;

/** The text as a person reads it, without the ids of whoever it names. */
export function plainMentions(text: string): string {
  return text.includes("@[") ? text.replace(MENTION, "@$1") : text;
}
