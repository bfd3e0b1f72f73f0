import { describe, expect, it } from "vitest";
import { Fact, type Factual, learn, UNCONFIRMED } from "./facts";
import { learnOfAlbum } from "./parts";

type Status = Extract<Fact, { type: "status" }>["status"];
const at = (n: number) => new Date(1_787_654_400_000 + n * 1000).toISOString();
const message = (given: Partial<Factual> = {}): Factual => ({
  kind: "outgoing",
  content: "Hello",
  status: "queued",
  error: null,
  meta: null,
  is_deleted: false,
  created_at: new Date(at(0)),
  ...given,
});
const failure = { class: "recipient", code: "131026", reason: "Not reached.", fix: "Try again." };
const status = (is: Status): Fact => ({
  type: "status",
  status: is,
  at: at(1),
  failure: is === "failed" ? failure : null,
});
const know = (start: Factual, facts: Fact[]) =>
  facts.reduce((now, fact) => (fact.type === "quote" ? now : (learn(now, fact) ?? now)), start);

describe("statuses", () => {
  it.each<[Status[], string]>([
    [["sent", "delivered", "read"], "read"],
    [["read", "delivered", "sent"], "read"],
    [["delivered", "sent"], "delivered"],
    [["sent", "failed"], "failed"],
    [["failed", "sent"], "failed"],
    [["failed", "delivered"], "delivered"],
    [["delivered", "failed"], "delivered"],
    [["played", "read", "delivered"], "played"],
    [["sent", "played", "failed"], "played"],
    [["sent", "sent", "read", "failed"], "read"],
  ])("%j is in the end %s", (statuses, expected) => {
    const end = know(message(), statuses.map(status));
    expect(end.status).toBe(expected);
    expect(end.error).toEqual(expected === "failed" ? failure : null);
  });

  it("of a send that nobody could confirm decide it either way", () => {
    const unsure = message({ status: "failed", error: { reason: "?", code: UNCONFIRMED } });
    expect(know(unsure, [status("sent")])).toMatchObject({ status: "sent", error: null });
    expect(know(unsure, [status("failed")])).toMatchObject({ status: "failed", error: failure });
  });

  it("say nothing of what the contact wrote", () => {
    expect(learn(message({ kind: "incoming", status: "sent" }), status("read") as never)).toBeNull();
  });
});

