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

it("takes the server's draft only where it is newer, and names what the server does not have", () => {
  const drafts = createDrafts("t", "m", null);
  drafts.set("a", "reply", "Typed here");
  const mine = drafts.of("a", "reply").updatedAt;
  const theirs = { conversationId: "a", mode: "reply" as const, replyTo: null, files: [] };
  drafts.take({ ...theirs, content: "Older", updatedAt: "2020-01-01T00:00:00.000Z" });
  expect(drafts.get("a", "reply")).toBe("Typed here");
  expect(drafts.unsaved().map(([key]) => key)).toEqual(["a.reply"]);
  drafts.saved("a.reply", "another time");
  expect(drafts.unsaved()).toHaveLength(1);
  drafts.saved("a.reply", mine);
  expect(drafts.unsaved()).toEqual([]);
  drafts.take({ ...theirs, content: "Newer", updatedAt: "2099-01-01T00:00:00.000Z" });
  expect(drafts.preview("a")).toBe("Newer");
  expect(drafts.unsaved()).toEqual([]);
});
