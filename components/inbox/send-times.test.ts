import { expect, it } from "vitest";
import { offeredTimes, readTime } from "./send-times";

const saturday = new Date(2026, 10, 21, 14, 30);

it("offers tomorrow and Monday at nine, on a Sunday only once", () => {
  expect(offeredTimes(saturday).map(({ at }) => at)).toEqual([
    new Date(2026, 10, 22, 9),
    new Date(2026, 10, 23, 9),
  ]);
  expect(offeredTimes(new Date(2026, 10, 22, 8)).map(({ key }) => key)).toEqual(["tomorrow"]);
  expect(offeredTimes(new Date(2026, 10, 23, 8)).at(-1)?.at).toEqual(new Date(2026, 10, 30, 9));
});

it.each([
  ["tomorrow at 5pm", new Date(2026, 10, 22, 17)],
  ["in 3 hours", new Date(2026, 10, 21, 17, 30)],
  ["03/12/2026 10:15", new Date(2026, 11, 3, 10, 15)],
  ["Wednesday", new Date(2026, 10, 25, 9)],
])("reads %s", async (words, expected) => expect(await readTime(words, saturday, "en-GB")).toEqual(expected));

it("reads nothing in other words, nor a time that is over", async () => {
  expect(await readTime("whenever", saturday, "en-GB")).toBeNull();
  expect(await readTime("01/01/2020 10:00", saturday, "en-GB")).toBeNull();
});

it("reads a date in the order of the language", async () => {
  expect(await readTime("3/4", saturday, "en-GB")).toEqual(new Date(2027, 3, 3, 9));
  expect(await readTime("3/4", saturday, "en-US")).toEqual(new Date(2027, 2, 4, 9));
  expect(await readTime("3/4", saturday, "pt-BR")).toEqual(new Date(2027, 3, 3, 9));
  expect(await readTime("sexta às 17h", saturday, "pt-BR")).toEqual(new Date(2026, 10, 27, 17));
  expect(await readTime("em 3 horas", saturday, "pt-BR")).toEqual(new Date(2026, 10, 21, 17, 30));
  expect(await readTime("12/03/2026 10:15 AM", saturday, "en-US")).toEqual(new Date(2026, 11, 3, 10, 15));
});
