export type Words = { readonly [key: string]: string | Words | readonly string[] };

/** Every text by its path, as "unread.one" or "scores.0". */
export function flatWords(words: Words | readonly string[], before = ""): Record<string, string> {
  const all: Record<string, string> = {};
  for (const [key, value] of Object.entries(words)) {
    if (typeof value === "string") all[before + key] = value;
    else Object.assign(all, flatWords(value, `${before}${key}.`));
  }
  return all;
}

/** Texts by path in the shape of `words`: of one with several forms all, with those that are given among them. */
export function wholeWords(words: Words, given: Record<string, string>): Record<string, unknown> {
  const whole: Record<string, unknown> = {};
  for (const [path, text] of Object.entries(given)) {
    const [key = "", form] = path.split(".");
    const standard = words[key];
    if (form === undefined) whole[key] = text;
    else if (standard) {
      whole[key] ??= structuredClone(standard);
      (whole[key] as Record<string, string>)[form] = text;
    }
  }
  return whole;
}
