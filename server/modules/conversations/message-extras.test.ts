import { expect, it } from "vitest";
import { extrasOf } from "./message-extras";

it("says of the team's Markdown whether there is more in it than a bubble draws by itself", () => {
  const isMore = (markdown: string) => extrasOf(null, markdown)?.isFormatted === true;
  const more = [
    "```\ncode\n```",
    "~~no~~",
    "Hi\n> quote",
    "**a _b_**",
    "_a **b**_",
    "https://shop.example/_new_/",
  ];
  expect(more.filter((markdown) => !isMore(markdown))).toEqual([]);
  const plain = [
    "**a** [b](https://c.example/d)",
    "https://c.example/d_e `a`",
    "_a_ `b`",
    "2 > 1",
    "https://shop.example/a_b_c",
    "",
  ];
  expect(plain.filter(isMore)).toEqual([]);
});

it("tells an edit of ours once that the provider has told of, too", () => {
  const at = (second: number) => `2026-11-21T10:00:0${second}.000Z`;
  const [was, now, again] = [0, 1, 2].map((second) => ({ content: second ? "new" : "old", at: at(second) }));
  expect(extrasOf({ versions: [was!, now!, again!] })?.versions).toEqual([was, now]);
});

it("has the formatting of words that are no Markdown, also where there is none", () => {
  expect(extrasOf({ marks: [] }, "*as typed*")).toEqual({ marks: [], isFormatted: true });
  expect(extrasOf({ route: "x" })).toBeNull();
});
