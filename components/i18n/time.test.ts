import { describe, expect, it } from "vitest";
import { languageName } from "./language-name";
import { formatCount, formatList, formatNumber, readerOf } from "./reader";
import {
  daysAgo,
  formatDate,
  formatDateTime,
  formatListTime,
  formatLongWeekday,
  formatSoon,
  formatTime,
  formatWeekday,
} from "./time";

const now = Date.parse("2026-11-20T11:26:00Z");
const british = readerOf("en-GB", "Europe/London");
const american = readerOf("en-US", "Europe/London");

describe("times in a list", () => {
  it.each([
    ["2026-11-20T11:04:00Z", "11:04", "11:04 AM"],
    ["2026-11-20T00:00:00Z", "00:00", "12:00 AM"],
    ["2026-11-20T00:05:00Z", "00:05", "12:05 AM"],
    ["2026-11-20T09:07:00Z", "09:07", "9:07 AM"],
    ["2026-11-20T12:00:00Z", "12:00", "12:00 PM"],
    ["2026-11-20T23:59:00Z", "23:59", "11:59 PM"],
    ["2026-11-19T23:59:00Z", "Thu", "Thu"],
    ["2026-11-14T09:00:00Z", "Sat", "Sat"],
    ["2026-11-13T09:00:00Z", "13/11", "11/13"],
    ["2026-03-04T09:00:00Z", "04/03", "03/04"],
    ["2025-11-20T09:00:00Z", "20/11/2025", "11/20/2025"],
    ["2025-12-31T23:59:00Z", "31/12/2025", "12/31/2025"],
  ])("%s reads %s, or %s, on 20/11/2026 in London", (iso, text, inAmerican) => {
    expect(formatListTime(iso, now, british)).toBe(text);
    expect(formatListTime(iso, now, american)).toBe(inAmerican);
  });

  it("of what is to come name the day where it is not today's", () => {
    expect(formatSoon("2026-11-20T23:59:00Z", now, british)).toBe("23:59");
    expect(formatSoon("2026-11-21T11:25:00Z", now, british)).toBe("Sat 11:25");
    expect(formatSoon("2026-11-21T11:25:00Z", now, american)).toBe("Sat 11:25 AM");
  });

  it("follow the reader's own clock, over the end of a year too", () => {
    const kathmandu = readerOf("en-GB", "Asia/Kathmandu");
    expect(formatListTime("2026-11-19T23:30:00Z", now, kathmandu)).toBe("05:15");
    expect(formatDateTime("2026-11-19T23:30:00Z", kathmandu)).toBe("20/11/2026, 05:15");
    expect(formatDateTime("2026-11-19T23:30:00Z", readerOf("en-US", "Asia/Kathmandu"))).toBe(
      "11/20/2026, 5:15 AM",
    );
    const firstOfMarch = Date.parse("2026-03-01T12:00:00Z");
    expect(formatListTime("2025-12-31T20:00:00Z", firstOfMarch, kathmandu)).toBe("01/01");
    expect(formatListTime("2025-12-31T20:00:00Z", firstOfMarch, american)).toBe("12/31/2025");
  });

  it.each([british, american, readerOf("de-DE", "Europe/London")])(
    "count calendar days in $locale, across a change of the clocks and of the year",
    (reader) => {
      expect(daysAgo("2026-10-24T22:30:00Z", Date.parse("2026-10-26T00:30:00Z"), reader)).toBe(2);
      expect(daysAgo("2026-03-28T23:59:00Z", Date.parse("2026-03-29T23:30:00Z"), reader)).toBe(2);
      expect(daysAgo("2025-12-31T23:59:00Z", Date.parse("2026-01-01T00:01:00Z"), reader)).toBe(1);
      expect(daysAgo("2026-11-20T23:59:00Z", now, reader)).toBe(0);
      expect(daysAgo("2026-11-21T00:01:00Z", now, reader)).toBe(-1);
    },
  );
});

it("days, weekdays, numbers and lists are written in the reader's language", () => {
  const at = "2026-11-20T14:31:00Z";
  const all = (reader: typeof british) => [
    formatDate(at, reader),
    formatTime(at, reader),
    formatWeekday(at, reader),
    formatLongWeekday(at, reader),
    formatNumber(1234.5, reader),
    formatList(["Ada", "Tom", "Priya"], reader),
  ];
  expect(all(british)).toEqual(["20/11/2026", "14:31", "Fri", "Friday", "1,234.5", "Ada, Tom and Priya"]);
  expect(all(american)).toEqual(["11/20/2026", "2:31 PM", "Fri", "Friday", "1,234.5", "Ada, Tom, and Priya"]);
  expect(all(readerOf("pt-BR", "America/Sao_Paulo"))).toEqual([
    ...["20/11/2026", "11:31", "sex.", "sexta-feira"],
    ...["1.234,5", "Ada, Tom e Priya"],
  ]);
  expect(all(readerOf("de-DE", "Europe/Berlin"))).toEqual([
    ...["20.11.2026", "15:31", "Fr", "Freitag"],
    ...["1.234,5", "Ada, Tom und Priya"],
  ]);
});

it("Portuguese lists read as the British ones do, in their own words", () => {
  const paulista = readerOf("pt-BR", "America/Sao_Paulo");
  const at = ["2026-11-20T11:04:00Z", "2026-11-19T23:59:00Z", "2026-11-13T09:00:00Z", "2025-11-20T09:00:00Z"];
  const shown = at.map((iso) => formatListTime(iso, now, paulista));
  expect(shown).toEqual(["08:04", "qui.", "13/11", "20/11/2025"]);
  expect(formatDateTime(at[0]!, paulista)).toBe("20/11/2026, 08:04");
  expect([999, 1234, 12_999].map((count) => formatCount(count, paulista))).toEqual(["999", "1,2k", "12,9k"]);
  expect(["en-GB", "en-US", "pt-BR"].map(languageName)).toEqual([
    ...["British English", "American English", "Português (Brasil)"],
  ]);
});

it("one reader has one object, and keeps its formats", () => {
  expect(readerOf("en-GB", "Europe/London")).toBe(british);
  formatTime(now, british);
  const { time } = british.formats;
  formatTime(now, british);
  expect(british.formats.time).toBe(time);
  expect(american.formats.time).not.toBe(time);
});
