import { CHAT_MARKS } from "../../core/chat-marks";
import { MAX_MARKS, type Mark, type Marked } from "../../core/marked";
import { readMarked } from "../../core/read-marked";
import { cleanText } from "../../core/text";
import { writeMarked } from "../../core/write-marked";

/** How formatted words are written to WhatsApp, whoever passes them on, and read from it. */
export const WHATSAPP_WORDS = {
  write: (words: Marked): Marked => ({ text: writeMarked(words, CHAT_MARKS), marks: [] }),
  read: (text: string): Marked => readMarked(cleanText(text), CHAT_MARKS),
};

/** What somebody has typed, as an item of `parse` says it. */
export function heard(text: string): { content: string; marks?: readonly Mark[] } {
  const { text: content, marks } = WHATSAPP_WORDS.read(text);
  return { content, ...(marks.length > 0 && { marks: marks.slice(0, MAX_MARKS) }) };
}
