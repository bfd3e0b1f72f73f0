import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { memberCtx } from "../../../prisma/seed/factories";
import { createApiFake } from "../../channels/api/fake";
import { type FakeAnswer, type FakeCall, type FakeProvider, startFake } from "../../channels/fake";
import { createCloudFake } from "../../channels/whatsapp_cloud/fake";
import type { Runtime } from "../../infra/runtime";
import { type ChannelScene, channelScene, SIGNING_SECRET } from "../../testing/channel-scene";
import { type Faults, faultScene } from "../../testing/fault-scene";
import { idOf, isMessage, oweReplies, systemShop, UNCONFIRMED } from "../../testing/fault-shop";
import { bundleProgram } from "../../testing/program";
import { testRuntime } from "../../testing/runtime";
import { hello, status } from "../../testing/sending-scene";
import { until } from "../../testing/until";
import { STANDSTILL_MS } from "./begin";
import { changeCredentials } from "./connect";

type Take = (call: FakeCall) => FakeAnswer | Promise<FakeAnswer>;
const program = await bundleProgram("server/testing/fault-program.ts");
let rt: Runtime;
let faults: Faults;
let shop: ChannelScene;
let system: FakeProvider;
let meta: FakeProvider;
/** What either provider does with a request. */
let take: Take;
/** Our ids of what has reached a provider, in its order. */
let arrived: string[] = [];
const asSystem = createApiFake({ secret: SIGNING_SECRET });
const asMeta = createCloudFake({ token: "EAAG-fictional" });

beforeAll(async () => {
  const answer: Take = (call) => take(call);
  [system, meta] = await Promise.all([startFake(answer), startFake(answer)]);
  rt = await testRuntime({ WHATSAPP_GRAPH_URL: meta.url });
});
afterAll(() => Promise.all([system.close(), meta.close()]));
beforeEach(() => {
  arrived = [];
  faults = faultScene(rt, program);
  take = takeAsSystem;
  return () => faults.end();
});

function takeAsSystem(call: FakeCall): FakeAnswer {
  if (isMessage(call)) arrived.push(idOf(call));
  return asSystem(call);
}

async function customers(count: number, url = system.url): Promise<string[]> {
  shop = await systemShop(rt, url, count);
  return (await shop.conversations()).map(({ id }) => id);
}
const replies = (conversationIds: readonly string[], each: number) =>
  oweReplies(rt, shop, conversationIds, each);
const messageOf = (id: string) => rt.db.prisma.message.findFirstOrThrow({ where: { id } });
/** Each came at most once and in order; what is told of it is true; only what a death has left open is in doubt. Answers that. */
async function expectTruth(all: readonly string[][]): Promise<string[]> {
  await faults.untilDone(shop);
  expect(arrived).toHaveLength(new Set(arrived).size);
  const messages = await rt.db.prisma.message.findMany({ where: { id: { in: all.flat() } } });
  const byId = new Map(messages.map((message) => [message.id, message]));
  const unconfirmed: string[] = [];
  for (const own of all) {
    expect(arrived.filter((id) => own.includes(id))).toEqual(own.filter((id) => arrived.includes(id)));
    for (const id of own) {
      const { status: is, error } = byId.get(id)!;
      if (is === "sent") expect(arrived).toContain(id);
      else {
        expect({ is, error }).toEqual({ is: "failed", error: expect.objectContaining(UNCONFIRMED) });
        expect(faults.inDoubt).toContain(id);
        unconfirmed.push(id);
      }
    }
  }
  return unconfirmed;
}

it("a worker killed around a provider's answer: nothing comes twice or out of order, and what is in doubt says so", {
  timeout: 120_000,
}, async () => {
  const all = await replies(await customers(12), 8);
  const moments = new Map([
    [10, "before"],
    [35, "after"],
    [60, "later"],
    [85, "after"],
  ]);
  take = async (call) => {
    const answer = takeAsSystem(call);
    const moment = moments.get(arrived.length);
    if (moment === "before") await faults.crash();
    if (moment === "after") setImmediate(() => void faults.crash());
    if (moment === "later") setTimeout(() => void faults.crash(), Math.random() * 20);
    return answer;
  };
  await faults.run();
  const unconfirmed = await expectTruth(all);
  expect(unconfirmed.length).toBeGreaterThan(0);
  // The system says what it has.
  const known = unconfirmed.filter((id) => arrived.includes(id));
  expect(known.length).toBeGreaterThan(0);
  const events = known.map((id) => ({ type: "status", message: `conv_msg_out_${id}`, status: "delivered" }));
  await faults.postUntilTaken(shop, { events });
  await faults.untilDone(shop);
  for (const id of known) expect(await messageOf(id)).toMatchObject({ status: "delivered", error: null });
});

