import { z } from "zod";

/**
 * Text from outside as Postgres and every screen can hold it: lone surrogates become U+FFFD; NUL and the other C0
 * controls but tab and line feed go, as do the bidirectional overrides that could make one text read as another.
 */
export function cleanText(text: string): string {
  return (
    text
      .toWellFormed()
      .replace(/\r\n?/g, "\n")
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, "")
  );
}

/** Like z.string().max(…) for text of several lines, cleaned. `max` counts UTF-16 units, after cleaning. */
export function Text(max: number, message?: string) {
  return z.string().transform(cleanText).pipe(z.string().max(max, message));
}

/** One line of text: cleaned, trimmed, white space folded. */
export function Line(max: number) {
  return z
    .string()
    .transform((text) => cleanText(text).replace(/\s+/g, " ").trim())
    .pipe(z.string().max(max));
}
