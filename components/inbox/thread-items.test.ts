import { describe, expect, it } from "vitest";
import type { MessageDto } from "../../server/modules/messages/schema";
import { readerOf } from "../i18n/reader";
import { messageOf } from "../realtime/testing";
import { threadItems } from "./thread-items";

const LONDON = readerOf("en-GB", "Europe/London");
const at = (time: string, seq: number, more: Partial<MessageDto> = {}) =>
  messageOf("a", seq, { createdAt: `2026-11-20T${time}Z`, ...more });
const tom = { author: { kind: "member", id: "tom" } } as const;
const shape = (messages: MessageDto[], readSeq: number | null = null) =>
  threadItems(messages, LONDON, readSeq).map((item) =>
    item.kind === "run"
      ? item.messages.map((m) => m.seq)
      : item.kind === "activity"
        ? item.facts.length
        : item.kind,
  );

describe("a thread", () => {
  it("joins what one author says within three minutes", () => {
    const messages = [
      at("09:00:00", 1),
      at("09:02:59", 2),
      at("09:06:00", 3),
      at("09:06:10", 4, { kind: "outgoing", ...tom }),
      at("09:06:20", 5, { kind: "note", ...tom }),
    ];
    expect(shape(messages)).toEqual(["day", [1, 2], [3], [4], [5]]);
  });

  it("has a line for each day of the reader's clock", () => {
    const messages = [at("23:50:00", 1), messageOf("a", 2, { createdAt: "2026-11-21T00:01:00Z" })];
    expect(shape(messages)).toEqual(["day", [1], "day", [2]]);
    expect(threadItems(messages, readerOf("en-GB", "America/New_York"), null).map((i) => i.kind)).toEqual([
      "day",
      "run",
      "run",
    ]);
  });

  it("draws the new line above the first message of the contact that was not read, and counts those", () => {
    const messages = [
      at("09:00:00", 1),
      at("09:00:10", 2, { kind: "outgoing", ...tom }),
      at("09:00:20", 3),
      at("09:00:30", 4),
    ];
    expect(shape(messages, 1)).toEqual(["day", [1], [2], "new", [3, 4]]);
    expect(threadItems(messages, LONDON, 1).find((i) => i.kind === "new")).toMatchObject({ count: 2 });
    expect(shape(messages, 4)).not.toContain("new");
  });

  it("folds what one person did within a minute into one sentence", () => {
    const did = (time: string, seq: number, who: string) =>
      at(time, seq, {
        kind: "activity",
        author: { kind: "member", id: who },
        data: { type: "status", status: "resolved", previousStatus: "open" },
      });
    expect(
      shape([did("09:00:00", 1, "tom"), did("09:00:50", 2, "tom"), did("09:01:10", 3, "priya")]),
    ).toEqual(["day", 2, 1]);
  });
});
