import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type FakeProvider, startFake } from "../../channels/fake";
import { createGatewayFake, type GatewayFake } from "../../channels/whatsapp_web/fake";
import { askGroupAtGateway } from "../../channels/whatsapp_web/group";
import { clock } from "../../core/clock";
import { newId } from "../../core/ids";
import type { Runtime } from "../../infra/runtime";
import { type ChannelScene, channelScene, forgetWork } from "../../testing/channel-scene";
import { testRuntime } from "../../testing/runtime";
import { getContactDetail } from "../contacts/queries";

const GROUP = "120363025982934543@g.us";
const ADA = {
  jid: "447700900123@s.whatsapp.net",
  phone_number: "447700900123@s.whatsapp.net",
  lid: "100000000000123@lid",
};
const BEN = { jid: "100000000000456@lid", lid: "100000000000456@lid", display_name: "Ben", is_admin: true };
let rt: Runtime;
let gateway: GatewayFake;
let provider: FakeProvider;
let shop: ChannelScene;
beforeAll(async () => {
  rt = await testRuntime({ PARLEY_PRIVATE_HOSTS: "127.0.0.1" });
  provider = await startFake((call) => gateway.take(call));
});
afterAll(() => provider.close());
beforeEach(async () => {
  await forgetWork(rt);
  gateway = createGatewayFake({ isPaired: true });
  provider.calls.length = provider.moods.length = 0;
  shop = await channelScene(rt, "whatsapp_web", { baseUrl: provider.url });
});

/** Who comes and goes is asked for at the end of the minute; all of a test is in one. */
async function workOut() {
  await shop.work();
  await rt.db.pool.query("update outbox_entry set run_at = now() where state = 'scheduled'");
  await shop.work();
}
beforeEach(() => {
  const now = Date.now();
  vi.spyOn(clock, "now").mockReturnValue(now);
});
afterEach(() => vi.restoreAllMocks());

const from = (chat: string, body: string) =>
  shop.deliver(
    gateway.event("message", {
      ...{
        id: newId(),
        chat_id: chat,
        from: ADA.jid,
        from_name: "Ada",
        body,
        timestamp: new Date().toISOString(),
      },
    }),
  );
const asked = () => provider.calls.map(({ path }) => path).filter((path) => path.startsWith("/group/"));
async function detail() {
  const [conversation] = await shop.conversations();
  return getContactDetail(rt.db.sql, { tenantId: shop.tenantId }, conversation!.contactId);
}

