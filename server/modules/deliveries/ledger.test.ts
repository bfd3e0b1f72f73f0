import { beforeAll, describe, expect, it } from "vitest";
import { memberCtx } from "../../../prisma/seed/factories";
import type { Runtime } from "../../infra/runtime";
import { type ChannelScene, channelScene, metaDelivery } from "../../testing/channel-scene";
import { testRuntime } from "../../testing/runtime";
import { drain } from "../../worker/index";
import { getDelivery, getDeliveryHealth, listDeliveries } from "./queries";
import { replayDelivery } from "./replay";
import { ListDeliveries } from "./schema";

let rt: Runtime;
let shop: ChannelScene;
const ctxOf = (scene: ChannelScene) => memberCtx({ ...scene.owner, tenantId: scene.tenant.id });
const said = (n: number, body: string) => ({
  contacts: [{ wa_id: "447700900123", profile: { name: "Ada" } }],
  messages: [
    {
      id: `wamid.HBgMNDQ3NzAwOTAwMTIz${n}`,
      from: "447700900123",
      timestamp: "1787654400",
      type: "text",
      text: { body },
    },
  ],
});

/** What a provider of the future might put beside it. */
const SECRETS = {
  access_token: "leak-1",
  callback: [{ app_secret: "leak-2", headers: { Authorization: "Bearer leak-3" } }],
  apiKey: { value: "leak-4", listed: ["leak-5"] },
};

beforeAll(async () => {
  rt = await testRuntime();
  shop = await channelScene(rt, "whatsapp_cloud");
  for (let n = 1; n <= 5; n++) await shop.deliver({ ...metaDelivery(said(n, `Hello ${n}`)), ...SECRETS });
  await shop.deliver({ object: "nothing of Meta's" });
  await shop.work();
});

const list = (given: object = {}) =>
  listDeliveries(ctxOf(shop), ListDeliveries.parse({ inboxId: shop.inbox.id, ...given }));

describe("the ledger", () => {
  it("goes back page by page, each delivery once", async () => {
    const first = await list({ limit: 4 });
    const second = await list({ limit: 4, cursor: first.nextCursor });
    expect(first.items[1]).toMatchObject({
      about: { lines: [{ what: "message", who: "+44…23", detail: "text" }], more: 0 },
    });
    const ids = [...first.items, ...second.items].map(({ id }) => id);
    expect([ids.length, new Set(ids).size, second.nextCursor]).toEqual([6, 6, null]);
  });

  it("is searched by state, by the provider's id and by the reason", async () => {
    expect((await list({ state: "failed" })).items).toMatchObject([
      { reason: expect.stringContaining("entry") },
    ]);
    expect((await list({ search: "wamid.HBgMNDQ3NzAwOTAwMTIz3" })).items).toHaveLength(1);
    expect((await list({ search: "not of the SHAPE" })).items).toHaveLength(1);
    expect((await list({ search: "nothing like it" })).items).toEqual([]);
  });

  it("shows what came without numbers, secrets and what encodes them", async () => {
    const [newest] = (await list({ search: "wamid.HBgMNDQ3NzAwOTAwMTIz3" })).items;
    const { raw } = await getDelivery(ctxOf(shop), { deliveryId: newest!.id });
    expect(raw).toContain("Hello 3");
    expect(raw).toContain('"timestamp": "1787654400"');
    expect(raw).not.toMatch(/447700900123|NDQ3NzAwOTAwMTIz|leak/);
    expect(raw).toContain('"access_token": "••••"');
  });

  it("plays one again without doing anything twice, and says who had it done", async () => {
    const [one] = (await list({ search: "wamid.HBgMNDQ3NzAwOTAwMTIz3" })).items;
    await replayDelivery(ctxOf(shop), { deliveryId: one!.id });
    expect((await getDelivery(ctxOf(shop), { deliveryId: one!.id })).state).toBe("received");
    await shop.work();
    expect(await getDelivery(ctxOf(shop), { deliveryId: one!.id })).toMatchObject({
      state: "processed",
      attempts: 2,
    });
    expect((await shop.conversations()).map(({ incomingCount }) => incomingCount)).toEqual([5]);
    const audited = await rt.db.prisma.auditEntry.findFirst({ where: { action: "delivery.replay" } });
    expect(audited).toMatchObject({
      actorId: shop.owner.id,
      targetId: one!.id,
      before: { state: "processed" },
    });
  });

  it("is each business's own", async () => {
    const other = await channelScene(rt, "whatsapp_cloud");
    const [one] = (await list()).items;
    for (const act of [getDelivery, replayDelivery])
      await expect(act(ctxOf(other), { deliveryId: one!.id })).rejects.toMatchObject({ code: "not_found" });
    const theirs = ListDeliveries.parse({ inboxId: shop.inbox.id });
    await expect(listDeliveries(ctxOf(other), theirs)).rejects.toMatchObject({ code: "not_found" });
    await expect(getDeliveryHealth(ctxOf(other), { inboxId: shop.inbox.id })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("knows when it last heard, also if that is long ago", async () => {
    const health = () => getDeliveryHealth(ctxOf(shop), { inboxId: shop.inbox.id });
    const newest = (await list()).items[0]!.receivedAt;
    expect(await health()).toEqual({ lastHeardAt: newest, received: 6, failed: 1, refused: 0 });
    await rt.db.pool.query("update delivery set received_at = received_at - interval '9 days'");
    const lastHeardAt = new Date(Date.parse(newest) - 9 * 86_400_000).toISOString();
    expect(await health()).toEqual({ lastHeardAt, received: 0, failed: 0, refused: 0 });
  });

  it("forgets after a month, but nothing that still waits", async () => {
    const old = await channelScene(rt, "whatsapp_cloud");
    await old.deliver(metaDelivery(said(1, "long ago")));
    await old.work();
    await old.deliver(metaDelivery(said(2, "not yet understood")));
    await rt.db.pool.query(
      "update delivery set received_at = now() - interval '31 days' where tenant_id = $1",
      [old.tenantId],
    );
    await rt.db.pool.query("delete from outbox_entry where tenant_id = $1 and finished_at is null", [
      old.tenantId,
    ]);
    await rt.db.pool.query("delete from outbox_entry where kind = 'clean-up.deliveries'");
    await drain(20_000, rt, { reactions: [] });
    expect((await old.deliveries()).map(({ state }) => state)).toEqual(["received"]);
  });
});
