import { expect, it } from "vitest";
import { readMarkdown } from "../../server/core/markdown-marks";
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

it("cuts what reaches past the text", () => {
  expect(sectionsOf({ text: "ab", marks: [{ kind: "bold", from: 1, to: 99 }] })).toEqual([
    { text: "ab", marks: [{ kind: "bold", from: 1, to: 2 }], kind: undefined },
  ]);
});
