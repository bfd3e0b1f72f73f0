import { DEFAULT_LOCALE, type Locale } from "../../server/core/locales";
import type british from "./en-GB.json";

export type Messages = typeof british;
/** Part of a catalogue. Compiled, a text with arguments is a list. */
type Branch = { [key: string]: string | unknown[] | Branch };

const catalogues = new Map<Locale, Promise<Messages>>();

/**
 * All words of a language. A catalogue may be whole, or say only what differs from the first one, as American English
 * does; whether it says enough is tested beside it.
 */
export function messagesOf(locale: Locale): Promise<Messages> {
  let catalogue = catalogues.get(locale);
  if (!catalogue) {
    catalogue = loadMerged(locale);
    catalogues.set(locale, catalogue);
  }
  return catalogue;
}

async function loadMerged(locale: Locale): Promise<Messages> {
  const [base, own] = await Promise.all([load(DEFAULT_LOCALE), load(locale)]);
  return merge(base, own) as Messages;
}

async function load(locale: Locale): Promise<Branch> {
  return (await import(/* @vite-ignore */ `./${locale}.json`)).default;
}

function merge(base: Branch, own: Branch): Branch {
  const merged = { ...base };
  for (const [key, value] of Object.entries(own)) {
    const under = merged[key];
    merged[key] = isBranch(value) && isBranch(under) ? merge(under, value) : value;
  }
  return merged;
}

function isBranch(value: unknown): value is Branch {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
