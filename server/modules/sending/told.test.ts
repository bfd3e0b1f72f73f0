import { afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { createLost } from "../../infra/outbox/lost";
import type { Runtime } from "../../infra/runtime";
import { entryOf } from "../../testing/run";
import { testRuntime } from "../../testing/runtime";
import { appendReplies, makeSenders, playProvider, type Sender, startSending } from "../../testing/senders";
import { messageWithTries } from "../../testing/tries";
import { until } from "../../testing/until";
import { takeMessage } from "./told";

let rt: Runtime;
let senders: Sender[];
let asked: string[];
let stopPlaying: () => void;
beforeAll(async () => {
  rt = await testRuntime();
  senders = await makeSenders(rt, { url: "https://shop.example/in", tenants: 2, inboxes: 6, each: 1 });
});
beforeEach(() => {
  asked = [];
  stopPlaying = playProvider(({ body }) => {
    const { id, text } = JSON.parse(body) as { id: string; text: string };
    asked.push(text);
    return { status: 200, json: { id: `x${id}` } };
  });
});
afterEach(() => stopPlaying());

const newest = async () => {
  const { id } = await rt.db.prisma.message.findFirstOrThrow({ orderBy: { createdAt: "desc" } });
  return messageWithTries(rt, id);
};

it("begins the attempt with the commit that takes the entry", async () => {
  await appendReplies(rt, [{ sender: senders[0]!, content: "Yes." }]);
  const { id } = await newest();
  const told = { ...(await entryOf(rt, id)), token: 5, leaseSeconds: 30 };
  const taken = await takeMessage(rt.db.sql, told);
  expect(taken).toMatchObject({ entry: { kind: "message.send", attempt: 1, payload: { messageId: id } } });
  expect((await newest()).attempts).toMatchObject([{ id: taken!.given.message!.attempt, outcome: null }]);
  expect(await takeMessage(rt.db.sql, { ...told, token: 6 })).toBeNull();
  await rt.db.pool.query("update outbox_entry set state = 'done', finished_at = now(), lease_until = null");
});

async function handBack(token: number): Promise<void> {
  const lost = createLost(30_000);
  lost.note(token);
  expect(await lost.handBack(rt.db.sql, [])).toBe(1);
}

it("sends once what was taken with a commit whose answer was lost", async () => {
  await appendReplies(rt, [{ sender: senders[1]!, content: "Lost and found." }]);
  const { id } = await newest();
  const told = { ...(await entryOf(rt, id)), token: 7, leaseSeconds: 30 };
  const taking = takeMessage(async (statement, values) => {
    await rt.db.sql(statement, values);
    throw new Error("Connection terminated");
  }, told);
  await expect(taking).rejects.toThrow("Connection terminated");
  await handBack(told.token);
  const drain = startSending(rt);
  await until("it is sent", async () => (await newest()).status === "sent");
  await drain.stop();
  expect(asked).toEqual(["Lost and found."]);
  expect((await newest()).attempts.map(({ outcome }) => outcome)).toEqual(["sent"]);
});

it("forgets what had begun with a commit that was still under way when its answer was given up", async () => {
  await appendReplies(rt, [{ sender: senders[2]!, content: "Slow." }]);
  const { id, inboxId, tenantId } = await newest();
  const told = { ...(await entryOf(rt, id)), token: 9, leaseSeconds: 30 };
  const pace = [`inbox:${inboxId}`, tenantId];
  await rt.db.pool.query(
    "insert into send_pace values ($1, $2, now() - interval '1 minute') on conflict (key) do update set next_at = excluded.next_at",
    pace,
  );
  const holder = await rt.db.pool.connect();
  await holder.query("begin");
  await holder.query("select 1 from send_pace where key = $1 for update", [pace[0]]);
  let late: Promise<unknown> | undefined;
  const waits =
    "select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()";
  const waiting = (count: number) =>
    expect.poll(async () => (await rt.db.pool.query(waits)).rowCount).toBe(count);
  const taking = takeMessage(async (statement, values) => {
    late = rt.db.sql(statement, values);
    await waiting(1);
    throw new Error("Query read timeout");
  }, told);
  const given = expect(taking).rejects.toThrow("Query read timeout");
  await waiting(2);
  await holder.query("commit");
  holder.release();
  await given;
  expect(await late).toHaveLength(1);
  expect((await newest()).attempts).toEqual([]);
  await handBack(told.token);
  const drain = startSending(rt);
  await until("it is sent", async () => (await newest()).status === "sent");
  await drain.stop();
  expect(asked).toEqual(["Slow."]);
});

it("two workers that hear of every reply send each once, in the order of its conversation", async () => {
  const workers = [startSending(rt), startSending(rt)];
  await Promise.all(workers.map((worker) => worker.idle()));
  const texts = Array.from({ length: 24 }, (_, at) => `${at % 6}:${at}`);
  for (const content of texts) await appendReplies(rt, [{ sender: senders[Number(content[0])]!, content }]);
  await until("all are asked", () => asked.length >= texts.length);
  await Promise.all(workers.map((worker) => worker.idle()));
  await Promise.all(workers.map((worker) => worker.stop()));
  expect([...asked].sort()).toEqual([...texts].sort());
  for (let n = 0; n < 6; n++) {
    const own = (all: string[]) => all.filter((text) => text.startsWith(`${n}:`));
    expect(own(asked)).toEqual(own(texts));
  }
});
