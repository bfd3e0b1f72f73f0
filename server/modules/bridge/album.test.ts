import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { BEN, type BridgeScene, bridgeScene, GROUP } from "../../testing/bridge-scene";

let s: BridgeScene;
beforeAll(async () => {
  s = await bridgeScene();
}, 120_000);
afterAll(() => s.telegram.close());
beforeEach(async () => {
  await s.begin();
  await s.visitor("What does it cost?");
  await s.turn();
});

const document = { file_id: "f1", file_name: "prices.pdf", mime_type: "application/pdf", file_size: 9 };
/** One part of an album as Telegram delivers it, by itself; answers its number. */
async function part(album: string, caption?: string): Promise<number> {
  const message = { ...s.head(), ...s.place(), from: BEN, caption, document, media_group_id: album };
  await s.deliver({ message });
  return message.message_id;
}
const written = async () =>
  (await s.messages())
    .slice(1)
    .map(({ kind, content, attachments }) => [kind, content, (attachments as unknown[]).length]);

describe("an album that is sent in a topic", () => {
  it("is one message with all its files, however its parts come", async () => {
    await part("7001");
    const worded = await part("7001", "Our prices");
    await part("7001");
    await s.turn();
    expect(await written()).toEqual([["outgoing", "Our prices", 3]]);
    // An edit of any part, or an answer to it, finds the message.
    const [, message] = await s.messages();
    const tied = await s.rt.db.prisma.bridgePost.findMany({ where: { messageId: message!.id } });
    expect(tied).toHaveLength(3);
    expect(tied.map(({ externalId }) => externalId)).toContain(`${GROUP}:${worded}`);
  });

  it("waits for its parts, and holds up nothing but its own topic", async () => {
    await part("7002", "Our prices");
    const [owed] = await s.rt.db.prisma.outboxEntry.findMany({
      where: { tenantId: s.team().tenant.id, kind: "bridge.take", finishedAt: null },
    });
    expect(owed).toMatchObject({ state: "scheduled", lane: expect.stringMatching(/^desk:.+:\d+$/) });
    expect(owed!.runAt.getTime()).toBeGreaterThan(Date.now());
    await s.turn();
    // One that comes too late is not lost.
    await part("7002");
    await s.turn();
    expect(await written()).toEqual([
      ["outgoing", "Our prices", 1],
      ["outgoing", "", 1],
    ]);
  });

  it("stays whole among the team where its words are a note, also what comes later", async () => {
    await part("7003", "// a forged receipt");
    await part("7003");
    await s.turn();
    await part("7003");
    await s.turn();
    expect(await written()).toEqual([
      ["note", "a forged receipt", 2],
      ["note", "", 1],
    ]);
  });

  it("is refused once and whole", async () => {
    const ben = s.team().agents[0].id;
    await s.rt.db.prisma.inboxMember.deleteMany({ where: { memberId: ben } });
    await part("7004", "Our prices");
    await part("7004");
    await s.turn();
    expect(await written()).toEqual([]);
    expect(s.texts().filter((text) => text.startsWith("⚠"))).toHaveLength(1);
  });
});
