import { expect, it } from "vitest";
import { plainText } from "../../server/core/plain-text";
import { splitLive } from "./live-text";
import { splitNote, splitRich } from "./rich-text";

const kinds = (text: string) => splitRich(text).map(({ kind, text: part }) => [kind ?? "", part]);

it("reads bold, italic, code and links, and leaves everything else as it is", () => {
  expect(kinds("**Hi** _there_, `npm i` and [us](https://parley.example)")).toEqual([
    ["bold", "Hi"],
    ["", " "],
    ["italic", "there"],
    ["", ", "],
    ["code", "npm i"],
    ["", " and "],
    ["link", "us"],
  ]);
  for (const plain of ["2 * 3 * 4", "snake_case_name", "**", "a ` b", "[x](javascript:alert(1))"])
    expect(kinds(plain)).toEqual([["", plain]]);
});

it("gives back every character with its marks", () => {
  const text = "a **b** *c* `d` [e](https://f.example) https://g.example.";
  const back = splitRich(text).map(
    ({ text: part, marks }) => `${marks?.[0] ?? ""}${part}${marks?.[1] ?? ""}`,
  );
  expect(back.join("")).toBe(text);
});

it("tints whoever a note names, and says a text plainly", () => {
  const note = "@[Priya Nair](member:0190aaaa-0000-7000-8000-000000000000) **look**";
  expect(splitNote(note).map((part) => part.kind ?? "")).toEqual(["mention", "", "bold"]);
  expect(plainText(`${note}\nplease`)).toBe("@Priya Nair look please");
});

it("does not hang on a hostile text", () => {
  const started = performance.now();
  splitRich(`${"*".repeat(5000)}${"[".repeat(5000)}${"_a".repeat(5000)}`);
  expect(performance.now() - started).toBeLessThan(1000);
});

it("draws in the composer what is struck out, too, and loses no character", () => {
  const text = "~~old~~ **b** `~~c~~` [d](https://e.example) a~~b ~~f _g_~~ h@i.example";
  const parts = splitLive(text);
  expect(parts.filter(({ kind }) => kind === "strike").map((part) => part.text)).toEqual(["old", "f _g_"]);
  expect(parts.map(({ kind }) => kind).filter(Boolean)).toEqual(["strike", "bold", "code", "link", "strike"]);
  expect(parts.map(({ text: words, marks: [a, b] = ["", ""] }) => a + words + b).join("")).toBe(text);
});
