import { describe, expect, it } from "vitest";
import type { VisitorMessage } from "../../../server/rest/widget/contract";
import { size } from "../late/size";
import type { Queued } from "../queue";
import { DEFAULT_TEXTS } from "../texts";
import { NO_THREAD } from "../thread";
import { day, initials, time } from "./format";
import { linesOf } from "./runs";

function message(
  seq: number,
  from: "visitor" | "team",
  minute: number,
  author: string | null = null,
): VisitorMessage {
  const createdAt = new Date(2026, 10, 20, 11, minute).toISOString();
  return {
    id: `m${seq}`,
    seq,
    from,
    author,
    clientId: from === "visitor" ? `c${seq}` : null,
    content: `${seq}`,
    attachments: [],
    createdAt,
  };
}
const queued = (clientId: string): Queued => ({
  clientId,
  content: clientId,
  files: [],
  at: Date.now(),
  page: "",
});
const thread = (...items: VisitorMessage[]) => ({ ...NO_THREAD, id: "c", items });

describe("the lines of the log", () => {
  it("joins what one person writes within three minutes", () => {
    const lines = linesOf(
      thread(
        message(1, "team", 0, "Tom"),
        message(2, "team", 2, "Tom"),
        message(3, "team", 3, "Priya"),
        message(4, "team", 9, "Priya"),
      ),
      [],
    );
    expect(lines.map((line) => line.isLast)).toEqual([false, true, true, true]);
  });

  it("shows as seen what the team has read or answered after, and breaks the run there", () => {
    const own = [
      message(1, "visitor", 0),
      message(2, "team", 1, "Tom"),
      message(3, "visitor", 2),
      message(4, "visitor", 2),
    ];
    expect(linesOf(thread(...own), []).map((line) => line.state)).toEqual(["seen", null, "sent", "sent"]);
    expect(linesOf({ ...thread(...own), teamSeen: 3 }, []).map((line) => line.isLast)).toEqual([
      true,
      true,
      true,
      true,
    ]);
  });

  it("puts the queue after the thread, and drops from it what the server already has", () => {
    const lines = linesOf(thread(message(1, "visitor", 0)), [queued("c1"), queued("c2")]);
    expect(lines.map((line) => line.key)).toEqual(["c1", "c2"]);
    expect(lines.at(-1)!.state).toBe("queued");
  });

  it("gives every day its line, except today when it is the first", () => {
    const now = new Date();
    const today = { ...message(2, "team", 0, "Tom"), createdAt: now.toISOString() };
    expect(linesOf(thread(today), [])[0]!.isDayStart).toBe(false);
    expect(linesOf(thread(message(1, "team", 0, "Tom"), today), []).map((line) => line.isDayStart)).toEqual([
      message(1, "team", 0).createdAt.slice(0, 10) !== now.toISOString().slice(0, 10),
      true,
    ]);
  });

  it("speaks up only about what is new from the team", () => {
    const lines = linesOf(
      {
        ...thread(message(1, "team", 0, "Tom"), message(2, "visitor", 1), message(3, "team", 2, "Tom")),
        start: 2,
      },
      [queued("c9")],
    );
    expect(lines.map((line) => line.isQuiet)).toEqual([true, true, false, true]);
  });
});

describe("words for numbers", () => {
  it("writes times, days, sizes and faces the British way", () => {
    const now = new Date(2026, 10, 20, 9);
    expect(time(new Date(2026, 10, 20, 8, 5), "en-GB")).toBe("08:05");
    const american = [0, 8, 12, 23].map((hour) => time(new Date(2026, 10, 20, hour, 5), "en-US"));
    expect(american).toEqual(["12:05 AM", "8:05 AM", "12:05 PM", "11:05 PM"]);
    expect(day(new Date(2026, 10, 20, 0, 1), "en-GB", DEFAULT_TEXTS, now)).toBe("Today");
    expect(day(new Date(2026, 10, 19, 23, 59), "en-GB", DEFAULT_TEXTS, now)).toBe("Yesterday, 19/11/2026");
    expect(day(new Date(2026, 10, 16), "en-GB", DEFAULT_TEXTS, now)).toBe("Monday, 16/11/2026");
    expect(["Tom", "Fern & Kettle", "", "Łukasz", "李明"].map(initials)).toEqual([
      "TO",
      "FK",
      "",
      "ŁU",
      "李明",
    ]);
    expect([1, 1500, 999_000, 1_258_291, 40 << 20].map((n) => size(n, "en-GB"))).toEqual([
      "1 KB",
      "2 KB",
      "976 KB",
      "1.2 MB",
      "40 MB",
    ]);
  });
});
