import type { WidgetSession } from "../../server/rest/widget/contract";
import type { Host } from "../host";
import { formatOf, localeOf } from "./locale";
import { DEFAULT_LOCALE, DEFAULT_TEXTS, type Texts } from "./texts";

/** Milliseconds until a chat is shown in English rather than not at all. */
const PATIENCE = 4000;
const files: Record<string, Partial<Texts>> = { [DEFAULT_LOCALE]: {} };

/** What the page or the visitor's browser asks for, as far as there are words. */
function wantedBy({ locales = [] }: Host): string | undefined {
  return localeOf([...locales, document.documentElement.lang, ...navigator.languages]);
}

/** Fetches the words that the chat will begin with. Never rejects: a failure leaves the English ones until somebody asks again. */
export function fetchWords(host: Host): Promise<void> {
  return fetchFile(wantedBy(host) ?? DEFAULT_LOCALE);
}

async function fetchFile(locale: string): Promise<void> {
  const url = new URL(`locales/${locale}.json`, import.meta.url);
  try {
    files[locale] ??= await (await fetch(url, { signal: AbortSignal.timeout(PATIENCE) })).json();
  } catch {
    // There are always words.
  }
}

/** What the chat says, in one language at a time. `texts` stays the same object, so that whoever holds it speaks the new one. */
export function createWords(host: Host, onChange: () => void) {
  const texts = { ...DEFAULT_TEXTS };
  let locale = DEFAULT_LOCALE;
  /** The business's own language and words, with the session. */
  let own: { locale?: string; texts?: object } = {};
  const wanted = () => wantedBy(host);

  /** Takes the language that is asked for now. Until its words have come everything stays as it is. */
  function choose(): void {
    const next = wanted() ?? own.locale ?? DEFAULT_LOCALE;
    if (files[next]) {
      locale = next;
      for (const key in texts) delete texts[key as keyof Texts];
      Object.assign(texts, DEFAULT_TEXTS, files[next], own.locale === next && own.texts);
      onChange();
    } else fetchFile(next).then(() => files[next] && choose());
  }

  return {
    texts,
    choose,
    wanted,
    /** Takes the words that came with a session; they are asked for again when another language has been named meanwhile. */
    learn(inbox: WidgetSession["inbox"], again: () => void): void {
      own = inbox;
      choose();
      if (inbox.locale && (wanted() ?? inbox.locale) !== inbox.locale) setTimeout(again);
    },
    /** For dates, numbers and plurals. */
    format: () => formatOf(locale, navigator.languages),
    dress(panel: HTMLElement): void {
      panel.lang = locale;
      panel.dir = locale === "ar" ? "rtl" : "ltr";
    },
  };
}