describe("edits, reactions and revokes", () => {
  const edit = (content: string, n: number): Fact => ({ type: "edit", content, at: at(n), author: "us" });
  const revoke = (given: object = {}): Fact => ({ ...{ type: "revoke", at: at(1), author: "us" }, ...given });
  const reaction = (emoji: string | null, n: number, by = "phone:1"): Fact => ({
    ...{ type: "reaction", author: "contact", name: "Ada", by, emoji, at: at(n) },
  });

  it("an edit keeps what was said before, and the latest words stand", () => {
    const end = know(message(), [edit("third", 3), edit("second", 2), edit("third", 3)]);
    expect(end.content).toBe("third");
    expect(end.meta?.versions?.map(({ content }) => content)).toEqual(["Hello", "second", "third"]);
  });

  it("an edit of the formatting alone is one, also within the same second", () => {
    const bold = [{ kind: "bold" as const, from: 0, to: 5 }];
    const formatted: Fact = { ...edit("Hello", 1), marks: bold } as Fact;
    const end = know(message(), [edit("Hello", 1), formatted, formatted, edit("Hello", 1)]);
    expect(know(message(), [formatted, edit("Hello", 1)])).toEqual(end);
    expect(end.meta?.marks).toEqual(bold);
    expect(end.meta?.versions?.map(({ marks }) => marks)).toEqual([undefined, undefined, bold]);
  });

  it("of edits without end the first words and the last thirty are kept, whatever the order they come in", () => {
    const edits = Array.from({ length: 100 }, (_, n) => edit(`said ${n + 1}`, n + 1));
    const end = know(message(), edits);
    expect(end.meta?.versions?.map(({ content }) => content)).toEqual([
      "Hello",
      ...Array.from({ length: 30 }, (_, n) => `said ${n + 71}`),
    ]);
    for (const step of [3, 7, 37, 99]) {
      const mixed = edits.map((_, n) => edits[(n * step) % 100]!);
      const [some, others] = [mixed, edits.toReversed()];
      expect(know(message(), [...some, ...others])).toEqual(end);
    }
    expect(learn(end, edits[5] as never)).toBeNull();
  });

  it("of an album with edits without end so much is kept of each part and of all together", () => {
    const parts = ["a", "b"].map((id) => ({ id, text: id }));
    const album = { ...message({ kind: "incoming", content: "a\nb", meta: { parts } }), attachments: [] };
    const edits = Array.from({ length: 100 }, (_, n) => [n % 2 ? "b" : "a", edit(`${n}`, n + 1)] as const);
    const knowAll = (all: typeof edits) =>
      all.reduce(
        (now, [id, fact]) => learnOfAlbum(now, id, { ...fact, author: "contact" } as never) ?? now,
        album,
      );
    const end = knowAll(edits);
    expect([end.content, end.meta?.versions?.length]).toEqual(["98\n99", 31]);
    expect(end.meta?.versions?.at(1)?.content).toBe("70\n69");
    expect(end.meta?.parts?.map(({ was }) => was?.length)).toEqual([30, 30]);
    expect(knowAll([...edits.toReversed(), ...edits])).toEqual(end);
  });

  it("each person has one reaction, and one that was taken back stays away", () => {
    const end = know(message(), [reaction("🎉", 1, "phone:2"), reaction(null, 3), reaction("👍", 2)]);
    expect(end.meta?.reactions).toMatchObject([
      { by: "phone:1", emoji: null },
      { by: "phone:2", emoji: "🎉" },
    ]);
  });

  it("a revoked message says nothing more, whatever comes after", () => {
    const meta = { deliveryId: "d", sender: { key: "chat:1", name: "Ada" }, referral: undefined, route: "r" };
    const end = know(message({ meta }), [revoke(), edit("again", 2), reaction("👍", 3)]);
    expect(end).toMatchObject({
      content: "",
      is_deleted: true,
      meta: { deliveryId: "d", sender: meta.sender },
    });
    expect(end.meta).not.toHaveProperty("route");
  });

  const group = { sender: { key: "lid:1", name: "Ada" } };
  it.each<[Partial<Factual>, object, boolean]>([
    [{}, { author: "us" }, true],
    [{}, { author: "contact" }, false],
    [{ kind: "incoming" }, { author: "contact" }, true],
    [{ kind: "incoming" }, { author: "us" }, false],
    [{ kind: "note" }, { author: "us" }, false],
    [{ kind: "incoming", meta: group }, { author: "contact", by: ["lid:1", "phone:1"] }, true],
    [{ kind: "incoming", meta: group }, { author: "contact", by: ["lid:2"] }, false],
    // Kept since before it was said who did it.
    [{}, { author: undefined }, false],
    [{ kind: "incoming" }, { author: undefined }, true],
  ])("of %j those by %j count: %s", (given, by, isLearnt) => {
    for (const fact of [{ ...edit("forged", 1), ...by }, revoke(by)]) {
      const stored = Fact.parse(JSON.parse(JSON.stringify(fact)));
      expect(know(message(given), [stored]).content !== "Hello").toBe(isLearnt);
    }
  });

  it("in a group our own phone takes away what others wrote, and cannot put words into their mouth", () => {
    const theirs = message({ kind: "incoming", meta: group });
    expect(know(theirs, [revoke(), edit("forged", 2)])).toMatchObject({ is_deleted: true });
    expect(know(theirs, [edit("forged", 2)])).toBe(theirs);
  });
});
