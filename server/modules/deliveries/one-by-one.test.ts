import { randomBytes } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { newId } from "../../core/ids";
import type { Runtime } from "../../infra/runtime";
import { type ChannelScene, channelScene, metaDelivery } from "../../testing/channel-scene";
import { testRuntime } from "../../testing/runtime";
import { DeliveryStore } from "./store";

let rt: Runtime;
let shop: ChannelScene;
beforeAll(async () => {
  rt = await testRuntime();
});
beforeEach(async () => {
  shop = await channelScene(rt, "whatsapp_cloud");
});

const timestamp = () => String(Math.floor(Date.now() / 1000) - 5);
const said = (id: string, body: string, name = "Ada") => ({
  contacts: [{ wa_id: "447700900123", profile: { name } }],
  messages: [{ id, from: "447700900123", timestamp: timestamp(), type: "text", text: { body } }],
});
async function heard(...values: object[]) {
  await shop.deliver(metaDelivery(...values));
  await shop.work();
  const [conversation] = await shop.conversations();
  const [delivery] = await shop.deliveries();
  return { contact: conversation?.contact, messages: conversation?.messages ?? [], delivery };
}

describe("the items of one delivery", () => {
  it("come in although one among them cannot, which is said", async () => {
    // Longer than an index can hold.
    const tooLong = said(`wamid.${randomBytes(9000).toString("hex")}`, "two");
    const { messages, delivery } = await heard(said("wamid.1", "one"), tooLong, said("wamid.3", "three"));
    expect(messages.map(({ content }) => content)).toEqual(["one", "three"]);
    expect(delivery).toMatchObject({ state: "failed", keys: ["wamid.1", "wamid.3"] });
    expect(delivery!.reason).not.toBe("");
  });

  it("are cleaned of what cannot be held and of what would make a text read as another", async () => {
    const { contact, messages, delivery } = await heard(
      said("wamid.1", "be\u0000fore \ud83d \u202eafter", "A\u0000da\u202e"),
      said("wamid.2", "next"),
    );
    expect(messages.map(({ content }) => content)).toEqual(["before \ufffd after", "next"]);
    expect([contact!.name, delivery!.state]).toEqual(["Ada", "processed"]);
  });

  it("of a status pause the inbox where the provider refuses it, and name the way where nothing tries again", async () => {
    const failed = (id: string, code: number, at = timestamp()) => ({
      statuses: [{ id, status: "failed", timestamp: at, recipient_id: "447700900123", errors: [{ code }] }],
    });
    const echo = {
      message_echoes: [
        {
          id: "wamid.e",
          timestamp: timestamp(),
          from: "12025550100",
          to: "447700900123",
          type: "text",
          text: { body: "x" },
        },
      ],
    };
    const inbox = () => rt.db.prisma.inbox.findUniqueOrThrow({ where: { id: shop.inbox.id } });
    const { messages } = await heard(
      echo,
      failed("wamid.e", 130429),
      failed("wamid.old", 131042, "1787654400"),
    );
    expect(messages[0]).toMatchObject({ status: "failed", error: { code: "130429", fix: "Send it again." } });
    expect((await inbox()).pausedFor).toBeNull();
    await heard(failed("wamid.new", 131042));
    expect((await inbox()).pausedFor).toMatchObject({
      code: "131042",
      reason: expect.stringContaining("payment"),
    });
  });
});

describe("the store of deliveries", () => {
  it("refuses one that cannot be stored, and none of those beside it", async () => {
    const store = new DeliveryStore(rt.db.sql);
    const raw = (n: number, inboxId: string = shop.inbox.id) => ({
      ...{ tenantId: shop.tenantId, inboxId, traceId: "", body: Buffer.from(`{"n":${n}}`) },
    });
    const all = await Promise.allSettled([raw(1), raw(2, newId()), raw(3)].map((one) => store.store(one)));
    expect(all.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(await shop.deliveries()).toHaveLength(2);
  });
});
