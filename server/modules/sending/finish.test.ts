import { beforeAll, expect, it, onTestFinished } from "vitest";
import type { TenantId } from "../../core/ids";
import type { Runtime } from "../../infra/runtime";
import { entryOf, handlerRun } from "../../testing/run";
import { testRuntime } from "../../testing/runtime";
import { appendReplies, makeSenders, type Sender } from "../../testing/senders";
import { messageWithTries } from "../../testing/tries";
import { type CommittedChange, onLive } from "../conversations/live";
import { settle } from "../messages/settle";
import { type Finished, finish } from "./finish";
import { opening, openSends } from "./open";
import { sendQueued } from "./send";
import { putSent } from "./sent";

let rt: Runtime;
let senders: Sender[];
beforeAll(async () => {
  rt = await testRuntime();
  senders = await makeSenders(rt, { url: "https://shop.example/in", tenants: 2, inboxes: 4, each: 3 });
});

/** A reply of each of the first `count` conversations, of which the provider has just been asked. */
async function onTheirWay(count: number): Promise<Finished[]> {
  const chosen = senders.slice(0, count);
  await appendReplies(
    rt,
    chosen.map((sender) => ({ sender, content: "Yes, we have twelve." })),
  );
  const waiting = await rt.db.prisma.message.findMany({ where: { status: "queued" } });
  const all: Finished[] = [];
  for (const { tenantId, id } of waiting) {
    await rt.db.pool.query("delete from send_pace");
    const asked = opening({ tenantId, messageId: id, entry: await entryOf(rt, id) });
    const [one] = await openSends(rt.db.sql, [asked]);
    const { inbox_id: inboxId, conversation_id: conversationId } = one!.job;
    const sent = { tenantId, inboxId, messageId: id, externalId: `x${id}`, attempt: one!.attempt! };
    all.push({ ...sent, conversationId, isPlain: true, wasQueued: true, isWhole: true });
  }
  return all;
}
const messageOf = (id: string) => messageWithTries(rt, id);
const said = (status: "delivered" | "read", at = new Date().toISOString()) =>
  ({ type: "status", status, at, failure: null }) as const;
const targetOf = ({ tenantId, inboxId, externalId }: Finished) => ({ tenantId, inboxId, externalId });
const put = (one: Finished) => putSent(rt.db.sql, [one]);
const waiters = async () => (await rt.db.pool.query("select 1 from pg_locks where not granted")).rows.length;
const awaited = () => rt.db.prisma.awaitedFact.count();

it("writes down what went, the end of its attempt, and the fact; the list's row stays as it was", async () => {
  const [one] = await onTheirWay(1);
  const { conversationId: id, messageId } = one!;
  const before = await rt.db.prisma.conversation.findUniqueOrThrow({ where: { id } });
  await finish(one!);
  const message = await messageOf(messageId);
  expect(message).toMatchObject({ status: "sent", externalId: one!.externalId, version: 2 });
  expect(message.attempts).toMatchObject([{ outcome: "sent", externalId: one!.externalId }]);
  expect(await rt.db.prisma.conversation.findUniqueOrThrow({ where: { id } })).toEqual(before);
  expect(await rt.db.prisma.event.count({ where: { messageId, type: "message.updated" } })).toBe(1);
  // The answer to the writing was lost, so it is written again.
  await finish(one!);
  expect(await messageOf(messageId)).toMatchObject({ status: "sent", version: 2 });
});

it.each([true, false])("tells who watches (%s) of what went, as it stands", async (isHere) => {
  const told: CommittedChange[] = [];
  onLive({ changes: (changes) => void told.push(...changes), signal: () => {}, isWatched: () => isHere });
  onTestFinished(() => onLive({ changes: () => {}, signal: () => {}, isWatched: () => false }));
  const all = await onTheirWay(3);
  await Promise.all(all.map(finish));
  if (isHere) await expect.poll(() => told.length).toBe(3);
  expect(told.map(({ message }) => message?.status)).toEqual(isHere ? ["sent", "sent", "sent"] : []);
  const facts = await rt.db.prisma.event.findMany({
    where: { id: { in: told.map(({ eventId }) => eventId) } },
  });
  expect(facts.map(({ messageId }) => messageId).sort()).toEqual(
    told.map(({ message }) => message!.id).sort(),
  );
  for (const { tenantId, row, message } of told) {
    expect(message).toMatchObject({ conversationId: row.id, version: 2, content: "Yes, we have twelve." });
    expect(row.tenant_id).toBe(tenantId);
    expect(row.created_at).toBeInstanceOf(Date);
  }
});

