import { describe, expect, it } from "vitest";
import { readMarkdown, writeMarkdown } from "../../core/markdown-marks";
import { MAX_MARKS, type Marked } from "../../core/marked";
import { heard, WHATSAPP_WORDS } from "./words";

const { read, write } = WHATSAPP_WORDS;
const toWhatsApp = (markdown: string) => write(readMarkdown(markdown)).text;
const toMarkdown = (written: string) => writeMarkdown(read(written));

describe("Markdown on WhatsApp", () => {
  it.each([
    ["**bold**, *italic* and _italic_, ~~struck~~", "*bold*, _italic_ and _italic_, ~struck~"],
    ["`npm i` and\n```\ncode\n  more\n```\nafter", "`npm i` and\n```code\n  more```\nafter"],
    ["**_both_** and **a _b_ c**", "*_both_* and *a _b_ c*"],
    ["See [our shop](https://shop.example/a_b) now", "See our shop (https://shop.example/a_b) now"],
    ["[https://shop.example](https://shop.example)", "https://shop.example"],
    ["[shop.example](https://shop.example/)", "https://shop.example/"],
    ["- one\n* two\n1. three\n> four\n>five", "- one\n* two\n1. three\n> four\n> five"],
    // What is between letters is drawn by the one and not by the other.
    ["un**believ**able", "unbelievable"],
    // No signs in Markdown, but on WhatsApp: they are parted.
    ["~10~ or ~ 20", "~\u200a10~ or ~ 20"],
    ["2*3*4, __init__, snake_case_name, 2 * 3 * 4, # 1", "2*3*4, __init__, snake_case_name, 2 * 3 * 4, # 1"],
    ["https://shop.example/_new_/*x*", "https://shop.example/_new_/*x*"],
    ["**Total: 😀 5 €**", "*Total: 😀 5 €*"],
    ["** no ** and **", "** no ** and **"],
    ["plain", "plain"],
    ["", ""],
  ])("%j is %j", (markdown, written) => {
    expect(toWhatsApp(markdown)).toBe(written);
  });
});

describe("what people format on WhatsApp", () => {
  it.each<[string, Marked]>([
    [
      "*Hi* _there_ ~no~ `x`",
      {
        text: "Hi there no x",
        marks: [
          { kind: "bold", from: 0, to: 2 },
          { kind: "italic", from: 3, to: 8 },
          { kind: "strike", from: 9, to: 11 },
          { kind: "code", from: 12, to: 13 },
        ],
      },
    ],
    ["😀 *é*", { text: "😀 é", marks: [{ kind: "bold", from: 3, to: 4 }] }],
    ["> a\n> b\nc", { text: "a\nb\nc", marks: [{ kind: "quote", from: 0, to: 3 }] }],
    ["```a\nb```", { text: "a\nb", marks: [{ kind: "block", from: 0, to: 3 }] }],
    [
      "*_both_*",
      {
        text: "both",
        marks: [
          { kind: "bold", from: 0, to: 4 },
          { kind: "italic", from: 0, to: 4 },
        ],
      },
    ],
  ])("%j is the words with their marks beside them", (written, marked) => {
    expect(read(written)).toEqual(marked);
  });

  it.each([
    "2*3*4",
    "__init__",
    "# 1",
    "* a\n* b",
    "a * b * c",
    "* x*",
    "*x *",
    "5*",
    "**",
    "https://x.example/_a_",
  ])("%j stays as it was typed", (typed) => expect(read(typed)).toEqual({ text: typed, marks: [] }));

  it("is the same in Markdown", () => {
    expect(toMarkdown("*b* _i_ ~s~ `c`\n> q")).toBe("**b** _i_ ~~s~~ `c`\n> q");
  });
});

/** The same numbers in every run. */
function numbers(seed: number) {
  let at = seed;
  return (below: number) => {
    at = (at * 1103515245 + 12345) % 2147483648;
    return Math.floor((at / 2147483648) * below);
  };
}
const PIECES = [
  ..."*_~`> \n-",
  "a",
  "b c",
  "é",
  "😀",
  "7",
  "**",
  "~~",
  "```",
  "(x)",
  "https://x.example/_a_ ",
  "\n> ",
  " *b* ",
  " _i_ ",
];

it("out and in again is the same, whatever is typed", () => {
  const next = numbers(7);
  for (let round = 0; round < 2000; round++) {
    const typed = Array.from({ length: 1 + next(14) }, () => PIECES[next(PIECES.length)]).join("");
    const heard = read(typed);
    const bare = ({ text, marks }: Marked) => ({ text: text.replaceAll("\u200a", ""), kinds: marks.length });
    for (const { from, to } of heard.marks)
      expect(0 <= from && from < to && to <= heard.text.length).toBe(true);
    expect(bare(read(write(heard).text)), JSON.stringify(typed)).toEqual(bare(heard));
    const meant = readMarkdown(typed);
    // A lone backtick stands for itself, and may find another one when the rest is written differently.
    if (meant.text.includes("`")) continue;
    expect(bare(readMarkdown(writeMarkdown(meant))).text, JSON.stringify(typed)).toBe(bare(meant).text);
    // Nothing that is no mark of the agent's becomes one on the way.
    expect(read(write(meant).text).marks.length, JSON.stringify(typed)).toBeLessThanOrEqual(
      meant.marks.length,
    );
  }
});

it("does not hang on a hostile text", () => {
  const started = performance.now();
  for (const piece of ["*a", "_a*", "`", "~ ", "> ", "[", "```", "*_~"]) toMarkdown(piece.repeat(20_000));
  expect(performance.now() - started).toBeLessThan(1500);
});

it("keeps all words of what is formatted beyond measure, and some of its formatting", () => {
  const { content, marks } = heard("*a* ".repeat(16_384));
  expect(content).toBe("a ".repeat(16_384));
  expect(marks).toHaveLength(MAX_MARKS);
  expect(marks!.at(-1)).toEqual({ kind: "bold", from: 2 * MAX_MARKS - 2, to: 2 * MAX_MARKS - 1 });
});
