import { expect, it } from "vitest";
import { readMarkdown } from "../../server/core/markdown-marks";
import type { Mark } from "../../server/core/marked";
import { quickest } from "../../server/testing/quickest";
import { runsOf, sectionsOf } from "./marked-runs";

const sections = (markdown: string) =>
  sectionsOf(readMarkdown(markdown)).map(({ kind, text }) => [kind ?? "", text]);

it("sets quotes and code apart, and their edges leave no empty lines", () => {
  expect(sections("Hi\n> one\n> two\nthere\n```\na\nb\n```\nbye")).toEqual([
    ["", "Hi"],
    ["quote", "one\ntwo"],
    ["", "there"],
    ["block", "a\nb"],
    ["", "bye"],
  ]);
  expect(sections("plain\n\ntext")).toEqual([["", "plain\n\ntext"]]);
});

it("draws each stretch once, with all that it is from the outside in", () => {
  const runs = runsOf(readMarkdown("**a _b_** [c](https://d.example)"));
  expect(runs).toEqual([
    { text: "a ", kinds: ["bold"] },
    { text: "b", kinds: ["bold", "italic"] },
    { text: " ", kinds: [] },
    { text: "c", kinds: ["link"], href: "https://d.example" },
  ]);
});

it.each(["*a*\n", "> _a_\n", "> *a*\n\n", "**_`a`_** "])("is quick with a long text of %j", (piece) => {
  const words = readMarkdown(piece.repeat(65_536 / piece.length));
  expect(quickest(() => sectionsOf(words).flatMap(runsOf))).toBeLessThan(300);
});

it("draws what crosses, and what is formatted more than once", () => {
  const marks: Mark[] = [
    { kind: "italic", from: 2, to: 6 },
    { kind: "bold", from: 0, to: 4 },
    { kind: "bold", from: 3, to: 5 },
    { kind: "quote", from: 3, to: 3 },
  ];
  expect(runsOf({ text: "abcdefg", marks }).map(({ text, kinds }) => [text, ...kinds])).toEqual([
    ["ab", "bold"],
    ["c", "bold", "italic"],
    ["d", "bold", "italic"],
    ["e", "italic", "bold"],
    ["f", "italic"],
    ["g"],
  ]);
});

it("cuts what reaches past the text", () => {
  expect(sectionsOf({ text: "ab", marks: [{ kind: "bold", from: 1, to: 99 }] })).toEqual([
    { text: "ab", marks: [{ kind: "bold", from: 1, to: 2 }], kind: undefined },
  ]);
});
