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

test("what the server found comes after what was here, whatever it is called, so that Enter keeps its meaning", () => {
  const found = { ...item("Contacts", "Assign Brown"), isFound: true as const };
  const named = { ...item("Contacts", "Grace"), isFound: true as const };
  expect(findItems([found, named, ...items], "assign").map(({ words }) => words)).toEqual([
    "Assign to…",
    "Go to Unassigned",
    "Assign Brown",
    "Grace",
  ]);
});

test("without words everything stands in the order given", () => {
  expect(findItems(items, "").map(({ words }) => words)).toEqual([
    "Go to Unassigned",
    "Assign to…",
    "Resolve",
  ]);
});
