import { expect, test } from "vitest";
import { matchWords } from "./match";

test.each([
  ["Assign to…", "as", 0],
  ["Closing soon", "so", 1],
  ["Washing the glaze", "as", 3],
  ["Zoë Müller", "zoe mul", 1],
  ["Go to (all)", "al", 1],
])("%s is found by “%s”", (text, typed, rank) => {
  expect(matchWords(text, typed)?.rank).toBe(rank);
});

test("every word must be there, in the text or beside it", () => {
  expect(matchWords("Grace Whitfield", "grace x")).toBeNull();
  expect(matchWords("Grace Whitfield", "4127", "#4127")).toEqual({ rank: 2, spans: [] });
  expect(matchWords("a.c", ".*")).toBeNull();
});

test("what matches is marked in order", () => {
  expect(matchWords("Grace Whitfield", "whit gr")?.spans).toEqual([
    [0, 2],
    [6, 10],
  ]);
});
