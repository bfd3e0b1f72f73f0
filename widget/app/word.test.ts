import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { WidgetSession } from "../../server/rest/widget/contract";
import type { Said } from "../host";
import { type Api, Refusal } from "./api";
import { createWord } from "./word";

let events: string[];
beforeEach(() => {
  events = [];
  vi.spyOn(console, "error").mockImplementation((line) => events.push(line));
});
afterEach(() => vi.restoreAllMocks());

function wordOf(said: Said) {
  return createWord({ said, emit: (event, detail) => events.push(`${event} ${JSON.stringify(detail)}`) });
}
const session = (part: Partial<WidgetSession>) => ({ user: null, problem: null, ...part }) as WidgetSession;

describe("the page's word for its visitor", () => {
  it("goes out as texts, whatever the page gave", () => {
    const user = { id: 42, hash: "ab", name: null, email: "" };
    expect(wordOf({ user }).user()).toEqual({ id: "42", hash: "ab", name: undefined, email: undefined });
    expect(wordOf({}).user()).toBeUndefined();
  });

  it("is answered once, however often the session is renewed", () => {
    const word = wordOf({ user: { id: 42, hash: "ab" } });
    for (let i = 0; i < 3; i++) word.answered(session({ user: { id: "42" } }));
    expect(events).toEqual(['identified {"id":"42"}']);
  });

  it("that was refused is said once in the console and told to the page", () => {
    const word = wordOf({ user: { id: 42, hash: "ab" } });
    for (let i = 0; i < 3; i++) word.answered(session({ problem: "the hash is wrong." }));
    expect(events).toEqual([
      "Parley: identify(): the hash is wrong.",
      'error {"message":"identify(): the hash is wrong."}',
    ]);
  });

  it("tells each change of the attributes once, and why one is not taken", async () => {
    const said: Said = {};
    const word = wordOf(said);
    const post = vi.fn(async () => ({}));
    const tell = () => word.tell(post as unknown as Api["post"]);
    tell();
    said.attributes = { plan: "gold" };
    tell();
    tell();
    expect(post.mock.calls).toEqual([["attributes", { attributes: { plan: "gold" } }]]);
    post.mockRejectedValue(new Error("The attribute “vip” is not open to websites."));
    said.attributes = { plan: "gold", vip: true };
    tell();
    await vi.waitFor(() => expect(events[0]).toMatch(/setAttributes\(\): The attribute “vip”/));
  });

  it.each([
    ["goes out again with the next session where the line was lost", new Refusal(0, "network"), 2],
    ["goes out again with the next session where it was too much at once", new Refusal(429, "slower"), 2],
    ["does not go out again where it was refused for good", new Refusal(403, "not open"), 1],
  ])("%s", async (_, refusal, times) => {
    const word = wordOf({ attributes: { plan: "gold" } });
    const post = vi.fn(async () => ({}));
    const tell = () => word.tell(post as unknown as Api["post"]);
    post.mockRejectedValueOnce(refusal);
    tell();
    await vi.waitFor(() => expect(events).toHaveLength(2));
    for (let i = 0; i < 3; i++) tell();
    expect(post).toHaveBeenCalledTimes(times);
  });
});
