import { expect, test } from "vitest";
import { findItems, type Item, withChoices } from "./items";

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

test("choices are found by their own names, after the commands, and do not stand beside a command for its words alone", () => {
  const choice = (words: string) => ({ id: words, words, run: () => {} });
  const asked: Item = { id: "assign", group: "Conversation", words: "Assign to…", choices: async () => [] };
  const theme: Item = { id: "theme", group: "Everywhere", words: "Theme…", choices: [choice("Dark")] };
  const listed = new Map([["assign", [choice("Priya Nair"), choice("Tom Reed")]]]);
  const found = (typed: string) =>
    findItems(withChoices([asked, theme, item("Conversation", "Assign to me")], typed, listed), typed).map(
      ({ words }) => words,
    );
  expect(found("nair")).toEqual(["Assign to: Priya Nair"]);
  expect(found("assign")).toEqual(["Assign to…", "Assign to me"]);
  expect(found("assign to")).toEqual(["Assign to…", "Assign to me", "Assign to: Tom Reed"]);
  expect(found("dark")).toEqual(["Theme: Dark"]);
  expect(found("p")).toEqual([]);
});
