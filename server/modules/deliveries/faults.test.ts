import { beforeAll, beforeEach, expect, it } from "vitest";
import type { Runtime } from "../../infra/runtime";
import { type ChannelScene, channelScene } from "../../testing/channel-scene";
import { type Faults, faultScene } from "../../testing/fault-scene";
import { said } from "../../testing/fault-shop";
import { bundleProgram } from "../../testing/program";
import { testRuntime } from "../../testing/runtime";
import { until } from "../../testing/until";

const program = await bundleProgram("server/testing/fault-program.ts");
let rt: Runtime;
let shop: ChannelScene;
let faults: Faults;
beforeAll(async () => {
  rt = await testRuntime();
});
beforeEach(async () => {
  shop = await channelScene(rt, "api");
  faults = faultScene(rt, program);
  return () => faults.end();
});

/** What stands in each conversation, by whose it is. */
async function heard(): Promise<Record<string, string[]>> {
  const all = await shop.conversations();
  return Object.fromEntries(
    all.map(({ contact, messages }) => [contact.name, messages.map(({ content }) => content)]),
  );
}
const states = async () => (await shop.deliveries()).map(({ state }) => state);

it("a server killed after it has answered and before it has understood: the next one understands all, in order", async () => {
  const web = await faults.run("web");
  const texts = Array.from({ length: 20 }, (_, n) => `line ${n}`);
  for (const text of texts) await faults.postUntilTaken(shop, said("1", text));
  await faults.kill(web);
  expect(await states()).toEqual(Array(20).fill("received"));
  expect(await shop.conversations()).toEqual([]);
  await faults.run();
  await faults.untilDone(shop);
  expect(await heard()).toEqual({ "Customer 1": texts });
  expect(await states()).toEqual(Array(20).fill("processed"));
});

it("a worker killed in the middle of a delivery of several: each is there once", async () => {
  await faults.run();
  const customers = ["1", "2", "3", "4", "5"];
  const toAll = (text: string) => ({ events: customers.map((id) => said(id, text)) });
  await faults.postUntilTaken(shop, toAll("before"));
  await faults.untilDone(shop);
  const [, , third] = await shop.conversations();
  const client = await rt.db.pool.connect();
  await client.query("begin");
  await client.query("select 1 from conversation where id = $1 for update", [third!.id]);
  await faults.postUntilTaken(shop, toAll("after"));
  await until("two of five are in", async () => (await shop.conversations())[1]!.messages.length === 2);
  const dying = faults.crash();
  await client.query("rollback");
  client.release();
  await dying;
  await faults.untilDone(shop);
  const each = customers.map((id) => [`Customer ${id}`, ["before", "after"]]);
  expect(await heard()).toEqual(Object.fromEntries(each));
});

it("a server killed at any moment: what was answered 200 is one message each, in order, of one person each", {
  timeout: 120_000,
}, async () => {
  await faults.run();
  const customers = Array.from({ length: 12 }, (_, n) => String(n + 1));
  const expected: Record<string, string[]> = {};
  let tries = 0;
  let bodies = 0;
  /** Before the request has come in, with its answer on the way, and a moment after that. */
  const moments = new Map<number, "before" | "at" | "after">([
    [9, "at"],
    [35, "before"],
    [65, "after"],
    [90, "at"],
  ]);
  async function writes(id: string): Promise<void> {
    const own: string[] = [];
    expected[`Customer ${id}`] = own;
    for (let n = 0; n < 9; n++) {
      const texts = n % 3 ? [`${id}: ${n}`] : [`${id}: ${n}`, `${id}: ${n} and more`];
      const events = texts.map((text) => said(id, text));
      own.push(...texts);
      bodies++;
      const payload = events.length > 1 ? { events } : events[0];
      const moment = moments.get(++tries);
      if (moment === "before") setImmediate(() => void faults.crash());
      await faults.postUntilTaken(shop, payload);
      if (moment === "at") void faults.crash();
      if (moment === "after") setTimeout(() => void faults.crash(), Math.random() * 40);
      // Providers tell things twice.
      if (n % 4 === 0) await faults.postUntilTaken(shop, payload);
    }
  }
  await Promise.all(customers.map(writes));
  await faults.untilDone(shop);
  expect(await heard()).toEqual(expected);
  expect(await states()).toEqual(Array(bodies).fill("processed"));
  expect(await rt.db.prisma.contact.count({ where: { tenantId: shop.tenantId } })).toBe(customers.length);
});
