import { expect, it } from "vitest";
import { LOCALES } from "../../server/core/locales";
import { readAttribute } from "../../server/modules/contacts/attributes";
import { formatAttribute, typedAttribute } from "./attribute-value";

it("a number is offered for editing as the server reads it, whatever the language", () => {
  const definition = { key: "k", name: "Field", kind: "number" as const, options: {} };
  for (const locale of LOCALES)
    for (const value of [0, -3, 1234.5, 123.567, 1_000_000, 0.1, 1e15])
      expect(readAttribute(definition, typedAttribute(value, locale), locale)).toBe(value);
  expect(typedAttribute(1234.5, "pt-BR")).toBe("1234,5");
  expect(typedAttribute(undefined, "pt-BR")).toBe("");
});

it("a value is shown in the reader's words", () => {
  const price = { kind: "currency" as const, options: { currency: "BRL" } } as never;
  expect(formatAttribute(price, 1234.5, { locale: "pt-BR" })).toBe("R$\u00a01.234,50");
  expect(formatAttribute({ kind: "date", options: {} } as never, "2026-11-21", { locale: "pt-BR" })).toBe(
    "21/11/2026",
  );
});
