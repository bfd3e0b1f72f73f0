/**
 * The languages of the interface; the first is spoken where nobody has chosen. A further one is a word here and its
 * catalogue, components/i18n/<locale>.json.
 */
export const LOCALES = ["en-GB", "en-US", "pt-BR"] as const;
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

/**
 * The language for whom an Accept-Language header, "pt-PT,pt;q=0.9,en;q=0.5", is all that is known of: their dearest that
 * is spoken here, if only in another country's variety.
 */
export function acceptedLocale(header: string | null): Locale {
  const wanted = acceptedTags(header);
  for (const tag of wanted) {
    const near = LOCALES.filter((locale) => languageOf(locale) === languageOf(tag));
    const best = [tag, ...wanted].find((one) => near.some((locale) => locale === one)) ?? near[0];
    if (best) return chooseLocale(best);
  }
  return DEFAULT_LOCALE;
}

const languageOf = (tag: string) => tag.split("-")[0]!.toLowerCase();

/** The dearest first. */
function acceptedTags(header: string | null): string[] {
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
