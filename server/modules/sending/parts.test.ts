import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { newId } from "../../core/ids";
import { hello, sendingScene, status } from "../../testing/sending-scene";
import { beginPlain } from "../../testing/tries";
import { appendAll } from "../conversations/append";

let s: Awaited<ReturnType<typeof sendingScene>>;
beforeAll(async () => {
  s = await sendingScene();
});
afterAll(() => s.close());
beforeEach(() => s.begin("whatsapp_cloud", hello(60)));

/** Words and two files, which go as two: the words with the picture, then the price list. */
async function several(second = { name: "price list.pdf", contentType: "application/pdf" }): Promise<string> {
  const file = { size: 3, width: null, height: null };
  const [stored] = await appendAll(s.rt.db.sql, [
    {
      ...{ tenantId: s.shop.tenant.id, conversationId: s.conversationId, identityId: null },
      ...{ kind: "outgoing", status: "sent", traceId: "", clientId: newId(), content: "Look" },
      author: { kind: "member", id: s.shop.owner.id },
      attachments: [
        { ...file, fileId: newId(), name: "blue.png", contentType: "image/png" },
        { ...file, fileId: newId(), ...second },
      ],
    },
  ]);
  return stored!.message.id;
}
async function turns(count = 3): Promise<void> {
  for (let turn = 0; turn < count; turn++) {
    await s.turn();
    await Promise.all([s.noPace(), s.dueNow()]);
  }
}
const kinds = () => s.meta.calls.map(({ json }) => (json as { type: string }).type);
const wamids = async (id: string) => (await s.messageOf(id)).attempts.map(({ externalId }) => externalId!);
const undeliverable = { errors: [{ code: 131026, title: "Message undeliverable" }] };
const failure = { code: "131026", part: 2, reason: expect.stringContaining("Part 2 of 2") };

async function hear(...given: Parameters<typeof status>): Promise<void> {
  await s.shop.deliver(status(...given));
  await s.turn();
}

describe("a message that goes as several", () => {
  it.each(["before", "after"])(
    "whose last file is refused has failed, although the first is read %s",
    async (when) => {
      const id = await several();
      await s.turn();
      const [first] = await wamids(id);
      if (when === "before") await hear(first!, "read");
      s.meta.moods.push({ status: 400, json: { error: { code: 131026, message: "x" } } });
      await Promise.all([s.noPace(), s.dueNow()]);
      await s.turn();
      if (when === "after") await hear(first!, "read");
      expect(await s.messageOf(id)).toMatchObject({ status: "failed", error: failure });
    },
  );

  it.each(["our id", "its own id"])("hears that its last file was not delivered by %s", async (by) => {
    const id = await several();
    await turns();
    const [first, second] = await wamids(id);
    await hear(first!, "read");
    const ours = by === "our id" ? { biz_opaque_callback_data: `conv_msg_out_${id}.2` } : {};
    await hear(second!, "failed", { ...undeliverable, ...ours });
    await hear(first!, "read");
    const { reason: _, ...rest } = failure;
    expect(await s.messageOf(id)).toMatchObject({
      ...{ status: "failed", externalId: first },
      error: by === "our id" ? rest : { code: "131026" },
    });
  });

  it("is not sent again by itself where its first picture could not be taken: the second has arrived", async () => {
    const id = await several({ name: "red.png", contentType: "image/png" });
    await turns();
    const [first] = await wamids(id);
    await hear(first!, "failed", { errors: [{ code: 131053, title: "Media upload error" }] });
    await turns();
    expect(await s.messageOf(id)).toMatchObject({ status: "failed", error: { code: "131053" } });
    expect(kinds()).toEqual(["image", "image"]);
  });

  it("is not delivered because its last file is", async () => {
    const id = await several();
    await turns();
    await hear((await wamids(id))[1]!, "read", { biz_opaque_callback_data: `conv_msg_out_${id}.2` });
    expect(await s.messageOf(id)).toMatchObject({ status: "sent", error: null });
  });

  it("of whose last file nobody knows has failed until its status says otherwise", async () => {
    const id = await several();
    await s.turn();
    s.meta.moods.push("hang-up");
    await Promise.all([s.noPace(), s.dueNow()]);
    await s.turn();
    const [first] = await wamids(id);
    await hear(first!, "delivered");
    expect(await s.messageOf(id)).toMatchObject({
      status: "failed",
      error: { code: "unconfirmed", part: 2 },
    });
    await hear("wamid.second", "sent", { biz_opaque_callback_data: `conv_msg_out_${id}.2` });
    expect(await s.messageOf(id)).toMatchObject({ status: "sent", error: null, externalId: first });
  });

  it.each(["an open attempt", "a first try", "a try that seemed lost"])(
    "goes on after the first was told by its status over %s",
    async (over) => {
      const id = await several();
      const outcome = over === "an open attempt" ? null : "retry";
      const row = { tenantId: s.shop.tenantId, messageId: id, number: 1, outcome };
      if (over === "a first try") await beginPlain(s.rt, id, newId());
      else await s.rt.db.prisma.sendAttempt.create({ data: row });
      // Its status has been understood before this message's turn.
      const told = { status: "sent", externalId: "wamid.first" } as const;
      await s.rt.db.prisma.message.updateMany({ where: { id }, data: told });
      await turns();
      expect(kinds()).toEqual(["document"]);
      expect(await s.messageOf(id)).toMatchObject({ status: "sent", error: null, externalId: "wamid.first" });
    },
  );

  it("over whose first a worker died is not begun again, and says that the rest did not go", async () => {
    const id = await several();
    await beginPlain(s.rt, id, newId());
    await turns();
    expect(kinds()).toEqual([]);
    await hear("wamid.first", "delivered", { biz_opaque_callback_data: `conv_msg_out_${id}` });
    expect(await s.messageOf(id)).toMatchObject({
      status: "failed",
      error: { code: "interrupted", reason: expect.stringContaining("What follows it was not sent.") },
    });
  });
});
