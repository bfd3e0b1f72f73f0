import { describe, expect, it } from "vitest";
import { isCache, isChannelName, isEncrypted, isPresence, isSocketId, needsAuth } from "./names";

describe("channel names", () => {
  it.each([
    ["orders", true],
    ["private-t.0192f5d2-7a3b-7c51-9d0e-3f6f7c0b2a11.all", true],
    ["presence-a_b=c@d,e.f;g", true],
    ["#server-to-user-agent-7", true],
    ["a".repeat(164), true],
    ["a".repeat(165), false],
    ["", false],
    ["#users", false],
    ["#server-to-user-", false],
    ["#server-to-user-a:b", false],
    ["private-a:presence-b", false],
    ["private-a b", false],
    ["private-a\n", false],
    ["private-ü", false],
    ["private-a/b", false],
  ])("%j may be used: %s", (name, isAllowed) => {
    expect(isChannelName(name)).toBe(isAllowed);
  });

  it("say what the channel is", () => {
    expect(["a", "private-a", "presence-a", "private-encrypted-a"].map(needsAuth)).toEqual([
      false,
      true,
      true,
      true,
    ]);
    expect(["a", "private-presence-a", "presence-a"].map(isPresence)).toEqual([false, false, true]);
    expect(["private-encrypted-a", "private-a"].map(isEncrypted)).toEqual([true, false]);
    const cached = ["cache-a", "private-cache-a", "presence-cache-a", "private-encrypted-cache-a"];
    expect(cached.map(isCache)).toEqual([true, true, true, true]);
    expect(["a-cache-b", "private-a-cache-b"].map(isCache)).toEqual([false, false]);
  });
});

describe("socket ids", () => {
  it.each([
    ["123.456", true],
    ["1.2.3", false],
    ["1", false],
    ["a.b", false],
    ["1.2:private-x", false],
    ["1.2\n", false],
  ])("%j is one: %s", (id, isOne) => {
    expect(isSocketId(id)).toBe(isOne);
  });
});
