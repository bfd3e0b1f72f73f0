import { expect, it } from "vitest";
import { slugCandidates, slugOf } from "./slug";

it.each([
  ["Acme Corp UK", "acme-corp-uk"],
  ["Müller & Söhne Ltd", "muller-sohne-ltd"],
  ["O’Brien's  Bakery!", "obriens-bakery"],
  ["  --Fern & Kettle--  ", "fern-kettle"],
  ["API", "api-business"],
  ["Sign in", "sign-in-business"],
  ["t", "business-t"],
  ["東京", "business"],
  ["🙂", "business"],
  ["x".repeat(60), "x".repeat(40)],
  [`${"x".repeat(39)} y`, "x".repeat(39)],
])("%s lives at %s", (name, slug) => {
  expect(slugOf(name)).toBe(slug);
});

it("tries the name, then numbers, then chance", () => {
  expect(slugCandidates("Acme", () => "f00d")).toEqual([
    "acme",
    "acme-2",
    "acme-3",
    "acme-4",
    "acme-5",
    "acme-f00d",
  ]);
});
