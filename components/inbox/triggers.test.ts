import { expect, it } from "vitest";
import { findTrigger } from "./triggers";

const at = (text: string, mode: "reply" | "note" = "reply") =>
  findTrigger(text, text.length, text.length, mode);

it("finds what is looked for at the caret, only where a word begins", () => {
  expect(at("/ho")).toEqual({ kind: "canned", query: "ho", from: 0 });
  expect(at("Hello /")).toEqual({ kind: "canned", query: "", from: 6 });
  expect(at("https://x")).toBeNull();
  expect(at("and/or")).toBeNull();
  expect(at("fine :smi")).toEqual({ kind: "emoji", query: "smi", from: 5 });
  expect(at("at 10:30")).toBeNull();
  expect(at(":)")).toBeNull();
  expect(at("ask @Priya N", "note")).toEqual({ kind: "mention", query: "Priya N", from: 4 });
  expect(at("ask @Priya")).toBeNull();
  expect(at("me@example", "note")).toBeNull();
});
