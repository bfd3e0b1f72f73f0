import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { makeInbox } from "../../../prisma/seed/factories";
import { newId } from "../../core/ids";
import { hello, PHONE, sendingScene, status } from "../../testing/sending-scene";
import { until } from "../../testing/until";
import { takeFirst } from "../inboxes/first-messages";
import { getAccountHealth } from "../inboxes/health";
import type { MessageMeta } from "../messages/schema";
import { listTemplates } from "../templates/queries";
import { refreshHealth } from "./refresh";
import { sendTemplate } from "./send-template";
import { syncTemplates } from "./sync-templates";

let s: Awaited<ReturnType<typeof sendingScene>>;
let templateId: string;
let people: string[];
beforeAll(async () => {
  s = await sendingScene();
});
afterAll(() => s.close());
const place = () => ({ inboxId: s.shop.inbox.id });

/** Four people wrote; all but the last of them so long ago that only a template may go. */
beforeEach(async () => {
  s.number.whatsapp_business_manager_messaging_limit = "TIER_2";
  await s.begin("whatsapp_cloud", hello(60));
  for (const last of [1, 2, 3]) await s.shop.deliver(hello(60, `44770090010${last}`));
  await s.shop.work();
  await refreshHealth(s.ctx(), place());
  await syncTemplates(s.ctx(), place());
  const { items } = await listTemplates(s.ctx(), { ...place(), search: "order_confirmation", limit: 5 });
  templateId = items.find(({ language }) => language === "de")!.id;
  people = (await s.shop.conversations()).map(({ id }) => id);
  await windowOf(people.slice(0, 3), -1000);
  s.meta.calls.length = 0;
});

const windowOf = (ids: string[], ms: number) =>
  s.rt.db.prisma.conversation.updateMany({
    where: { id: { in: ids } },
    data: { windowClosesAt: new Date(Date.now() + ms) },
  });
async function write(at: number): Promise<string> {
  const values = { "body.1": "Ada", "body.2": "0042" };
  const input = { conversationId: people[at]!, clientId: newId(), templateId, values };
  return (await sendTemplate(s.ctx(), input)).message.id;
}
async function turn() {
  await Promise.all([s.noPace(), s.dueNow()]);
  await s.turn();
}
const isAt = async (id: string) => (await s.messageOf(id)).status;
const waits = async (id: string) => ((await s.messageOf(id)).meta as MessageMeta | null)?.waits?.reason;
const pausedFor = async () =>
  (await s.rt.db.prisma.inbox.findUniqueOrThrow({ where: { id: s.shop.inbox.id } })).pausedFor;
const refused = (code: number) => ({ status: 400, json: { error: { code, message: "Refused" } } });
const back = (hours: number) =>
  s.rt.db.pool.query("update first_message set at = at - $1::float8 * interval '1 hour'", [hours]);

