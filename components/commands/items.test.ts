import { expect, test } from "vitest";
import { findItems, type Item } from "./items";

const item = (group: string, words: string): Item => ({ id: words, group, words, run: () => {} });
const items = [
  item("Moving", "Go to Unassigned"),
  item("Conversation", "Assign to…"),
  item("Conversation", "Resolve"),
];

test("the group with the best match comes first, and what does not match is left out", () => {
  expect(findItems(items, "assign to").map(({ words }) => words)).toEqual(["Assign to…", "Go to Unassigned"]);
});

test("without words everything stands in the order given", () => {
  expect(findItems(items, "").map(({ words }) => words)).toEqual([
    "Go to Unassigned",
    "Assign to…",
    "Resolve",
  ]);
});
