/** What the widget has words for: widget/locales/<locale>.json. Of two with one language the first stands for it. */
export const LOCALES = "en-GB pt-BR es fr de it nl pl ar".split(" ");

/** The first of the languages asked for that there are words for, exactly or in another country's form. */
export function localeOf(asked: readonly (string | null | undefined)[]): string | undefined {
  for (const one of asked) {
    const tag = one?.toLowerCase().replace("_", "-");
    const language = tag?.split("-")[0];
    const found =
      LOCALES.find((locale) => locale.toLowerCase() === tag) ??
      LOCALES.find((locale) => locale.slice(0, 2) === language);
    if (found) return found;
  }
  return undefined;
}

/** How dates and numbers are written: as the visitor is used to where they read the language, else as its words have it. */
export function formatOf(locale: string, visitors: readonly string[]): string {
  return visitors.find((tag) => tag.slice(0, 2) === locale.slice(0, 2)) ?? locale;
}
