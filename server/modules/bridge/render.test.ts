import { describe, expect, it } from "vitest";
import { draftsOf, numberIn, type Shown, topicName } from "./render";

const limits = {
  ...{ maxTextLength: 60, captionLength: 30 },
  album: (types: readonly string[]) => Math.min(2, types.length),
};
const said = (id: string, content: string, rest: Partial<Shown> = {}): Shown => ({
  ...{ id, seq: Number(id), kind: "incoming", who: "Ada", content, marks: [], files: [], isDeleted: false },
  ...{ failure: null, replyToId: null, ...rest },
});
const file = (name: string) => ({
  ...{ fileId: name, name, contentType: "image/png", size: 1, width: null, height: null },
});
const texts = (...messages: Shown[]) => draftsOf(messages, limits).map(({ text }) => text);

describe("the posts that show a thread", () => {
  it("are as few as fit, with their authors", () => {
    expect(texts(said("1", "Hello"), said("2", "Hi", { kind: "outgoing", who: "Ben" }))).toEqual([
      "Ada:\nHello\n\n↩ Ben:\nHi",
    ]);
    expect(texts(said("1", "a".repeat(50)), said("2", "Hi"))).toHaveLength(2);
    expect(texts(said("1", "Careful", { kind: "note", who: "Ben" }))).toEqual(["📝 Note by Ben:\nCareful"]);
    expect(texts(said("1", "Ben has taken this.", { kind: "activity" }))).toEqual(["• Ben has taken this."]);
  });

  it("keep quotes and files apart, files as albums with the words on the first", () => {
    const drafts = draftsOf(
      [said("1", "Hello"), said("2", "Look", { files: [file("a"), file("b"), file("c")] })],
      limits,
    );
    expect(drafts.map(({ text, files }) => [text, files.length])).toEqual([
      ["Ada:\nHello", 0],
      ["Ada:\nLook", 2],
      ["", 1],
    ]);
    expect(texts(said("1", "one"), said("2", "two", { replyToId: "1" }), said("3", "three"))).toHaveLength(3);
    expect(texts(said("1", "long ".repeat(8), { files: [file("a")] }))).toEqual([expect.any(String), ""]);
  });

  it("hold a long message in pieces, and no character is broken", () => {
    const pieces = texts(said("1", `${"a".repeat(54)}😀${"b".repeat(30)}`));
    expect(pieces).toHaveLength(2);
    expect(pieces.every((piece) => piece.isWellFormed() && piece.length <= 60)).toBe(true);
    expect(pieces.join("")).toContain("😀");
  });

  it("say what was deleted, what did not arrive, and what is still on its way", () => {
    expect(texts(said("1", "", { isDeleted: true }))).toEqual(["Ada:\n🗑 This message was deleted."]);
    const failed = said("1", "Hi", { kind: "outgoing", who: "Ben", failure: "Blocked." });
    expect(texts(failed)).toEqual(["↩ Ben:\nHi\n⚠ Not delivered: Blocked."]);
    expect(texts(said("1", ""))).toEqual(["Ada:\n📎"]);
  });
});

describe("a topic's name", () => {
  it("holds the number by which the conversation is found again, within what Telegram takes", () => {
    expect(topicName({ number: 12, contact: "Ada Example", inbox: "Website" })).toBe(
      "#12 Ada Example · Website",
    );
    expect(topicName({ number: 12, contact: "x".repeat(200), inbox: "y" })).toHaveLength(128);
    expect(numberIn("#12 Ada Example · Website")).toBe(12);
    expect([numberIn("12 monkeys"), numberIn("#help"), numberIn("# 1")]).toEqual([null, null, null]);
  });
});
