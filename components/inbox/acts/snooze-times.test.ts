import { expect, test } from "vitest";
import { momentOf, readTime, snoozePresets, wallTime } from "./snooze-times";

const ZONE = "Europe/London";
const BRITISH = { zone: ZONE, locale: "en-GB" };
const SATURDAY = new Date("2026-11-21T14:31:20Z");
const shown = (at: Date | null, zone = ZONE) =>
  at &&
  new Intl.DateTimeFormat("en-GB", { timeZone: zone, dateStyle: "short", timeStyle: "short" }).format(at);

test("the ready-made times stand on the business's clock", () => {
  const { hour, tomorrow, week, month } = snoozePresets(SATURDAY, ZONE);
  expect([hour, tomorrow, week, month].map((at) => shown(at))).toEqual([
    "21/11/2026, 15:32",
    "22/11/2026, 09:00",
    "23/11/2026, 09:00",
    "07/12/2026, 09:00",
  ]);
  const monday = new Date("2026-06-01T08:00:00Z");
  expect(shown(snoozePresets(monday, ZONE).week)).toBe("08/06/2026, 09:00");
  const auckland = snoozePresets(SATURDAY, "Pacific/Auckland");
  expect(shown(auckland.tomorrow, "Pacific/Auckland")).toBe("23/11/2026, 09:00");
  const december = snoozePresets(new Date("2026-12-31T12:00:00Z"), ZONE);
  expect([shown(december.tomorrow), shown(december.month)]).toEqual([
    "01/01/2027, 09:00",
    "04/01/2027, 09:00",
  ]);
});

test.each([
  ["tomorrow", "22/11/2026, 09:00"],
  ["friday 3pm", "27/11/2026, 15:00"],
  ["in 3 days at 17:00", "24/11/2026, 17:00"],
  ["24/12", "24/12/2026, 09:00"],
  ["5/12 at 8:30", "05/12/2026, 08:30"],
  ["in 2 hours", "21/11/2026, 16:31"],
  ["monday", "23/11/2026, 09:00"],
  ["teapot", null],
  ["yesterday", null],
])("“%s” is understood as %s", (words, expected) => {
  expect(shown(readTime(words, SATURDAY, BRITISH))).toBe(expected);
});

test.each([
  ["3/4", "03/04/2027, 09:00", "04/03/2027, 09:00"],
  ["12/5 at 8:30", "12/05/2027, 08:30", "05/12/2026, 08:30"],
  ["friday 3pm", "27/11/2026, 15:00", "27/11/2026, 15:00"],
  ["12/24/2026", "24/12/2026, 09:00", "24/12/2026, 09:00"],
])("“%s” is read in the order of the reader's language", (words, british, american) => {
  expect(shown(readTime(words, SATURDAY, BRITISH))).toBe(british);
  expect(shown(readTime(words, SATURDAY, { zone: ZONE, locale: "en-US" }))).toBe(american);
});

test.each([
  ["amanhã", "22/11/2026, 09:00"],
  ["Amanhã às 17h", "22/11/2026, 17:00"],
  ["amanha de manhã", "22/11/2026, 09:00"],
  ["depois de amanhã às 8h30", "23/11/2026, 08:30"],
  ["hoje à noite", "21/11/2026, 20:00"],
  ["hoje às 18:15", "21/11/2026, 18:15"],
  ["sexta 15h", "27/11/2026, 15:00"],
  ["na próxima terça-feira às 9", "24/11/2026, 09:00"],
  ["domingo ao meio-dia", "22/11/2026, 12:00"],
  ["em 3 dias às 17:00", "24/11/2026, 17:00"],
  ["daqui a duas horas", "21/11/2026, 16:31"],
  ["em meia hora", "21/11/2026, 15:01"],
  ["em 45 min", "21/11/2026, 15:16"],
  ["dentro de 2 semanas", "05/12/2026, 09:00"],
  ["semana que vem", "28/11/2026, 09:00"],
  ["3 de dezembro às 10h", "03/12/2026, 10:00"],
  ["24/12", "24/12/2026, 09:00"],
  ["5/12 às 8:30", "05/12/2026, 08:30"],
  ["friday 3pm", "27/11/2026, 15:00"],
  ["ontem", null],
  ["bule de chá", null],
])("“%s” is understood in Portuguese as %s", (words, expected) => {
  expect(shown(readTime(words, SATURDAY, { zone: ZONE, locale: "pt-BR" }))).toBe(expected);
});

test("words are read on the clock of the zone, over a change of clocks too", () => {
  const spring = new Date("2026-03-28T12:00:00Z");
  expect(readTime("tomorrow at 10:00", spring, BRITISH)?.toISOString()).toBe("2026-03-29T09:00:00.000Z");
  expect(
    shown(readTime("tomorrow 8am", SATURDAY, { ...BRITISH, zone: "America/New_York" }), "America/New_York"),
  ).toBe("22/11/2026, 08:00");
  expect(momentOf({ year: 2026, month: 3, day: 29, hour: 1, minute: 30 }, ZONE).toISOString()).toBe(
    "2026-03-29T01:30:00.000Z",
  );
  expect(wallTime(new Date("2026-07-01T12:00:00Z"), ZONE).hour).toBe(13);
});
