import { describe, expect, it } from "vitest";
import { LOCALES, type Locale } from "../../core/locales";
import { attributeWords, readAttribute } from "./attributes";
import { normaliseEmail, normalisePhone, normaliseTimeZone } from "./fields";
import type { AttributeKind, AttributeOptions } from "./schema";

describe("what is stored of a contact", () => {
  it.each([
    ["+44 7700 900142", "+447700900142"],
    ["0044 (0)20 7946-0018", "+442079460018"],
    ["+1 (212) 555.0143", "+12125550143"],
    ["  ", null],
  ])("the number %j is kept as %j", (given, kept) => expect(normalisePhone(given)).toBe(kept));

  it.each(["07700 900142", "call me", "+44", "+0123456789", "+123456789012345678"])(
    "%j is refused with words that help",
    (given) => expect(() => normalisePhone(given)).toThrow(/country|number/),
  );

  it("an e-mail is kept in small letters, and what is none is refused", () => {
    expect(normaliseEmail(" Grace@Example.COM ")).toBe("grace@example.com");
    expect(() => normaliseEmail("grace at example")).toThrow("is not an e-mail address");
  });

  it("a time zone must exist", () => {
    expect(normaliseTimeZone("Europe/London")).toBe("Europe/London");
    expect(() => normaliseTimeZone("Mars/Olympus")).toThrow("Europe/London");
  });
});

describe("the value of a custom attribute", () => {
  const read = (kind: AttributeKind, given: string | number | boolean, options: AttributeOptions = {}) =>
    readAttribute({ key: "k", name: "Field", kind, options }, given, "en-GB");

  it.each<[AttributeKind, string | number | boolean, unknown]>([
    ["text", "  Oak \u0000 ", "Oak"],
    ["number", "1,234.5", 1234.5],
    ["number", "-3", -3],
    ["number", 0, 0],
    ["currency", "£1,234.505", 1234.51],
    ["percent", "12.5 %", 12.5],
    ["link", "example.com/a", "https://example.com/a"],
    ["date", "1/2/2026", "2026-02-01"],
    ["date", "2026-11-21", "2026-11-21"],
    ["checkbox", "Yes", true],
    ["checkbox", false, false],
  ])("%s: %j is kept as %j", (kind, given, kept) => expect(read(kind, given)).toBe(kept));

  it.each<[AttributeKind, string | number | boolean]>([
    ["number", "twelve"],
    ["number", "1,23"],
    ["number", Number.POSITIVE_INFINITY],
    ["link", "javascript:alert(1)"],
    ["link", "nowhere"],
    ["date", "31/02/2026"],
    ["date", "tomorrow"],
    ["checkbox", "perhaps"],
    ["list", "Copper"],
  ])("%s: %j is refused and names the field", (kind, given) => {
    const options = { choices: ["Gold", "Silver"] };
    expect(() => read(kind, given, options)).toThrow(
      expect.objectContaining({ details: { field: "attributes.k" } }),
    );
  });

  it.each([
    ["3/4/2026", "2026-03-04"],
    ["11/21/2026", "2026-11-21"],
    ["2026-11-21", "2026-11-21"],
  ])("a day written %s is read in the order of the language", (given, kept) => {
    const definition = { key: "k", name: "Field", kind: "date" as const, options: {} };
    expect(readAttribute(definition, given, "en-US")).toBe(kept);
    expect(() => readAttribute(definition, "21/11/2026", "en-US")).toThrow("11/21/2026");
  });

  it.each<[AttributeKind, string | number, number | boolean]>([
    ["number", "1.234,5", 1234.5],
    ["number", "12,5", 12.5],
    ["number", "123,567", 123.567],
    ["number", "1.234", 1234],
    ["number", "1234.56", 1234.56],
    ["number", 1234.567, 1234.567],
    ["currency", "R$ 1.234,50", 1234.5],
    ["currency", "-R$ 3,00", -3],
    ["percent", "12,5 %", 12.5],
    ["checkbox", "Não", false],
    ["checkbox", "sim", true],
  ])("%s: %j in Portuguese is kept as %j", (kind, given, kept) => {
    const definition = { key: "k", name: "Field", kind, options: {} };
    expect(readAttribute(definition, given, "pt-BR")).toBe(kept);
  });

  it("what is kept is written as the language does", () => {
    const words = (kind: AttributeKind, value: number | string | boolean, locale: Locale) =>
      attributeWords({ kind, options: { currency: "BRL" } }, value, locale).replaceAll("\u00a0", " ");
    expect(words("currency", 1234.5, "pt-BR")).toBe("R$ 1.234,50");
    expect(words("percent", 12.5, "pt-BR")).toBe("12,5%");
    expect(words("date", "2026-11-21", "pt-BR")).toBe("21/11/2026");
    expect(LOCALES.map((locale) => words("checkbox", true, locale))).toEqual(["yes", "yes", "sim"]);
  });

  it("a choice is found whatever its letters", () =>
    expect(read("list", "gold", { choices: ["Gold", "Silver"] })).toBe("Gold"));
});
