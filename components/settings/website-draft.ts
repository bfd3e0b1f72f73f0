import type { Website } from "../../server/modules/visitors/website";

/** What the page about a website changes, as it stands in its fields. */
export type WebsiteDraft = Pick<
  Website,
  "colour" | "greeting" | "look" | "language" | "features" | "continuity" | "texts"
> & {
  /** An address in each line. */
  origins: string;
};
export type WidgetLocale = Website["language"];

export function draftOf(website: Website): WebsiteDraft {
  const { colour, greeting, look, language, features, continuity, texts, allowedOrigins } = website;
  return {
    colour,
    greeting,
    look,
    language,
    features,
    continuity,
    texts,
    origins: allowedOrigins.join("\n"),
  };
}

/** The languages of the chat by their own names. */
export const LANGUAGES: Record<WidgetLocale, string> = {
  ...{ "en-GB": "English", "pt-BR": "Português", es: "Español", fr: "Français", de: "Deutsch" },
  ...{ it: "Italiano", nl: "Nederlands", pl: "Polski", ar: "العربية" },
};
export const LOCALES = Object.keys(LANGUAGES) as WidgetLocale[];

/** What each section draws its part of the draft with. */
export type DraftProps = {
  draft: WebsiteDraft;
  change: (part: Partial<WebsiteDraft>) => void;
  errors: Record<string, string>;
  mayConfigure: boolean;
  /** The button that saves, while something of the section is unsaved. */
  save: (keys: readonly (keyof WebsiteDraft)[]) => React.ReactNode;
};
