import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, test } from "vitest";
import { LOCALES } from "./app/locale";

type Words = { [key: string]: string | Words };
const folder = join(import.meta.dirname, "locales");
const read = (locale: string): Words => JSON.parse(readFileSync(join(folder, `${locale}.json`), "utf8"));
/** What the parts of the chat say that come late stands with them in English, and with the rest in all other languages. */
const late: Words = JSON.parse(readFileSync(join(import.meta.dirname, "app/late/en-GB.json"), "utf8"));
const english = { ...read("en-GB"), ...late };

/** What is counted has exactly these forms in English. */
const isCounted = (words: Words) => Object.keys(words).join() === "one,other";

/** Every text by its path; of what is counted the forms that the language needs. */
function paths(words: Words, forms: readonly string[], before = ""): string[] {
  return Object.entries(words).flatMap(([key, value]) => {
    if (typeof value === "string") return before + key;
    return isCounted(value)
      ? forms.map((form) => `${before}${key}.${form}`)
      : paths(value, forms, `${before}${key}.`);
  });
}
const allPaths = (words: Words, before = ""): string[] =>
  Object.entries(words).flatMap(([key, value]) =>
    typeof value === "string" ? before + key : allPaths(value, `${before}${key}.`),
  );
const at = (words: Words, path: string): string | undefined =>
  path
    .split(".")
    .reduce<Words | string | undefined>((value, key) => (value as Words)?.[key], words) as string;
const places = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).sort();

test("every language has its file, and every file is known", () => {
  expect(readdirSync(folder).sort()).toEqual(LOCALES.map((locale) => `${locale}.json`).sort());
});

describe.each(LOCALES)("the words in %s", (locale) => {
  const words = locale === "en-GB" ? english : read(locale);
  const rules = new Intl.PluralRules(locale);
  const forms = rules.resolvedOptions().pluralCategories;
  /** A form that stands for one number only may say it in a word. */
  const isOneNumber = (form: string) =>
    Array.from({ length: 400 }, (_, n) => rules.select(n)).filter((one) => one === form).length === 1;

  it("are all there, with every plural form that the language needs, and no more", () => {
    expect(allPaths(words).sort()).toEqual(paths(english, forms).sort());
  });

  it("say something, and keep the places for names and numbers", () => {
    for (const path of allPaths(words)) {
      const text = at(words, path)!;
      expect(text, path).toBe(text.trim().normalize("NFC"));
      expect(text, path).not.toBe("");
      const form = path.split(".").at(-1)!;
      const given = at(english, path) ?? at(english, path.replace(form, "other"))!;
      const needed = places(given);
      const isSaid = forms.includes(form as Intl.LDMLPluralRule) && isOneNumber(form);
      expect(places(text), path).toEqual(isSaid && !places(text).length ? [] : needed);
    }
  });

  it("are translated", () => {
    const same = allPaths(words).filter((path) => at(words, path) === at(english, path));
    if (locale !== "en-GB") expect(same.length, same.join()).toBeLessThan(6);
  });
});
