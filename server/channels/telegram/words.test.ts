import type { MessageEntity } from "grammy/types";
import { describe, expect, it } from "vitest";
import { readMarkdown, writeMarkdown } from "../../core/markdown-marks";
import { MAX_MARKS } from "../../core/marked";
import { asTelegram, entitiesOf, readEntities } from "./words";

const sent = (markdown: string): { text: string; entities: MessageEntity[] } => {
  const { text, marks } = asTelegram(readMarkdown(markdown));
  // What others have typed from Telegram's documentation takes them as they are.
  return { text, entities: entitiesOf(marks) as MessageEntity[] };
};
const cut = ({ text, entities }: ReturnType<typeof sent>) =>
  entities.map(({ type, offset, length }) => [type, text.slice(offset, offset + length)]);

describe("Markdown on Telegram", () => {
  it.each<[string, string, [string, string][]]>([
    [
      "**b** *i* _i_ ~~s~~ `c`",
      "b i i s c",
      [
        ["bold", "b"],
        ["italic", "i"],
        ["italic", "i"],
        ["strikethrough", "s"],
        ["code", "c"],
      ],
    ],
    [
      "😀 **é😀** 👩‍👩‍👧 `x`",
      "😀 é😀 👩‍👩‍👧 x",
      [
        ["bold", "é😀"],
        ["code", "x"],
      ],
    ],
    [
      "**_both_**",
      "both",
      [
        ["bold", "both"],
        ["italic", "both"],
      ],
    ],
    ["```js\nlet a = 1;\n```", "let a = 1;", [["pre", "let a = 1;"]]],
    ["> one\n> two\nthree", "one\ntwo\nthree", [["blockquote", "one\ntwo"]]],
    ["- one\n  * two\n```\n- code\n```", "• one\n  • two\n- code", [["pre", "- code"]]],
    ["2*3*4 __init__ <b> & [x]", "2*3*4 __init__ <b> & [x]", []],
  ])("%j is %j with %j", (markdown, text, entities) => {
    const words = sent(markdown);
    expect(words.text).toBe(text);
    expect(cut(words)).toEqual(entities);
  });

  it("has a link's address beside its words", () => {
    expect(sent("😀 [shop](https://shop.example/a_b)")).toEqual({
      text: "😀 shop",
      entities: [{ type: "text_link", offset: 3, length: 4, url: "https://shop.example/a_b" }],
    });
  });
});

describe("what people format on Telegram", () => {
  it("is what Markdown knows of it, also after the text was cleaned", () => {
    const text = "a\u0000😀 bold under hid x";
    const entities = [
      { type: "bold", offset: 5, length: 4 },
      { type: "underline", offset: 10, length: 5 },
      { type: "spoiler", offset: 16, length: 3 },
      { type: "text_link", offset: 20, length: 1, url: "tg://user?id=7" },
      { type: "italic", offset: 900, length: 4 },
    ];
    const heard = readEntities(text, entities);
    expect(heard).toEqual({ text: "a😀 bold under hid x", marks: [{ kind: "bold", from: 4, to: 8 }] });
    expect(writeMarkdown(heard)).toBe("a😀 **bold** under hid x");
  });

  it("has all its words and a measure of formatting", () => {
    const entities = Array.from({ length: 4000 }, (_, at) => ({ type: "bold", offset: 2 * at, length: 1 }));
    const words = readEntities("a ".repeat(4000), entities);
    expect(words.text).toBe("a ".repeat(4000));
    expect(words.marks).toHaveLength(MAX_MARKS);
  });

  it("comes back the same", () => {
    for (const markdown of ["**a _b_** ~~c~~ `d`\n> e\nf", "😀 [g](https://h.example) **i**"]) {
      const { text, entities } = sent(markdown);
      expect(writeMarkdown(readEntities(text, entities))).toBe(markdown);
    }
  });
});
