import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { makeDataKey, openDataKey, rewrapDataKey, seal, unseal } from "./crypto";

const key = randomBytes(32);

describe("a sealed value", () => {
  it.each([0, 1, 100_000])("of %i bytes opens with its key and context", (size) => {
    const plain = randomBytes(size);
    expect(unseal(key, seal(key, plain, "inbox:1"), "inbox:1").equals(plain)).toBe(true);
  });

  it("looks different each time", () => {
    const plain = Buffer.from("the same words");
    expect(seal(key, plain, "a").equals(seal(key, plain, "a"))).toBe(false);
  });

  it("opens with no other key and in no other place", () => {
    const sealed = seal(key, Buffer.from("token"), "inbox:1");
    expect(() => unseal(randomBytes(32), sealed, "inbox:1")).toThrow();
    expect(() => unseal(key, sealed, "inbox:2")).toThrow();
  });

  it("does not open when any byte was changed or cut off", () => {
    const sealed = seal(key, Buffer.from("token"), "inbox:1");
    for (let at = 0; at < sealed.length; at++) {
      const changed = Buffer.from(sealed);
      changed[at] = changed[at]! ^ 1;
      expect(() => unseal(key, changed, "inbox:1")).toThrow();
    }
    for (let end = 0; end < sealed.length; end++) {
      expect(() => unseal(key, sealed.subarray(0, end), "inbox:1")).toThrow();
    }
  });
});

describe("a wrapped data key", () => {
  it("stays the same when the master key is changed, and then opens with the new one only", () => {
    const next = randomBytes(32);
    const wrapped = makeDataKey(key, "tenant:1");
    const rewrapped = rewrapDataKey(key, next, wrapped, "tenant:1");
    expect(openDataKey(next, rewrapped, "tenant:1").equals(openDataKey(key, wrapped, "tenant:1"))).toBe(true);
    expect(() => openDataKey(key, rewrapped, "tenant:1")).toThrow();
  });

  it("opens for its owner only", () => {
    expect(() => openDataKey(key, makeDataKey(key, "tenant:1"), "tenant:2")).toThrow();
  });
});
