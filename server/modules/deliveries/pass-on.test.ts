import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { CloudCredentials } from "../../channels/whatsapp_cloud/credentials";
import type { Runtime } from "../../infra/runtime";
import { type ChannelScene, channelScene, metaDelivery } from "../../testing/channel-scene";
import { testRuntime } from "../../testing/runtime";
import { putCredentials } from "../inboxes/credentials";

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
    expect(await states(at)).toEqual([
      `processed: for another number (${second}); passed on to 1 other inbox of the same app`,
    ]);
    const [passed] = await other.deliveries();
    expect(passed!.state).toBe("processed");
    expect(Buffer.from(passed!.body).toString()).not.toContain("for the first");
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
    expect(await states(forger)).toEqual([`ignored: for another number (${number})`]);
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
    await putCredentials(rt.db.sql, place, next);
    await at.deliver(metaDelivery(said(before, "two"), said(after, "three")));
    for (const one of [at, moved]) await one.work();
    expect(await words(moved)).toEqual(["one", "three"]);
    expect(await off.deliveries()).toEqual([]);
  });
});
