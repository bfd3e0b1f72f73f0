import type { Host } from "../host";
import { formatOf, localeOf } from "./locale";
import { DEFAULT_LOCALE, DEFAULT_TEXTS, type Texts } from "./texts";

/** Milliseconds until a chat is shown in English rather than not at all. */
const PATIENCE = 4000;
const files: Record<string, Partial<Texts>> = { [DEFAULT_LOCALE]: {} };

/** What the page or the visitor's browser asks for, as far as there are words. */
function wantedBy({ locales = [] }: Host): string {
  return localeOf([...locales, document.documentElement.lang, ...navigator.languages]) ?? DEFAULT_LOCALE;
}

/** Fetches the words that the chat will begin with. Never rejects: a failure leaves the English ones until somebody asks again. */
export async function fetchWords(host: Host): Promise<void> {
  const locale = wantedBy(host);
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

  /** Takes the language that is asked for now. Until its words have come everything stays as it is. */
  function choose(): void {
    const next = wantedBy(host);
    if (files[next]) {
      locale = next;
      Object.assign(texts, DEFAULT_TEXTS, files[next]);
      onChange();
    } else fetchWords(host).then(() => files[next] && choose());
  }

  return {
    texts,
    choose,
    /** For dates, numbers and plurals. */
    format: () => formatOf(locale, navigator.languages),
    dress(panel: HTMLElement): void {
      panel.lang = locale;
      panel.dir = locale === "ar" ? "rtl" : "ltr";
    },
  };
}
