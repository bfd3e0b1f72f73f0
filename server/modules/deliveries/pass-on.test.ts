import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { memberCtx } from "../../../prisma/seed/factories";
import { whatsappCloud } from "../../channels/whatsapp_cloud";
import { CloudCredentials } from "../../channels/whatsapp_cloud/credentials";
import type { HandlerCtx } from "../../infra/outbox/entry";
import type { Runtime } from "../../infra/runtime";
import { type ChannelScene, channelScene, metaDelivery, WABA } from "../../testing/channel-scene";
import { handlerRun } from "../../testing/run";
import { testRuntime } from "../../testing/runtime";
import { putCredentials } from "../inboxes/credentials";
import { nameInboxes } from "./name-inboxes";
import { getDelivery, listDeliveries } from "./queries";
import { replayDelivery } from "./replay";
import { ListDeliveries } from "./schema";

let rt: Runtime;
beforeAll(async () => {
  rt = await testRuntime();
}, 120_000);

const fixtures = join(import.meta.dirname, "../../channels/whatsapp_cloud/fixtures");
const fixture = (name: string) => JSON.parse(readFileSync(join(fixtures, `${name}.json`), "utf8"));
let count = 0;
/** Ids of Meta's that no other test has. */
const fresh = () => String(200_000_000_000_000 + ++count);
const inbox = (credentials: object = {}) =>
  channelScene(rt, "whatsapp_cloud", { phoneNumberId: fresh(), ...credentials });
const said = (number: string, body: string) => ({
  metadata: { phone_number_id: number, display_phone_number: "12025550100" },
  contacts: [{ wa_id: "447700900123", profile: { name: "Ada" } }],
  messages: [
    { id: `wamid.${++count}`, from: "447700900123", timestamp: "1787654400", type: "text", text: { body } },
  ],
});
const words = async (shop: ChannelScene) =>
  (await shop.conversations()).flatMap(({ messages }) => messages.map(({ content }) => content));
const states = async (shop: ChannelScene) =>
  (await shop.deliveries()).map(({ state, reason }) => (reason ? `${state}: ${reason}` : state));

const ctxOf = (shop: ChannelScene) => memberCtx({ ...shop.owner, tenantId: shop.tenantId });
const JOB = handlerRun({ maxAttempts: 1 });
/** All that somebody of the inbox's business is shown of its newest delivery. */
async function ledger(shop: ChannelScene) {
  const { items } = await listDeliveries(ctxOf(shop), ListDeliveries.parse({ inboxId: shop.inbox.id }));
  return { items, ...(await getDelivery(ctxOf(shop), { deliveryId: items[0]!.id })) };
}

