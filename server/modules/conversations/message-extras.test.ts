import { expect, it } from "vitest";
import { quickest } from "../../testing/quickest";
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

it("tells an edit of the formatting alone", () => {
  const bold = [{ kind: "bold" as const, from: 0, to: 2 }];
  const at = "2026-11-21T10:00:00.000Z";
  const versions = [{ content: "Hi", at }, ...[bold, bold].map((marks) => ({ content: "Hi", marks, at }))];
  expect(extrasOf({ versions })?.versions).toEqual(versions.slice(0, 2));
});

it.each(["_", "*", "_a", "**a", "https://a."])("reads 65,536 characters of %j once", (piece) => {
  const long = piece.repeat(65_536 / piece.length);
  expect(quickest(() => extrasOf(null, long))).toBeLessThan(20);
});

it.each<[string, boolean]>([
  [`_${"a".repeat(500)}**`, true],
  [`_${"a".repeat(501)}**`, false],
  [`_${"a".repeat(400)}_${"a".repeat(200)}**`, true],
  [`***${"a".repeat(500)}_`, true],
  [`**${"a".repeat(501)}_`, false],
  ["_a\n**", false],
  ["https://ahttps://_b", true],
  [`https://a${"b".repeat(500)}/_c`, false],
  [`https://a${"b".repeat(500)}https://c/_d`, true],
])("looks as far as a format reaches (%#)", (markdown, isMore) => {
  expect(extrasOf(null, markdown)?.isFormatted === true).toBe(isMore);
});

it("has the formatting of words that are no Markdown, also where there is none", () => {
  expect(extrasOf({ marks: [] }, "*as typed*")).toEqual({ marks: [], isFormatted: true });
  expect(extrasOf({ route: "x" })).toBeNull();
});

it("has a place and people's cards as they came, to be drawn instead of their words", () => {
  const place = { type: "location", latitude: 51.38, longitude: -2.36, name: null, address: null };
  const cards = { type: "contacts", people: [{ name: "Ada", phones: ["+44"], emails: [] }] };
  for (const shared of [place, cards])
    expect(extrasOf({ extra: shared })).toEqual({ isFormatted: true, kind: shared.type, shared });
  expect(extrasOf({ extra: { type: "poll" } })).toEqual({ kind: "poll" });
});
