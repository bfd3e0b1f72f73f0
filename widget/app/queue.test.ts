import { describe, expect, it } from "vitest";
import { SharedStorage } from "../testing/memory-storage";
import { createQueue, randomText } from "./queue";
import { createStore } from "./store";

function tabs(n: number, now: () => number) {
  const shared = new SharedStorage();
  return Array.from({ length: n }, () => createQueue(createStore(shared.tab(() => {})), "demo", now));
}

describe("the queue", () => {
  it("keeps the order of writing, also within one millisecond and when the clock goes back", () => {
    let now = 1_795_000_000_000;
    const [queue] = tabs(1, () => now) as [ReturnType<typeof createQueue>];
    for (let i = 0; i < 50; i++) {
      queue.add(`${i}`, [], "");
      if (i === 20) now -= 100_000;
    }
    expect(queue.list().map((item) => item.content)).toEqual(Array.from({ length: 50 }, (_, i) => `${i}`));
  });

  it("loses nothing when two tabs write and remove at once", () => {
    const [one, two] = tabs(2, () => 1_795_000_000_000) as [
      ReturnType<typeof createQueue>,
      ReturnType<typeof createQueue>,
    ];
    const a = one.add("a", [], "");
    two.add("b", [], "");
    one.remove(a.clientId);
    one.add("c", [], "");
    expect(two.list().map((item) => item.content)).toEqual(["b", "c"]);
  });

  it("keeps the order of writing whatever a message is called, and one that two tabs give the same name once", () => {
    const [one, two] = tabs(2, () => 1_795_000_000_000) as [
      ReturnType<typeof createQueue>,
      ReturnType<typeof createQueue>,
    ];
    const yes = one.add("Yes", [], "", undefined, { answer: { messageId: "m", pick: 0 } }, "z-m");
    two.add("Yes", [], "", undefined, { answer: { messageId: "m", pick: 0 } }, "z-m");
    two.add("and please today", [], "");
    const said = () => one.list().map((item) => item.content);
    expect([yes.clientId, said()]).toEqual(["z-m", ["Yes", "and please today"]]);
    one.save({ ...yes, refusal: "Too late." });
    expect(two.head()?.content).toBe("and please today");
    two.save({ ...yes, refusal: undefined });
    expect([one.has("z-m"), two.head()?.clientId]).toEqual([true, "z-m"]);
    two.remove("z-m");
    expect([one.has("z-m"), said()]).toEqual([false, ["and please today"]]);
  });

  it("passes over what was refused until it is tried again", () => {
    const [queue] = tabs(1, Date.now) as [ReturnType<typeof createQueue>];
    const bad = queue.add("bad", [], "");
    queue.add("good", [], "");
    queue.save({ ...bad, refusal: "Too long." });
    expect(queue.head()?.content).toBe("good");
    queue.save({ ...bad, refusal: undefined });
    expect(queue.head()?.content).toBe("bad");
  });

  it("names messages as the server wants them named", () => {
    const [queue] = tabs(1, Date.now) as [ReturnType<typeof createQueue>];
    for (let i = 0; i < 200; i++) expect(queue.add("", [], "").clientId).toMatch(/^[A-Za-z0-9_-]{8,64}$/);
    for (let i = 0; i < 200; i++) expect(randomText(32)).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });

  it("works where the page may not store, for as long as the page lasts", () => {
    const forbidden = createStore(null);
    const queue = createQueue(forbidden, "demo");
    queue.add("a", [], "");
    expect(queue.list()).toHaveLength(1);
    queue.remove(queue.head()!.clientId);
    expect(queue.list()).toEqual([]);
  });

  it("keeps in memory what a full storage does not take, and skips what is not ours to read", () => {
    const shared = new SharedStorage();
    const storage = shared.tab(() => {});
    const queue = createQueue(
      createStore({
        ...storage,
        length: 0,
        setItem: () => {
          throw new Error("full");
        },
      }),
      "demo",
    );
    queue.add("a", [], "");
    expect(queue.list()).toHaveLength(1);
    shared.map.set("parley:demo:zzz", "{broken");
    expect(createQueue(createStore(storage), "demo").list()).toEqual([]);
  });
});