it("a provider away for ten minutes with 1,000 replies waiting: all come afterwards, once and in order", {
  timeout: 120_000,
}, async () => {
  const lanes = 50;
  const all = await replies(await customers(lanes, "http://127.0.0.1:9"), 20);
  const count =
    "select message_id as id, count(*)::int as n from send_attempt where tenant_id = $1 and outcome = 'retry' group by 1";
  const tried = async () => (await rt.db.pool.query<{ id: string; n: number }>(count, [shop.tenantId])).rows;
  /** The waiting between the tries goes by at once. */
  const untilTried = (times: number) =>
    until(`each conversation's first has been tried ${times} times`, async () => {
      const rows = await tried();
      if (rows.length === lanes && rows.every(({ n }) => n >= times)) return true;
      await faults.dueNow();
      return false;
    });
  await faults.run();
  await untilTried(2);
  let isBack = false;
  // Something answers there again, but not with what it should.
  take = (call) => (isBack || !isMessage(call) ? takeAsSystem(call) : { status: 503 });
  const credentials = { url: `${system.url}/hook`, secret: "" };
  await changeCredentials(memberCtx(shop.owner), { inboxId: shop.inbox.id, credentials });
  await untilTried(5);
  const tenMinutesAgo = { createdAt: new Date(Date.now() - 600_000) };
  await rt.db.prisma.message.updateMany({ where: { id: { in: all.flat() } }, data: tenMinutesAgo });
  // The others have waited for them.
  expect((await tried()).map(({ id }) => id).sort()).toEqual(all.map(([first]) => first).sort());
  isBack = true;
  await faults.dueNow();
  expect(await expectTruth(all)).toEqual([]);
  expect(arrived).toHaveLength(1000);
});

/** A worker that has asked what to send, stopped before it hears. */
async function stoppedWithItsJobInHand() {
  const client = await rt.db.pool.connect();
  try {
    await client.query("begin; lock table inbox in access exclusive mode");
    const worker = await faults.start("worker");
    const asks = (how: string) => async () => {
      const of = `select 1 from pg_stat_activity where application_name = $1 and query like '%w.ord::int as ord%' and ${how}`;
      return (await rt.db.pool.query(of, [worker.name])).rowCount;
    };
    await until("it asks", asks("wait_event_type = 'Lock'"));
    worker.child.kill("SIGSTOP");
    const since = performance.now();
    await client.query("rollback");
    await until("the answer waits for it", asks("state = 'idle'"));
    return { ...worker, since };
  } finally {
    client.release(true);
  }
}

it("a worker that stood still with a reply in hand does not send it when it goes on: who took over has said that nobody knows", async () => {
  const [one, other] = await customers(2);
  const [[first] = []] = await replies([one!], 1);
  const still = await stoppedWithItsJobInHand();
  await faults.leasesEnd();
  const second = await faults.start("worker");
  await faults.untilDone(shop);
  await faults.kill(second);
  expect(await messageOf(first!)).toMatchObject({ status: "failed", error: { code: "unconfirmed" } });
  await new Promise((done) => setTimeout(done, STANDSTILL_MS - (performance.now() - still.since)));
  still.child.kill("SIGCONT");
  const [[later] = []] = await replies([other!], 1);
  await faults.untilDone(shop);
  expect(arrived).toEqual([later]);
});

describe("WhatsApp has a message when the worker is killed", () => {
  /** The one reply to a person, while Meta has it and has not answered. */
  async function killedWhile(meanwhile: (wamid: string, ours: object) => Promise<void>) {
    shop = await channelScene(rt, "whatsapp_cloud");
    await shop.deliver(hello(60));
    await shop.work();
    const [[id] = []] = await replies([(await shop.conversations())[0]!.id], 1);
    let wamid = "";
    take = async (call) => {
      const answer = asMeta(call);
      const ours = { biz_opaque_callback_data: `conv_msg_out_${id}` };
      expect(call.json).toMatchObject(ours);
      arrived.push(id!);
      wamid = (answer.json as { messages: { id: string }[] }).messages[0]!.id;
      await meanwhile(wamid, ours);
      await faults.crash();
      return answer;
    };
    await faults.run();
    await faults.untilDone(shop);
    expect(arrived).toEqual([id]);
    return { id: id!, wamid };
  }

  it("and has told of its delivery: it is delivered", async () => {
    const { id, wamid } = await killedWhile((sent, ours) =>
      faults.postUntilTaken(shop, status(sent, "delivered", ours)),
    );
    expect(await messageOf(id)).toMatchObject({ status: "delivered", error: null, externalId: wamid });
  });

  it("and has told nothing: it is unconfirmed until it does", async () => {
    const { id, wamid } = await killedWhile(async () => {});
    expect(await messageOf(id)).toMatchObject({ status: "failed", error: UNCONFIRMED });
    await faults.postUntilTaken(
      shop,
      status(wamid, "sent", { biz_opaque_callback_data: `conv_msg_out_${id}` }),
    );
    await faults.untilDone(shop);
    expect(await messageOf(id)).toMatchObject({ status: "sent", error: null, externalId: wamid });
    expect(arrived).toEqual([id]);
  });
});