describe("a group that writes first", () => {
  it("is asked for once: its name, and who is in it, by the names the team knows", async () => {
    gateway.groups.set(GROUP, { name: "Allotment", people: [ADA, BEN, { jid: "" }, "broken"] as never });
    await from(ADA.jid, "Hello");
    await from(GROUP, "Hi all");
    await from(GROUP, "Anybody?");
    await shop.work();
    await from(GROUP, "Well");
    await shop.work();
    const group = (await shop.conversations()).find(({ contact }) => contact.name === "Allotment");
    expect(group?.messages).toHaveLength(3);
    const { people } = await getContactDetail(rt.db.sql, { tenantId: shop.tenantId }, group!.contactId);
    expect(people).toEqual([
      { id: "lid:100000000000456", name: "Ben", phone: null, isAdmin: true },
      { id: "phone:447700900123", name: "Ada", phone: "+447700900123", isAdmin: false },
    ]);
    expect(asked()).toEqual([`/group/participants?group_id=${encodeURIComponent(GROUP)}`]);
  });

  it("that the first answer does not name is named by the second, and who comes and goes is asked for again", async () => {
    gateway.groups.set(GROUP, { name: "", people: [ADA] });
    await from(GROUP, "Hi all");
    await shop.work();
    expect(asked()).toHaveLength(2);
    expect(asked()[1]).toMatch(/^\/group\/info\?/);
    gateway.groups.set(GROUP, { name: "Allotment", people: [BEN] });
    const moved = (type: string, jid: string) =>
      shop.deliver(gateway.event("group.participants", { chat_id: GROUP, type, jids: [jid] }));
    await moved("leave", ADA.jid);
    for (let n = 0; n < 20; n++) await moved("join", `4477009002${n + 10}@s.whatsapp.net`);
    await shop.work();
    expect(asked()).toHaveLength(2);
    await workOut();
    expect((await detail()).people).toMatchObject([{ name: "Ben" }]);
    expect((await detail()).name).toBe("Allotment");
    expect(asked()).toHaveLength(3);
    gateway.groups.set(GROUP, { name: "Allotments", people: null as never });
    vi.mocked(clock.now).mockReturnValue(clock.now() + 60_000);
    await moved("leave", BEN.jid);
    await workOut();
    expect(await detail()).toMatchObject({ name: "Allotments", people: [{ name: "Ben" }] });
  });

  it("stays “Group” where the gateway will not say, without a fault; where it is away, it is asked later", async () => {
    await from(GROUP, "Hi all");
    await shop.work();
    expect((await shop.conversations())[0]!.contact.name).toBe("Group");
    expect(
      await rt.db.prisma.outboxEntry.count({ where: { tenantId: shop.tenantId, finishedAt: null } }),
    ).toBe(0);
    const other = GROUP.replace("1203", "1204");
    gateway.groups.set(other, { name: "Choir", people: [] });
    provider.moods.push("away");
    await from(other, "La");
    await shop.work();
    await rt.db.pool.query("update outbox_entry set run_at = now() where state = 'scheduled'");
    await shop.work();
    await shop.work();
    expect((await shop.conversations()).map(({ contact }) => contact.name)).toEqual(["Group", "Choir"]);
  });

  it("that somebody of the team has named keeps that name", async () => {
    await from(GROUP, "Hi all");
    await shop.work();
    const [conversation] = await shop.conversations();
    await rt.db.prisma.contact.update({
      where: { id: conversation!.contactId },
      data: { name: "Plot holders" },
    });
    gateway.groups.set(GROUP, { name: "Allotment", people: [ADA] });
    const joined = { chat_id: GROUP, type: "join", jids: [ADA.jid] };
    await shop.deliver(gateway.event("group.participants", joined));
    await workOut();
    expect(await detail()).toMatchObject({ name: "Plot holders", people: [{ phone: "+447700900123" }] });
  });
});

it("a gateway's answers are read as its description has them, and a refusal is none", async () => {
  const ask = (answers: { status: number; json: unknown }[]) => {
    const call = async (_: string) => answers.shift()!;
    const credentials = { baseUrl: "http://gateway.test", webhookSecret: "x".repeat(32) };
    return askGroupAtGateway({ scope: "group", value: "1" }, { credentials, call } as never);
  };
  const results = { group_id: "1@g.us", name: "My Awesome Group", participants: null };
  expect(await ask([{ status: 200, json: { code: "SUCCESS", results } }])).toEqual({
    ...{ type: "known", name: "My Awesome Group", people: null },
  });
  for (const [participants, count] of [
    [undefined, null],
    [{}, null],
    [["?"], null],
    [[], 0],
    [Array.from({ length: 3000 }, (_, n) => ({ jid: `44770${n + 1_000_000}@s.whatsapp.net` })), 1100],
  ] as const) {
    const read = await ask([
      { status: 200, json: { code: "SUCCESS", results: { ...results, participants } } },
    ]);
    expect((read.type === "known" && read.people?.length) ?? null).toBe(count);
  }
  expect(
    await ask([{ status: 401, json: { code: "AUTHENTICATION_ERROR", message: "you are not logged in" } }]),
  ).toMatchObject({ type: "failed", failure: { class: "credentials" } });
  await expect(ask([{ status: 504, json: { code: "GATEWAY_TIMEOUT" } }])).rejects.toThrow(/504/);
});
