import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { SharedStorage } from "../testing/memory-storage";
import { createHandle, handleChange } from "./handle";
import { createStore } from "./store";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function tabs() {
  const heard: string[] = [];
  const storage = new SharedStorage();
  const tab = (name: string) => {
    const view = storage.tab((key, newValue, oldValue) => {
      const change = handleChange("demo", { key, oldValue, newValue });
      if (change) heard.push(`${name}: ${change}`);
    });
    return { view, handle: createHandle(createStore(view), "demo") };
  };
  return { heard, storage, a: tab("a"), b: tab("b") };
}

it("is dropped by a user who is proved: the other tabs hear that nobody was forgotten, and nothing stays", () => {
  const { heard, storage, a, b } = tabs();
  a.handle.keep({ colour: "#8127e8" });
  const before = b.handle.kept();
  expect(before).toBe(a.handle.get());
  a.handle.drop();
  vi.runAllTimers();
  expect(heard).toEqual(["b: dropped"]);
  expect([storage.map.size, a.handle.kept()]).toEqual([0, undefined]);
  expect(a.handle.get()).not.toBe(before);
  expect(b.handle.kept()).toBe(before);
});

it("is dropped by each tab without an answer from the others", () => {
  const { heard, a, b } = tabs();
  a.handle.keep();
  for (const { handle } of [a, b, a]) handle.drop();
  vi.runAllTimers();
  expect(heard).toEqual(["b: dropped"]);
});

it("is forgotten where somebody signed out", () => {
  const { heard, a } = tabs();
  a.handle.keep();
  a.view.removeItem("parley:demo:waits");
  a.view.removeItem("parley:demo");
  vi.runAllTimers();
  expect(heard).toEqual(["b: forgotten"]);
});
