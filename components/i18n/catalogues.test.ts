import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { DEFAULT_LOCALE, LOCALES, type Locale } from "../../server/core/locales";
import { messagesOf } from "./messages";

type Branch = { [key: string]: string | Branch };

function flat(branch: Branch, before = ""): [string, string][] {
  return Object.entries(branch).flatMap(([key, value]): [string, string][] =>
    typeof value === "string" ? [[before + key, value]] : flat(value, `${before}${key}.`),
  );
}

const written = (locale: string) =>
  new Map(flat(JSON.parse(readFileSync(join(import.meta.dirname, `${locale}.json`), "utf8"))));

/** What a text is given: "count, plural", "name". Words inside a plural's forms are not taken for arguments. */
function argumentsOf(text: string): string[] {
  const found = [...text.matchAll(/\{\s*(\w+)\s*(?:,\s*(\w+)|\})/g)];
  return [...new Set(found.map(([, name, kind]) => (kind ? `${name}, ${kind}` : name!)))].sort();
}

const base = written(DEFAULT_LOCALE);
const languageOf = (locale: string) => new Intl.Locale(locale).language;
/** A variety of the first language says only what differs; another language says everything. */
const isDelta = (locale: Locale) => languageOf(locale) === languageOf(DEFAULT_LOCALE);
const others = LOCALES.filter((locale) => locale !== DEFAULT_LOCALE);

it("every catalogue is offered, and every language has one", () => {
  const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith(".json"));
  expect(files.map((name) => name.slice(0, -5)).sort()).toEqual([...LOCALES].sort());
});

it("arguments are seen by their kind", () => {
  const text = "{count, plural, one {# note of {name}} other {# notes}} at {time}";
  expect(argumentsOf(text)).toEqual(["count, plural", "name", "time"]);
});

describe.each(others)("the catalogue %s", (locale) => {
  const own = written(locale);

  it("names only what exists", () => {
    expect([...own.keys()].filter((key) => !base.has(key))).toEqual([]);
  });

  it("takes the same arguments", () => {
    for (const [key, text] of own)
      expect([key, argumentsOf(text)]).toEqual([key, argumentsOf(base.get(key)!)]);
  });

  it(isDelta(locale) ? "repeats nothing of what it differs from" : "leaves nothing out", () => {
    const wrong = isDelta(locale)
      ? [...own].filter(([key, text]) => base.get(key) === text).map(([key]) => key)
      : [...base.keys()].filter((key) => !own.has(key));
    expect(wrong).toEqual([]);
  });

  it("is whole once it is merged", async () => {
    const merged = new Map(flat(await messagesOf(locale)));
    expect([...merged.keys()].sort()).toEqual([...base.keys()].sort());
    for (const [key, text] of merged) expect(text).toBe(own.get(key) ?? base.get(key));
  });
});

// What one side of the Atlantic writes and the other does not.
const BRITISH = [
  /\b\w*(?:[cv]ol|fav|behavi|hon|neighb|lab|harb|hum|rum|arm|flav|endeav)our/i,
  /\b(?:grey|centre|theatre|metre|litre|fibre|licence|defence|offence|catalogue|dialogue|analogue|programme)s?\b/i,
  /\b(?:cheque|enquir\w+|whilst|amongst|learnt|spelt|fortnight|postcode|ageing|judgement|tyre|kerb|storey)s?\b/i,
  /\b(?:un)?tick(?:s|ed|ing)?\b|\btick box|\bparcel|\bshops?\b|\bat the weekend/i,
  /\b\w{2,}(?:cell|bell|vell|dell|nell|gnall|rell)(?:ed|ing|ers?)\b|\b(?:fulfil|enrol|instal)s?\b/i,
  /\b(?!(?:other|like|clock)wise|noise|precise|promise|exercise|advertise|advise|surprise|raise|rise|wise)\w{3,}(?:is|ys)(?:e[sd]?|ing|ation)\b/i,
  /£|\bGBP\b|\+44\b|[\d}] %/,
  // A day that comes first, a time that needs no AM.
  /\b\d{1,2}\/\d{1,2}\/\d{4} \d\d:\d\d(?! ?[AP]M)|\b\d\d:\d\d\b(?! ?[AP]M)/,
];
const AMERICAN = [
  /\b(?:color|gray|favor|behavior|labor|center|license|catalog|canceled|labeled|traveled|checkbox)(?:s|ed)?\b/i,
  /\b\w{3,}(?<!\bs)iz(?:e[sd]?|ing|ation)\b|\d:\d\d ?[AP]M|\$\d|\bUSD\b/i,
];
const found = (catalogue: Map<string, string>, words: RegExp[]) =>
  [...catalogue]
    .filter(([, text]) => words.some((word) => word.test(text)))
    .map(([key, text]) => `${key}: ${text}`);

it("American English forgets no British word", async () => {
  expect(found(new Map(flat(await messagesOf("en-US"))), BRITISH)).toEqual([]);
});

it("British English has no American one, and the words that are looked for are found", () => {
  expect(found(base, AMERICAN)).toEqual([]);
  const missed = [...written("en-US")].filter(
    ([key, text]) => ![...BRITISH, ...AMERICAN].some((word) => word.test(base.get(key)!) || word.test(text)),
  );
  // Differences that are no spelling.
  expect(missed.map(([key]) => key)).toEqual(["hours.firstDay"]);
});
