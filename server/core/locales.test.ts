import { expect, it } from "vitest";
import { acceptedLocale, chooseLocale, isMonthFirst } from "./locales";
import { momentWriter } from "./written";

it("a person's own language comes before their business's, and an unknown one counts for nothing", () => {
  expect(chooseLocale("en-US", "en-GB")).toBe("en-US");
  expect(chooseLocale(null, "en-US")).toBe("en-US");
  expect(chooseLocale("tlh", "en-US")).toBe("en-US");
  expect(chooseLocale(undefined, "")).toBe("en-GB");
});

it.each([
  ["en-US,en;q=0.9", "en-US"],
  ["en-GB;q=0.5, en-US;q=0.9", "en-US"],
  ["fr-FR, en-US;q=0.2", "en-US"],
  ["en;q=0.9, fr", "en-GB"],
  ["en-US;q=0", "en-GB"],
  ["pt-BR,pt;q=0.9,en-US;q=0.8,en;q=0.7", "pt-BR"],
  ["pt-PT,pt;q=0.9,en;q=0.8", "pt-BR"],
  ["fr-FR, pt;q=0.6, en-US;q=0.5", "pt-BR"],
  ["en-US;q=0.9, pt-BR;q=0.8", "en-US"],
  ["en, en-US;q=0.9", "en-US"],
  ["en-AU, pt-BR;q=0.9", "en-GB"],
  ["*, ;;;q=q,,", "en-GB"],
  [null, "en-GB"],
])("a browser that asks for %s gets %s", (header, locale) => {
  expect(acceptedLocale(header)).toBe(locale);
});

it("the month comes first in American English alone", () => {
  expect(["en-GB", "en-US", "pt-BR"].map(isMonthFirst)).toEqual([false, true, false]);
});

it("the server writes moments as their readers do", () => {
  const moments = ["2026-11-21T00:05:00Z", "2026-11-21T12:00:00Z"].map((iso) => new Date(iso));
  expect(moments.map(momentWriter("en-GB", "UTC"))).toEqual(["21/11/2026, 00:05", "21/11/2026, 12:00"]);
  expect(moments.map(momentWriter("en-US", "UTC"))).toEqual(["11/21/2026, 12:05 AM", "11/21/2026, 12:00 PM"]);
  expect(moments.map(momentWriter("pt-BR", "UTC"))).toEqual(["21/11/2026, 00:05", "21/11/2026, 12:00"]);
});
