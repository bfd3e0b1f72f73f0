import { afterEach, expect, test, vi } from "vitest";
import { conflictsOf, keysOf, PLAIN_KEYS } from "./bindings";
import { COMMAND_IDS, commandEntry } from "./catalogue";
import { isForField, keyOf, keysText } from "./keys";

afterEach(() => vi.unstubAllGlobals());

type Press = Partial<KeyboardEvent> & { key: string; altGr?: boolean };
function press(given: Press, platform = "Linux x86_64"): KeyboardEvent {
  vi.stubGlobal("navigator", { platform });
  vi.stubGlobal("HTMLElement", class {});
  return {
    code: "",
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    target: null,
    getModifierState: (name: string) => name === "AltGraph" && given.altGr === true,
    ...given,
  } as unknown as KeyboardEvent;
}

test.each<[string, Press, string]>([
  ["QWERTY", { key: "j", code: "KeyJ" }, "j"],
  ["capitals", { key: "E", code: "KeyE", shiftKey: true }, "shift+e"],
  ["QWERTZ: the letter written, not the place", { key: "z", code: "KeyY" }, "z"],
  ["AZERTY: the letter written, not the place", { key: "a", code: "KeyQ" }, "a"],
  ["AZERTY: the question mark is on another key", { key: "?", code: "KeyM", shiftKey: true }, "?"],
  ["Cyrillic: the place", { key: "о", code: "KeyJ" }, "j"],
  ["Cyrillic with a modifier", { key: "л", code: "KeyK", ctrlKey: true }, "mod+k"],
  ["Cyrillic bracket", { key: "ъ", code: "BracketRight" }, "]"],
  ["Greek", { key: "Σ", code: "KeyS", shiftKey: true }, "shift+s"],
  ["Hebrew", { key: "ח", code: "KeyJ" }, "j"],
  ["German bracket by AltGr", { key: "[", code: "Digit8", ctrlKey: true, altKey: true, altGr: true }, "["],
  ["Polish letter by AltGr is no E", { key: "ę", code: "KeyE", altKey: true, altGr: true }, "ę"],
  ["Alt", { key: "j", code: "KeyJ", altKey: true }, "alt+j"],
  ["arrows", { key: "ArrowUp", code: "ArrowUp", altKey: true }, "alt+arrowup"],
])("%s", (_, given, expected) => {
  expect(keyOf(press(given))).toBe(expected);
});

test.each<[string, Press, string]>([
  ["Option writes a letter", { key: "∆", code: "KeyJ", altKey: true }, "alt+j"],
  ["Option writes a dead key", { key: "Dead", code: "KeyE", altKey: true }, "alt+e"],
  ["Option writes a bracket on a German Mac", { key: "[", code: "Digit5", altKey: true }, "["],
  ["⌘", { key: "k", code: "KeyK", metaKey: true }, "mod+k"],
])("on a Mac: %s", (_, given, expected) => {
  expect(keyOf(press(given, "MacIntel"))).toBe(expected);
});

test("in a field only keys with a modifier are ours, and what Option writes is text", () => {
  const event = press({ key: "ø", code: "KeyO", altKey: true }, "MacIntel");
  class Field extends (HTMLElement as unknown as new () => object) {
    tagName = "TEXTAREA";
  }
  const inField = { ...event, target: new Field() } as unknown as KeyboardEvent;
  expect(isForField(inField, "alt+o")).toBe(true);
  expect(isForField(inField, "j")).toBe(true);
  expect(isForField(inField, "mod+k")).toBe(false);
  expect(isForField({ ...inField, key: "o" } as KeyboardEvent, "alt+o")).toBe(false);
});

test("keys are written as on key caps", () => {
  expect(keysText("g m", false)).toBe("G M");
  expect(keysText("mod+shift+p", false)).toBe("Ctrl Shift P");
  expect(keysText("mod+enter", true)).toBe("⌘ ↵");
  expect(keysText("?", false)).toBe("?");
  expect(keysText("alt+arrowdown", true)).toBe("⌥ ↓");
});

test.each(["parley", "alt"] as const)("no two commands of the preset %s share a key", (preset) => {
  const choices = { preset, changed: {} };
  const clashes = COMMAND_IDS.flatMap((id) => {
    const keys = keysOf(id, choices);
    return keys && !commandEntry(id).isFixed
      ? conflictsOf(id, keys, choices).map((other) => `${id} and ${other}: ${keys}`)
      : [];
  });
  expect(clashes).toEqual([]);
});

test("the preset Alt keys is what Chatwoot's people know, a changed key goes before it, and off leaves no single key", () => {
  expect(keysOf("resolve", { preset: "alt", changed: {} })).toBe("alt+e");
  expect(keysOf("resolveNext", { preset: "alt", changed: {} })).toBe("mod+alt+e");
  expect(keysOf("assign", { preset: "alt", changed: {} })).toBe("a");
  expect(keysOf("resolve", { preset: "alt", changed: { resolve: "q" } })).toBe("q");
  expect(keysOf("resolve", { preset: "parley", changed: { resolve: "" } })).toBeNull();
  const off = { preset: "off", changed: { assign: "alt+a" } } as const;
  expect(keysOf("resolve", off)).toBeNull();
  expect(keysOf("mine", off)).toBeNull();
  expect(keysOf("assign", off)).toBe("alt+a");
  expect(keysOf("bar", off)).toBe("mod+k");
});

test("a key that is the beginning of another is told as a conflict", () => {
  expect(conflictsOf("resolve", "g", PLAIN_KEYS)).toContain("mine");
  expect(conflictsOf("resolve", "j", PLAIN_KEYS)).toEqual(["next"]);
  expect(conflictsOf("search", "/", PLAIN_KEYS)).toEqual([]);
});
