import { expect, it } from "vitest";
import type { CannedDto } from "../../server/modules/replies/schema";
import { fillIn } from "./canned-variables";
import { rankCanned } from "./find-suggestions";

it("fills in what it knows and leaves the rest as it is written", () => {
  const values = { contact: "Grace Whitfield", agent: "Tom Okafor", inbox: "Website chat", number: 4127 };
  const text =
    "Hello {{contact.first_name}} ({{ contact.name }}), {{agent.first_name}} of {{inbox.name}}, #{{conversation.number}}, {{order.id}}";
  expect(fillIn(text, values)).toBe(
    "Hello Grace (Grace Whitfield), Tom of Website chat, #4127, {{order.id}}",
  );
});

it("ranks codes that begin with the word before those that hold it, and those before contents", () => {
  const one = (shortCode: string, content = "") =>
    ({ id: shortCode, shortCode, content, files: [], isShared: true }) as CannedDto;
  const all = [one("bye", "the hours are"), one("open-hours"), one("hours"), one("other")];
  expect(rankCanned(all, "hours").map((c) => c.shortCode)).toEqual(["hours", "open-hours", "bye"]);
  expect(rankCanned(all, "")).toHaveLength(4);
});
