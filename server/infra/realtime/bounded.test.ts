import { describe, expect, it } from "vitest";
import { EventCache } from "./event-cache";
import { countedAddress } from "./handshake";
import { Terminations } from "./terminations";

describe("the event cache", () => {
  it("keeps the last event for its time", () => {
    const cache = new EventCache(10, 1000);
    cache.set("cache-a", "e", "1", 0);
    cache.set("cache-a", "e", "2", 0);
    expect(cache.get("cache-a", 999)?.data).toBe("2");
    expect(cache.get("cache-a", 1000)).toBeNull();
  });

  it("never holds more channels than its bound", () => {
    const cache = new EventCache(2, 1000);
    for (const name of ["a", "b", "a", "c"]) cache.set(name, "e", name, 0);
    expect(["a", "b", "c"].map((name) => cache.get(name, 1)?.data ?? null)).toEqual(["a", null, "c"]);
  });
});

describe("terminations", () => {
  it("bind the sockets that were open, not those that come later", () => {
    const terminations = new Terminations();
    terminations.add("u1", 100);
    expect(terminations.isTooOld("u1", 100)).toBe(true);
    expect(terminations.isTooOld("u1", 101)).toBe(false);
    expect(terminations.isTooOld("u2", 50)).toBe(false);
  });

  it("stay strict when there are too many to remember", () => {
    const terminations = new Terminations();
    for (let i = 0; i <= 10_000; i++) terminations.add(`u${i}`, i + 1);
    expect(terminations.isTooOld("u0", 1)).toBe(true);
    expect(terminations.isTooOld("u0", 2)).toBe(false);
  });
});

describe("the address a connection counts for", () => {
  it.each([
    ["203.0.113.9", "203.0.113.9"],
    ["::ffff:203.0.113.9", "203.0.113.9"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2"],
    ["127.0.0.1", ""],
    ["10.1.2.3", ""],
    ["172.16.0.1", ""],
    ["172.32.0.1", "172.32.0.1"],
    ["192.168.1.1", ""],
    ["100.64.0.1", ""],
    ["::1", ""],
    ["fd00::1", ""],
    ["", ""],
  ])("of %j is %j", (address, counted) => {
    expect(countedAddress(address)).toBe(counted);
  });
});
