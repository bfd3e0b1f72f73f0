import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createTranslator } from "next-intl";
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

type Argument = { name: string; kind: string; forms: string[] };

/** What a text is given, and the forms it has for it. A brace opens an argument, within that a form, and so on. */
function argumentsIn(text: string): Argument[] {
  const all: Argument[] = [];
  const open: Argument[] = [];
  const plain = text.replace(/'[{}<][^']*'/g, "");
  let depth = 0;
  for (let at = 0; at < plain.length; at++) {
    if (plain[at] === "{") {
      if (depth % 2 === 0) {
        const [, name = "", kind = ""] = /^\{\s*(\w+)\s*(?:,\s*(\w+))?/.exec(plain.slice(at)) ?? [];
        open.push({ name, kind, forms: [] });
      } else open.at(-1)!.forms.push(/([\w=]+)\s*$/.exec(plain.slice(0, at))?.[1] ?? "");
      depth++;
    } else if (plain[at] === "}") {
      depth--;
      if (depth % 2 === 0) all.push(open.pop()!);
    }
  }
  return all;
}

/** "count, plural", "name", "<open>" */
function argumentsOf(text: string): string[] {
  const given = argumentsIn(text).map(({ name, kind }) => (kind ? `${name}, ${kind}` : name));
  const tags = [...text.replace(/'[^']*'/g, "").matchAll(/<\w+>/g)].map(([tag]) => tag);
  return [...new Set([...given, ...tags])].sort();
}

/** A text as a reader of the language sees it, with `count` of everything. Throws what cannot be said. */
function say(locale: Locale, text: string, count: number): string {
  const values: Record<string, unknown> = {};
  for (const { name, kind, forms } of argumentsIn(text))
    values[name] ??= kind === "select" ? forms[0] : kind ? count : `«${name}»`;
  for (const [, tag = ""] of text.matchAll(/<(\w+)>/g)) values[tag] = (inside: string) => inside;
  const onError = (error: Error) => {
    throw error;
  };
  const t = createTranslator({ locale, messages: { text }, onError, timeZone: "UTC" });
  return t.markup("text", values as never);
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
  expect(argumentsIn(text)[1]).toEqual({ name: "count", kind: "plural", forms: ["one", "other"] });
  expect(argumentsOf("{away, plural, =0 {Away} other {# away}}, '{5}': <open>{name}</open>")).toEqual([
    ...["<open>", "away, plural", "name"],
  ]);
});

it.each(LOCALES)(
  "every text of %s can be said, where it counts of none, one, two and a million",
  (locale) => {
    for (const [key, text] of written(locale)) {
      for (const count of text.includes(", plural") ? [0, 1, 2, 1_000_000] : [1]) {
        const unfilled = /[{}]/.exec(say(locale, text, count));
        // Only what stands between apostrophes keeps its braces.
        if (!text.includes("'{")) expect([key, unfilled]).toEqual([key, null]);
      }
    }
  },
);

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

  it("has every form in which its language counts", () => {
    const { pluralCategories } = new Intl.PluralRules(locale).resolvedOptions();
    for (const [key, text] of own)
      for (const { kind, forms } of argumentsIn(text)) {
        const counted = forms.filter((form) => !form.startsWith("="));
        if (kind === "plural" && counted.length > 1)
          expect([key, counted.sort()]).toEqual([key, [...pluralCategories].sort()]);
      }
  });

  it("is whole once it is merged", async () => {
    const merged = new Map(flat(await messagesOf(locale)));
    expect([...merged.keys()].sort()).toEqual([...base.keys()].sort());
    for (const [key, text] of merged) expect(text).toBe(own.get(key) ?? base.get(key));
  });
});

it("Portuguese repeats no English but the words that it shares, and those of the chat are its own", async () => {
  const own = written("pt-BR");
  const shared = new Set(
    "admin bot chat ding emoji link mail macros min parley pop push status volume".split(" "),
  );
  const repeated = [...own].filter(([key, text]) => base.get(key) === text);
  // What is put in is nobody's words.
  const wordsOf = (text: string) =>
    say("pt-BR", text, 2)
      .replace(/«.*?»/g, "")
      .match(/\p{L}{2,}/gu) ?? [];
  const english = repeated.filter(([, text]) =>
    wordsOf(text).some((word) => !shared.has(word.toLowerCase())),
  );
  expect(english).toEqual([]);
  const chat = JSON.parse(readFileSync(join(import.meta.dirname, "../../widget/locales/pt-BR.json"), "utf8"));
  expect([1, 2, 3, 4, 5].map((score) => own.get(`rate.scores.${score}`))).toEqual(chat.scores);
  const same = { deleted: "inbox.message.deleted", sent: "inbox.state.sent", sending: "inbox.state.sending" };
  for (const [word, key] of Object.entries(same)) expect(own.get(key)).toBe(chat[word]);
  expect(own.get("rate.comment")).toBe(chat.comment);
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
