import enGB from "../locales/en-GB.json";

/** Every word the widget says. A locale is one such file, fetched alone; en-GB is inside, so that there are always words. */
export type Texts = typeof enGB;

export const DEFAULT_TEXTS: Texts = enGB;
export const DEFAULT_LOCALE = "en-GB";

/** Puts the values into the {places} of a text. */
export function say(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}

export function count(forms: { one: string; other: string }, n: number, locale: string): string {
  const form = new Intl.PluralRules(locale).select(n) as keyof typeof forms;
  return say(forms[form] ?? forms.other, { n });
}