describe("a number that may write first to two people a day", () => {
  it("writes to them as often as it likes; the third waits, says why, and goes when one of them leaves the day", async () => {
    const [ada, ben] = [await write(0), await write(1)];
    await turn();
    const cleo = await write(2);
    await turn();
    expect([await isAt(ada), await isAt(ben), await isAt(cleo)]).toEqual(["sent", "sent", "queued"]);
    expect(await waits(cleo)).toBe(
      "The network lets this business write first to 2 people in 24 hours, and it already has.",
    );
    s.conversationId = people[3]!;
    const [again, answer] = [await write(0), await s.reply("In the window")];
    await turn();
    expect([await isAt(again), await isAt(answer), await isAt(cleo)]).toEqual(["sent", "sent", "queued"]);
    expect(s.meta.calls).toHaveLength(4);
    expect((await getAccountHealth(s.ctx(), place())).facts).toContainEqual({
      ...{ label: "Written to first", value: "2 people in the last 24 hours", isBad: true },
    });
    await back(25);
    await turn();
    expect(await isAt(cleo)).toBe("sent");
  });

  it("answers who has written meanwhile, and gives up in words after a day", async () => {
    for (const at of [0, 1]) await write(at);
    await turn();
    const cleo = await write(2);
    await turn();
    expect(await isAt(cleo)).toBe("queued");
    await windowOf([people[2]!], 60_000);
    await turn();
    expect(await isAt(cleo)).toBe("sent");
    await windowOf([people[3]!], -1000);
    const dora = await write(3);
    await s.rt.db.pool.query(
      "update message set created_at = now() - interval '25 hours' where id = $1::uuid",
      [dora],
    );
    await turn();
    expect(await s.messageOf(dora)).toMatchObject({
      status: "failed",
      error: { reason: expect.stringContaining("waited for a day"), fix: expect.stringMatching(/later/) },
    });
  });

  it("lets a message wait until a place is free, a quarter of an hour at most; what they write wakes it", async () => {
    for (const at of [0, 1]) await write(at);
    await turn();
    const cleo = await write(2);
    await turn();
    const { runAt, state } = await s.owedOf(cleo);
    expect(state).toBe("scheduled");
    expect(runAt.getTime() - Date.now()).toBeGreaterThan(800_000);
    expect(runAt.getTime() - Date.now()).toBeLessThan(900_000);
    await back(23.99);
    await turn();
    expect((await s.owedOf(cleo)).runAt.getTime() - Date.now()).toBeLessThan(100_000);
    await s.shop.deliver(hello(0, "447700900102"));
    await s.shop.work();
    await s.noPace();
    await s.turn();
    expect(await isAt(cleo)).toBe("sent");
  });

  it("shares them with the other numbers of the business, and with no other business", async () => {
    const { tenantId } = s.shop;
    const other = await makeInbox(s.rt.db, {
      tenantId,
      channel: "whatsapp_cloud",
      name: "Sales",
      memberIds: [],
    });
    await s.rt.db.prisma.inboxHealth.create({ data: { tenantId, inboxId: other.id, perDay: 2 } });
    const take = (inboxId: string, person: string) => takeFirst({ tenantId, inboxId }, `phone:${person}`);
    const all = await Promise.all(
      ["1", "2", "3", "4"].map((person, at) => take(at % 2 ? other.id : s.shop.inbox.id, person)),
    );
    expect(all.map(({ type }) => type).sort()).toEqual(["full", "full", "taken", "taken"]);
    const [before, id] = [tenantId, other.id];
    await s.begin("whatsapp_cloud", hello(60));
    await refreshHealth(s.ctx(), place());
    expect(await takeFirst({ tenantId: s.shop.tenantId, ...place() }, "phone:5")).toEqual({ type: "taken" });
    expect(await takeFirst({ tenantId: before, inboxId: id }, "phone:6")).toMatchObject({
      type: "full",
      perDay: 2,
    });
  });

  it("is asked for many at once over one connection, and gives out no place too many", async () => {
    const { tenantId } = s.shop;
    const lock = "select pg_advisory_xact_lock(hashtextextended('first:' || $1::text, 0))";
    const other = await s.rt.db.pool.connect();
    try {
      await other.query("begin");
      await other.query(lock, [tenantId]);
      const asked = Array.from({ length: 200 }, (_, n) =>
        takeFirst({ tenantId, ...place() }, `phone:${n % 100}`),
      );
      const all = Promise.all(asked);
      const waiting = () =>
        other.query<{ count: number }>(
          "select count(*)::int as count from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())",
        );
      await until("one waits for the lock", async () => (await waiting()).rows[0]!.count > 0);
      expect((await waiting()).rows[0]!.count).toBe(1);
      await other.query("commit");
      const types = (await all).map(({ type }) => type);
      expect(types.map((type, n) => (type === "taken" ? n % 100 : null)).filter((n) => n !== null)).toEqual([
        0, 1, 0, 1,
      ]);
      const [first] = (await all).filter(({ type }) => type === "full");
      expect(first).toMatchObject({ perDay: 2, seconds: expect.closeTo(86_400, -2) });
    } finally {
      other.release();
    }
  });

  it("takes what Meta tells of the limit at once", async () => {
    const change = (value: object, field = "business_capability_update") =>
      s.shop.deliver({
        object: "whatsapp_business_account",
        entry: [{ id: "102290129340398", time: Math.floor(Date.now() / 1000), changes: [{ field, value }] }],
      });
    const perDay = async () =>
      (await s.rt.db.prisma.inboxHealth.findUniqueOrThrow({ where: { inboxId: s.shop.inbox.id } })).perDay;
    expect(await perDay()).toBe(2);
    // Asked again, it does not say.
    s.number.whatsapp_business_manager_messaging_limit = undefined;
    await change({ max_daily_conversations_per_business: 250 });
    await s.shop.work();
    expect(await perDay()).toBe(250);
    await change(
      { event: "UPGRADE", max_daily_conversations_per_business: "TIER_10K" },
      "phone_number_quality_update",
    );
    await s.shop.work();
    expect(await perDay()).toBe(10_000);
    await change({ max_daily_conversations_per_business: -1 });
    await s.shop.work();
    expect(await perDay()).toBeNull();
  });
});

describe.each([131064, 131048])("a limit that is hit all the same (%i)", (code) => {
  it("holds what goes first for a while, and no answer; the inbox is not paused", async () => {
    s.meta.moods.push(refused(code));
    const [ada] = [await write(0)];
    await turn();
    const ben = await write(1);
    s.conversationId = people[3]!;
    const answer = await s.reply("In the window");
    await Promise.all([
      s.rt.db.pool.query("update send_pace set next_at = now() where key not like 'first:%'"),
      s.dueNow(),
    ]);
    await s.turn();
    expect([await isAt(ada), await isAt(ben), await isAt(answer)]).toEqual(["queued", "queued", "sent"]);
    expect(await pausedFor()).toBeNull();
    expect(s.meta.calls).toHaveLength(2);
    expect(await waits(ben)).toMatch(/nobody for now/);
    await turn();
    expect([await isAt(ada), await isAt(ben)]).toEqual(["sent", "sent"]);
  });

  it("told by a status fails the message with the way out", async () => {
    const ada = await write(0);
    await turn();
    const { externalId } = await s.messageOf(ada);
    await s.shop.deliver(status(externalId!, "failed", { errors: [{ code, title: "Refused" }] }));
    await s.shop.work();
    expect(await s.messageOf(ada)).toMatchObject({
      status: "failed",
      error: { fix: "Send it again tomorrow, or wait until they write." },
    });
    expect(await pausedFor()).toBeNull();
    const ben = await write(1);
    await s.rt.db.pool.query("update send_pace set next_at = now() where key not like 'first:%'");
    await s.turn();
    expect(await isAt(ben)).toBe("queued");
  });
});

it("an account of which nobody has said a limit has none", async () => {
  await s.begin("whatsapp_360dialog", hello(60));
  const take = (person: string) => takeFirst({ tenantId: s.shop.tenantId, ...place() }, person);
  for (let n = 0; n < 3; n++) expect(await take(`phone:${PHONE}${n}`)).toEqual({ type: "taken" });
});
