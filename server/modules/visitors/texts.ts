import { z } from "zod";
import lateEnglish from "../../../widget/app/late/en-GB.json";
import ar from "../../../widget/locales/ar.json";
import de from "../../../widget/locales/de.json";
import enGB from "../../../widget/locales/en-GB.json";
import es from "../../../widget/locales/es.json";
import fr from "../../../widget/locales/fr.json";
import it from "../../../widget/locales/it.json";
import nl from "../../../widget/locales/nl.json";
import pl from "../../../widget/locales/pl.json";
import ptBR from "../../../widget/locales/pt-BR.json";
import { WIDGET_LOCALES, type WidgetLocale } from "../../channels/web/settings";
import { Line } from "../../core/text";
import { flatWords, type Words, wholeWords } from "../../core/words";

const FILES: Record<WidgetLocale, Words> = {
  "en-GB": { ...enGB, ...lateEnglish },
  ...{ "pt-BR": ptBR, es, fr, de, it, nl, pl, ar },
};
const FLAT = new Map(WIDGET_LOCALES.map((locale) => [locale, flatWords(FILES[locale])]));

/** What the widget says by itself, by paths as "unread.one". */
export function textsIn(locale: WidgetLocale): Record<string, string> {
  return FLAT.get(locale)!;
}

/** The business's own words as the widget takes them. */
export function wholeTexts(locale: WidgetLocale, own: Record<string, string>): Record<string, unknown> {
  return wholeWords(FILES[locale], own);
}

/** One number's form may say it in a word, so that the place for it may go. */
const ONE_NUMBER = /\.(zero|one|two)$/;
const placesOf = (text: string) => new Set(text.match(/\{\w+\}/g));

/** What is wrong with a text in the place of the widget's own, or null. */
export function wrongText(locale: WidgetLocale, key: string, text: string): string | null {
  const own = textsIn(locale)[key];
  if (own === undefined) return "The chat has no such text.";
  const [needed, given] = [placesOf(own), placesOf(text)];
  const lost = [...needed].filter((place) => !given.has(place) && !ONE_NUMBER.test(key));
  if (lost.length) return `Keep ${lost.join(" and ")} in the text: a name or a number stands there.`;
  const foreign = [...given].filter((place) => !needed.has(place));
  return foreign.length ? `${foreign.join(" and ")} stands for nothing here.` : null;
}

const Texts = z.partialRecord(z.enum(WIDGET_LOCALES), z.record(z.string().max(60), Line(200)));

/** The business's own texts by language and path; a language that is named takes the place of what it had. */
export const WebsiteTexts = Texts.superRefine((all, ctx) => {
  for (const [locale, texts] of Object.entries(all) as [WidgetLocale, Record<string, string>][])
    for (const [key, text] of Object.entries(texts)) {
      const message = wrongText(locale, key, text);
      if (message) ctx.addIssue({ code: "custom", path: [locale, key], message });
    }
});
