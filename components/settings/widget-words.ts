import type { Words } from "../../server/core/words";
import type { WidgetLocale } from "./website-draft";

const FILES: Record<Exclude<WidgetLocale, "en-GB">, () => Promise<{ default: Words }>> = {
  "pt-BR": () => import("../../widget/locales/pt-BR.json"),
  es: () => import("../../widget/locales/es.json"),
  fr: () => import("../../widget/locales/fr.json"),
  de: () => import("../../widget/locales/de.json"),
  it: () => import("../../widget/locales/it.json"),
  nl: () => import("../../widget/locales/nl.json"),
  pl: () => import("../../widget/locales/pl.json"),
  ar: () => import("../../widget/locales/ar.json"),
};

/** What the chat says by itself in a language, its late parts included. */
export async function widgetWords(locale: WidgetLocale): Promise<Words> {
  if (locale !== "en-GB") return (await FILES[locale]()).default;
  const [first, late] = await Promise.all([
    import("../../widget/locales/en-GB.json"),
    import("../../widget/app/late/en-GB.json"),
  ]);
  return { ...first.default, ...late.default };
}
