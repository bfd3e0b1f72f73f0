import { describe, expect, it } from "vitest";
import { fixture } from "./testing/fixture";
import { hubPerTest } from "./testing/hub-per-test";
import type { RawClient } from "./testing/raw-client";

const { client } = hubPerTest();

describe("client events", () => {
  async function refusedWith(a: RawClient, event: string, channel: string, data: unknown = {}) {
    a.send(event, data, channel);
    const frame = await a.next("pusher:error");
    expect(frame.data).toMatchObject({ code: 4301 });
    return (frame.data as { message: string }).message;
  }

  it("are taken only where they may be", async () => {
    const a = await client();
    await a.enter("orders");
    await a.enter("private-a");
    await a.enter("private-encrypted-a");
    await refusedWith(a, "client-x", "orders");
    await refusedWith(a, "client-x", "private-other");
    await refusedWith(a, "client-x", "private-encrypted-a");
    await refusedWith(a, "message.created", "private-a");
    await refusedWith(a, "pusher_internal:member_added", "private-a");
    await refusedWith(a, `client-${"x".repeat(200)}`, "private-a");
    await refusedWith(a, "client-x", "private-a", "x".repeat(10_241));
    await refusedWith(a, "client-x", "");
    await a.settle();
  });

  it("reach nobody but the others in the channel", async () => {
    const [a, b, outsider] = [await client(), await client(), await client()];
    await a.enter("private-a");
    await b.enter("private-a");
    await outsider.enter("private-b");
    a.send("client-x", "x".repeat(10_240), "private-a");
    expect((await b.next("client-x")).data).toHaveLength(10_240);
    await Promise.all([a.settle(), outsider.settle()]);
    expect([...a.frames, ...outsider.frames].filter((f) => f.event === "client-x")).toEqual([]);
  });

  it("pass ten a second, and the socket lives on", async () => {
    const [a, b] = [await client(), await client()];
    await a.enter("private-tenant-1-conv-42");
    await b.enter("private-tenant-1-conv-42");
    for (let i = 0; i < 15; i++) a.send("client-x", i, "private-tenant-1-conv-42");
    const refusals = await Promise.all(Array.from({ length: 5 }, () => a.next("pusher:error")));
    expect(refusals[0]).toEqual(fixture("ws-error-4301-client-event-rejected"));
    await b.settle();
    expect(b.frames.filter((f) => f.event === "client-x").map((f) => f.data)).toEqual([
      0, 1, 2, 3, 4, 5, 6, 7, 8, 9,
    ]);
    await a.settle();
  });
});
