import enGB from "../locales/en-GB.json";

/**
 * Every word the widget says. en-GB is inside, so that there are always words. What has exactly the forms `one` and `other`
 * there is counted, and has the forms that each language needs (Intl.PluralRules) in the others.
 */
export type Texts = typeof enGB;

export const DEFAULT_TEXTS: Texts = enGB;
export const DEFAULT_LOCALE = "en-GB";

/** Puts the values into the {places} of a text. */
export function say(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}

export function count(forms: { one: string; other: string }, n: number, locale: string): string {
  const form = new Intl.PluralRules(locale).select(n) as keyof typeof forms;
  return say(forms[form] ?? forms.other, { n: n.toLocaleString(locale) });
}
