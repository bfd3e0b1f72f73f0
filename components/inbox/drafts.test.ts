import { expect, it, vi } from "vitest";
import { createDrafts } from "./drafts";

it("keeps drafts per conversation and mode, across a reload", () => {
  vi.useFakeTimers();
  const map = new Map<string, string>();
  const storage = {
    get length() {
      return map.size;
    },
    key: (i: number) => [...map.keys()][i] ?? null,
    getItem: (key: string) => map.get(key) ?? null,
    setItem: (key: string, value: string) => void map.set(key, value),
    removeItem: (key: string) => void map.delete(key),
    clear: () => map.clear(),
  };
  const drafts = createDrafts("t", "m", storage);
  drafts.set("a", "reply", "Hello");
  drafts.set("a", "note", "Careful");
  expect(map.size).toBe(0);
  vi.advanceTimersByTime(500);
  const later = createDrafts("t", "m", storage);
  expect([later.get("a", "reply"), later.get("a", "note"), later.get("b", "reply")]).toEqual([
    "Hello",
    "Careful",
    "",
  ]);
  expect(createDrafts("t", "somebody else", storage).preview("a")).toBeNull();
  later.set("a", "reply", "");
  later.flush();
  expect(createDrafts("t", "m", storage).preview("a")).toBeNull();
  vi.useRealTimers();
});
