import { beforeEach, describe, expect, it } from "vitest";
import { Roster } from "./roster";

let changes: string[];
let roster: Roster;

beforeEach(() => {
  changes = [];
  roster = new Roster(({ channel, userId, joined }) =>
    changes.push(`${channel} ${joined ? "+" : "-"}${userId}`),
  );
});

describe("a roster", () => {
  it("counts people, not sockets", () => {
    expect(roster.join("a", "u1", "null", "1.1")).toBe(true);
    expect(roster.join("a", "u1", "null", "1.2")).toBe(false);
    expect(roster.leave("a", "u1")).toBe(false);
    expect(roster.leave("a", "u1")).toBe(true);
    expect(roster.leave("a", "u1")).toBe(false);
    expect(changes).toEqual(["a +u1", "a -u1"]);
    expect([...roster.names()]).toEqual([]);
  });

  it("keeps somebody who is still present in another process", () => {
    roster.join("a", "u1", "null", "1.1");
    roster.joinPeer("p1", "a", "u1", "null");
    roster.leave("a", "u1");
    expect(roster.has("a", "u1")).toBe(true);
    roster.leavePeer("p2", "a", "u1");
    roster.leavePeer("p1", "a", "u1");
    expect(changes).toEqual(["a +u1", "a -u1"]);
  });

  it("takes a process's list as all there is of it", () => {
    roster.join("a", "own", "null", "1.1");
    roster.replacePeer("p1", [
      ["a", [["u1", "1"]]],
      ["b", [["u2", "2"]]],
    ]);
    roster.replacePeer("p1", [["a", [["u3", "3"]]]]);
    expect([...roster.members("a").keys()].sort()).toEqual(["own", "u3"]);
    expect(roster.size("b")).toBe(0);
    roster.replacePeer("p1", []);
    expect([...roster.members("a").keys()]).toEqual(["own"]);
    expect(changes).toEqual(["a +own", "a +u1", "b +u2", "a -u1", "b -u2", "a +u3", "a -u3"]);
  });

  it("tells the others of its own sockets only", () => {
    roster.join("a", "own", '{"n":1}', "1.1");
    roster.joinPeer("p1", "a", "other", "null");
    expect(roster.snapshot()).toEqual([["a", [["own", '{"n":1}']]]]);
  });

  it("survives users named like parts of an object", () => {
    roster.join("__proto__", "constructor", "null", "1.1");
    expect(roster.size("__proto__")).toBe(1);
    expect(roster.size("toString")).toBe(0);
  });
});
