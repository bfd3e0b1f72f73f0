import { expect, it } from "vitest";
import { readMarkdown, writeMarkdown } from "../core/markdown-marks";
import type { Marked } from "../core/marked";
import { quickest } from "../testing/quickest";
import { typedOnTelegram } from "./telegram/pretend-words";
import { asTelegram } from "./telegram/words";
import { WHATSAPP_WORDS } from "./whatsapp/words";

const READ = { Markdown: readMarkdown, WhatsApp: WHATSAPP_WORDS.read, Telegram: typedOnTelegram };
const WRITE = {
  Markdown: writeMarkdown,
  WhatsApp: (words: Marked) => WHATSAPP_WORDS.write(words).text,
  Telegram: (words: Marked) => asTelegram(words).text,
};
const PIECES = ["*a*\n", "> _a_\n", "> *a*\n\n", "**a**\n", "- `a`\n", "```a```\n", "_a_ *b* "];

const LIMIT_MS = 300;

it.each(PIECES)("a long text of %j is read and written at once in every way", (piece) => {
  const long = piece.repeat(65_536 / piece.length);
  for (const [from, read] of Object.entries(READ))
    for (const [to, write] of Object.entries(WRITE))
      expect(
        quickest(() => write(read(long)), LIMIT_MS),
        `${from} to ${to}`,
      ).toBeLessThan(LIMIT_MS);
});
