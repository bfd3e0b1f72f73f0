import { expect, it } from "vitest";
import { withMentions } from "./mentions";
import type { Names } from "./reference";

const member = (id: string, name: string, isActive = true) => [id, { id, name, isActive }] as const;
const names = {
  members: new Map([member("1", "Priya Nair"), member("2", "Priya"), member("3", "Gone Person", false)]),
  teams: new Map([["9", { id: "9", name: "Orders", description: "", memberIds: [] }]]),
} as unknown as Pick<Names, "members" | "teams">;

it.each([
  ["@Priya Nair look", "@[Priya Nair](member:1) look"],
  ["@priya, look", "@[Priya](member:2), look"],
  ["ask @Orders and @Priya Nair.", "ask @[Orders](team:9) and @[Priya Nair](member:1)."],
  ["@Priyanka", "@Priyanka"],
  ["a@Priya.example", "a@Priya.example"],
  ["@Gone Person", "@Gone Person"],
])("%s", (text, expected) => expect(withMentions(text, names)).toBe(expected));