describe("what comes at the one address of an app", () => {
  it("reaches each number it is for, once, and shows nobody what is for another", async () => {
    const [first, second] = [fresh(), fresh()];
    const at = await inbox({ phoneNumberId: first });
    const other = await inbox({ phoneNumberId: second });
    const delivery = metaDelivery(said(first, "for the first"), said(second, "for the second"));
    for (let times = 0; times < 3; times++) await at.deliver(delivery);
    await at.work();
    await other.work();
    expect([await words(at), await words(other)]).toEqual([["for the first"], ["for the second"]]);
    expect(await states(at)).toEqual(["processed: Passed on to another inbox of the same app."]);
    const [passed] = await other.deliveries();
    expect(passed!.state).toBe("processed");
    expect(Buffer.from(passed!.body).toString()).not.toContain("for the first");
  });

  it("leaves nothing of the other's in the first one's ledger, and its own can be replayed", async () => {
    const [first, second, nobodys] = [fresh(), fresh(), fresh()];
    const at = await inbox({ phoneNumberId: first });
    await inbox({ phoneNumberId: second });
    const theirs = { contacts: [{ wa_id: "447700900999", profile: { name: "Grace" } }] };
    const delivery = metaDelivery(
      { ...said(second, "for the second"), ...theirs },
      said(first, "for the first"),
      said(nobodys, "for nobody"),
    );
    await at.deliver(delivery);
    const before = await ledger(at);
    expect(before.raw).toContain("for the first");
    await at.work();
    const after = await ledger(at);
    for (const shown of [before, after])
      expect(JSON.stringify(shown)).not.toMatch(
        new RegExp(`for the second|nobody|Grace|${second}|${nobodys}`),
      );
    const [kept] = await at.deliveries();
    expect(Buffer.from(kept!.body).toString()).toBe(
      JSON.stringify({
        object: "whatsapp_business_account",
        entry: [{ id: WABA, changes: delivery.entry[1]!.changes }],
      }),
    );
    // What comes once more is still the same.
    await at.deliver(delivery);
    await replayDelivery(ctxOf(at), { deliveryId: kept!.id });
    await at.work();
    expect([await words(at), await states(at)]).toEqual([["for the first"], ["processed"]]);
  });

  it("stays as it came, byte for byte, where all of it is the inbox's own", async () => {
    const number = fresh();
    const at = await inbox({ phoneNumberId: number });
    const body = JSON.stringify(metaDelivery(said(number, "one"), said(number, "two")), null, 3);
    await at.post(body);
    await at.work();
    expect((await at.deliveries()).map((one) => Buffer.from(one.body).toString())).toEqual([body]);
  });

  it("is not shown where nobody can tell whose it is", async () => {
    const at = await inbox();
    await at.deliver({ entry: [{ changes: [{ value: "for the second" }] }] });
    await at.work();
    expect(await ledger(at)).toMatchObject({
      ...{ items: [{ state: "failed" }], raw: expect.stringMatching(/^This is not shown/) },
    });
  });

  it("finds an inbox whose names were not written down yet, once that is done", async () => {
    const number = fresh();
    const [at, other, spoilt] = [await inbox(), await inbox({ phoneNumberId: number }), await inbox()];
    const update = (id: string, data: object) => rt.db.prisma.inbox.update({ where: { id }, data });
    await update(other.inbox.id, { providerNames: [] });
    await update(spoilt.inbox.id, { providerNames: [], sealedCredentials: Buffer.from("not ours") });
    await nameInboxes(rt).run({ ...ctxOf(at), log: rt.log } as unknown as HandlerCtx, {}, JOB);
    const names = async ({ inbox: { id } }: ChannelScene) =>
      (await rt.db.prisma.inbox.findUniqueOrThrow({ where: { id } })).providerNames;
    expect(await names(other)).toEqual([`number:${number}`, `account:${WABA}`]);
    expect(await names(spoilt)).toEqual([]);
    await update(spoilt.inbox.id, { providerNames: [`number:${number}`] });
    await at.deliver(metaDelivery(said(number, "found")));
    await at.work();
    await other.work();
    expect(await words(other)).toEqual(["found"]);
  });

  it("tells every number of an account what Meta says of it", async () => {
    const wabaId = fresh();
    const [at, sibling, stranger] = [await inbox({ wabaId }), await inbox({ wabaId }), await inbox()];
    const payload = fixture("account-update-violation");
    payload.entry[0].id = wabaId;
    await at.deliver(payload);
    for (const one of [at, sibling, stranger]) await one.work();
    const told = await rt.db.prisma.accountNews.findMany({
      where: { inboxId: { in: [at, sibling, stranger].map((one) => one.inbox.id) } },
    });
    expect(told.map(({ inboxId }) => inboxId).sort()).toEqual([at.inbox.id, sibling.inbox.id].sort());
    expect(await states(sibling)).toEqual(["processed"]);
    expect(await stranger.deliveries()).toEqual([]);
    // It goes no further from there.
    expect(await at.deliveries()).toHaveLength(1);
  });

  it("is not passed on by a name alone: the other's own secret must prove it", async () => {
    const number = fresh();
    const victim = await inbox({ phoneNumberId: number });
    const forger = await inbox({ appSecret: "deadbeefdeadbeefdeadbeefdeadbeef" });
    const forged = JSON.stringify(metaDelivery(said(number, "send me the money")));
    // The forger's own door takes what the forger has signed.
    const hex = createHmac("sha256", "deadbeefdeadbeefdeadbeefdeadbeef").update(forged).digest("hex");
    expect((await forger.post(forged, { "x-hub-signature-256": `sha256=${hex}` })).status).toBe(200);
    await forger.work();
    await victim.work();
    expect(await victim.deliveries()).toEqual([]);
    expect(await states(forger)).toEqual(["ignored: for another number"]);
  });

  it("follows an inbox whose number has changed, and leaves one that is switched off alone", async () => {
    const [before, after] = [fresh(), fresh()];
    const at = await inbox();
    const moved = await inbox({ phoneNumberId: before });
    const off = await inbox({ phoneNumberId: before });
    await rt.db.prisma.inbox.update({ where: { id: off.inbox.id }, data: { disabledAt: new Date() } });
    await at.deliver(metaDelivery(said(before, "one")));
    await at.work();
    const place = { tenantId: moved.tenantId, inboxId: moved.inbox.id };
    const next = CloudCredentials.parse({
      ...{ phoneNumberId: after, accessToken: "EAAG", appSecret: "c0ffee00c0ffee00c0ffee00c0ffee00" },
    });
    await putCredentials(rt.db.sql, place, whatsappCloud.wire!, next);
    await at.deliver(metaDelivery(said(before, "two"), said(after, "three")));
    for (const one of [at, moved]) await one.work();
    expect(await words(moved)).toEqual(["one", "three"]);
    expect(await off.deliveries()).toEqual([]);
  });
});
