import { describe, expect, it } from "vitest";
import { DEFAULT_TEXTS as texts } from "../texts";
import { available } from "./available";
import type { Scene } from "./scene";

const now = new Date(2026, 10, 21, 18, 30);
const at = (days: number, hour: number) => new Date(2026, 10, 21 + days, hour).getTime();
function said(availability: object | undefined, agents: { name: string; isOnline: boolean }[] = []): string {
  const session = availability && { agents, availability: { isOpen: true, ...NOTHING, ...availability } };
  return available({ texts, locale: "en-GB", state: { session } } as unknown as Scene, now);
}
const NOTHING = { backAt: null, replyMinutes: null };
const agent = (name: string, isOnline = true) => ({ name, isOnline });

describe("when an answer can be hoped for", () => {
  it.each([
    [at(0, 20), "Back at 20:00"],
    [at(1, 9), "Back on Sunday at 09:00"],
    [at(6, 9), "Back on Friday at 09:00"],
    [at(7, 9), "Back on 28/11/2026 at 09:00"],
    [null, "Away at the moment"],
  ])("says when somebody is back", (backAt, text) => {
    expect(said({ isOpen: false, backAt, replyMinutes: 3 })).toBe(text);
  });

  it.each([
    [0, "We usually reply in a few minutes"],
    [20, "We usually reply in a few hours"],
    [240, "We usually reply within a day"],
  ])("says how long it mostly takes: %s minutes", (replyMinutes, text) => {
    expect(said({ replyMinutes })).toBe(text);
  });

  it("names who is there while nobody knows how long it takes", () => {
    expect(said({}, [agent("Tom")])).toBe("Tom can help");
    expect(said({}, [agent("Tom"), agent("Priya"), agent("Ann", false)])).toBe("Tom and Priya can help");
    expect(said({}, [agent("Tom"), agent("Priya"), agent("Ann")])).toBe("Tom, Priya and 1 more can help");
    expect(said({}, [agent("Tom", false)])).toBe("We reply as soon as we can");
    expect(said(undefined)).toBe("");
  });
});
