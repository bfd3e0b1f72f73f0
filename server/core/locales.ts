/**
 * The languages of the interface; the first is spoken where nobody has chosen. A further one is a word here and its
 * catalogue, components/i18n/<locale>.json.
 */
export const LOCALES = ["en-GB", "en-US"] as const;
export type Locale = (typeof LOCALES)[number];
export const DEFAULT_LOCALE: Locale = LOCALES[0];

/** The first of these that is a language of the interface: a person's own, then their business's. */
export function chooseLocale(...wanted: (string | null | undefined)[]): Locale {
  for (const one of wanted) {
    const known = LOCALES.find((locale) => locale === one);
    if (known) return known;
  }
  return DEFAULT_LOCALE;
}

/** Those of an Accept-Language header, "en-US,en;q=0.9", the dearest first. */
export function acceptedLocales(header: string | null): string[] {
  const ranges = (header ?? "").slice(0, 1000).split(",");
  return ranges
    .map((range) => {
      const [tag = "", weight] = range.split(";q=");
      return { tag: tag.trim(), weight: weight === undefined ? 1 : Number(weight) || 0 };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag);
}

/** Whether "3/4" is the fourth of March there, as in American English. */
export function isMonthFirst(locale: string): boolean {
  const parts = new Intl.DateTimeFormat(locale).formatToParts();
  return parts.findIndex(({ type }) => type === "month") < parts.findIndex(({ type }) => type === "day");
}
