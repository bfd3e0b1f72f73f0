import { describe, expect, it } from "vitest";
import { Peers } from "./relay-peers";

describe("the other processes", () => {
  it("are first, then in order, and nothing is taken twice", () => {
    const peers = new Peers(1000);
    expect(peers.see("p", 7, true, 0)).toBe("first");
    expect(peers.see("p", 8, true, 0)).toBe("in order");
    expect(peers.see("p", 8, true, 0)).toBe("repeated");
    expect(peers.see("p", 8, false, 0)).toBe("in order");
    expect(peers.see("p", 9, true, 0)).toBe("in order");
  });

  it("show a gap once, whether a message or a heartbeat reveals it", () => {
    const peers = new Peers(1000);
    peers.see("p", 1, true, 0);
    expect(peers.see("p", 3, true, 0)).toBe("gap");
    expect(peers.see("p", 3, false, 0)).toBe("in order");
    expect(peers.see("p", 5, false, 0)).toBe("gap");
    expect(peers.see("p", 6, true, 0)).toBe("in order");
  });

  it("are gone after silence, told once, and known when they come back", () => {
    const peers = new Peers(1000);
    peers.see("p", 4, true, 0);
    peers.markServing("p");
    expect(peers.serving).toBe(1);
    expect(peers.expire(1000)).toEqual([]);
    expect(peers.expire(1001)).toEqual(["p"]);
    expect(peers.expire(1002)).toEqual([]);
    expect(peers.serving).toBe(0);
    expect(peers.see("p", 4, false, 1100)).toBe("first");
    expect(peers.serving).toBe(1);
    peers.expire(9000);
    expect(peers.see("p", 9, true, 9001)).toBe("gap");
  });

  it("are heard afresh after we were deaf", () => {
    const peers = new Peers(1000);
    peers.see("p", 4, true, 0);
    peers.restart();
    expect(peers.see("p", 40, true, 0)).toBe("first");
    expect(peers.see("p", 41, true, 0)).toBe("in order");
  });
});