it("takes in what was said before it was known who it is of", async () => {
  const [one] = await onTheirWay(1);
  expect(await settle(targetOf(one!), [said("read")])).toBe(false);
  await finish(one!);
  expect(await messageOf(one!.messageId)).toMatchObject({ status: "read", externalId: one!.externalId });
  expect(await awaited()).toBe(0);
});

it("takes in what was put away before a death kept it from looking", async () => {
  const [one] = await onTheirWay(1);
  const { messageId } = one!;
  const { externalId: target, ...of } = targetOf(one!);
  expect(await put(one!)).toHaveLength(1);
  await rt.db.prisma.awaitedFact.create({ data: { ...of, target, digest: "read", fact: said("read") } });
  const tenantId = of.tenantId as TenantId;
  const ctx = { tenantId, actor: { kind: "system", name: "test" }, traceId: "", ip: "" } as const;
  await sendQueued(ctx, messageId, handlerRun({ entry: await entryOf(rt, messageId), attempt: 2 }));
  expect(await messageOf(messageId)).toMatchObject({ status: "read" });
  expect(await awaited()).toBe(0);
});

it("misses nothing of what is said while it is written down", async () => {
  for (let round = 0; round < 5; round++) {
    const all = await onTheirWay(12);
    await Promise.all(
      all.flatMap((one, at) => [
        new Promise((done) => setTimeout(done, (at + round) % 4)).then(() =>
          settle(targetOf(one), [said("delivered")]),
        ),
        finish(one),
      ]),
    );
    const now = await Promise.all(all.map(({ messageId }) => messageOf(messageId)));
    expect(now.map(({ status }) => status)).toEqual(all.map(() => "delivered"));
    expect(await awaited()).toBe(0);
  }
});

it("takes in what is put away while it waits to be written", async () => {
  const [one] = await onTheirWay(1);
  const holder = await rt.db.pool.connect();
  await holder.query("begin");
  await holder.query("select 1 from conversation where id = $1 for update", [one!.conversationId]);
  const finished = finish(one!);
  await expect.poll(waiters).toBeGreaterThan(0);
  expect(await settle(targetOf(one!), [said("delivered")])).toBe(false);
  await holder.query("commit");
  holder.release();
  await finished;
  expect(await messageOf(one!.messageId)).toMatchObject({ status: "delivered" });
  expect(await awaited()).toBe(0);
});

it("leaves what was deleted meanwhile deleted, and gives no id to two messages", async () => {
  const [gone, other] = await onTheirWay(2);
  await rt.db.pool.query("update message set deleted_at = now(), content = '' where id = $1", [
    gone!.messageId,
  ]);
  await Promise.all([finish(gone!), finish({ ...other!, externalId: gone!.externalId })]);
  const [first, second] = await Promise.all([gone!, other!].map(({ messageId }) => messageOf(messageId)));
  expect(first!.deletedAt).not.toBeNull();
  expect([first!.status, second!.status]).toEqual(["sent", "sent"]);
  expect([first!.externalId, second!.externalId].filter(Boolean)).toHaveLength(
    gone!.inboxId === other!.inboxId ? 1 : 2,
  );
});

it.each([
  ["deleted", "deleted_at = now()"],
  ["sent again", `meta = '{"retries": 1}'`],
  ["known under another id", "status = 'sent', external_id = 'echo'"],
])("leaves as it is what is %s while it waits for the conversation", async (_, change) => {
  const [one] = await onTheirWay(1);
  const { conversationId, messageId: id } = one!;
  const holder = await rt.db.pool.connect();
  await holder.query("begin");
  await holder.query("select 1 from conversation where id = $1 for update", [conversationId]);
  const putting = put(one!);
  await expect.poll(waiters).toBeGreaterThan(0);
  await holder.query(`update message set ${change}, version = version + 1 where id = $1`, [id]);
  await holder.query("commit");
  holder.release();
  expect(await putting).toEqual([]);
  expect(await messageOf(id)).toMatchObject({ version: 2, attempts: [{ outcome: null }] });
  await finish(one!);
});

it("leaves waiting what was sent again before its provider had answered", async () => {
  const [one] = await onTheirWay(1);
  const { messageId: id } = one!;
  const number = 1;
  const superseded = { id: one!.attempt, tenantId: one!.tenantId, number, supersededAt: new Date() };
  await rt.db.prisma.sendAttempt.create({ data: { ...superseded, messageId: id } });
  await rt.db.prisma.message.updateMany({ where: { id }, data: { meta: { retries: 1 } } });
  await finish(one!);
  const { attempts, ...message } = await messageOf(id);
  expect(message).toMatchObject({ status: "queued", externalId: null });
  expect(attempts).toMatchObject([{ outcome: "sent", externalId: one!.externalId }]);
});
