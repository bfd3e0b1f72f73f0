import { describe, expect, it } from "vitest";
import { daysAgo, formatDateTime, formatListTime } from "./time";

const now = Date.parse("2026-11-20T11:26:00Z");
const LONDON = "Europe/London";

describe("times in a list", () => {
  it.each([
    ["2026-11-20T11:04:00Z", "11:04"],
    ["2026-11-20T00:00:00Z", "00:00"],
    ["2026-11-19T23:59:00Z", "Thu"],
    ["2026-11-14T09:00:00Z", "Sat"],
    ["2026-11-13T09:00:00Z", "13/11"],
    ["2025-11-20T09:00:00Z", "20/11/2025"],
  ])("%s reads %s on 20/11/2026 in London", (iso, text) => {
    expect(formatListTime(iso, now, LONDON)).toBe(text);
  });

  it("follow the reader's own clock", () => {
    expect(formatListTime("2026-11-19T23:30:00Z", now, "Asia/Kathmandu")).toBe("05:15");
    expect(formatDateTime("2026-11-19T23:30:00Z", "Asia/Kathmandu")).toBe("20/11/2026, 05:15");
  });

  it("count calendar days across a change of the clocks", () => {
    expect(daysAgo("2026-10-24T22:30:00Z", Date.parse("2026-10-26T00:30:00Z"), LONDON)).toBe(2);
  });
});
