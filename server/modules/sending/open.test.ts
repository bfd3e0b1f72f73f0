import { beforeAll, beforeEach, expect, it, onTestFinished } from "vitest";
import { mintTenantId } from "../../core/ids";
import type { Runtime } from "../../infra/runtime";
import { testRuntime } from "../../testing/runtime";
import { appendReplies, makeSenders, playProvider, type Sender } from "../../testing/senders";
import { asking, beginSends } from "./begin";
import { opening, openSends } from "./open";
import { placesOf, sendQueued } from "./send";

let rt: Runtime;
let sender: Sender;
beforeAll(async () => {
  rt = await testRuntime();
});
beforeEach(async () => {
  const [one] = await makeSenders(rt, { url: "https://shop.example/in", tenants: 1, inboxes: 1, each: 1 });
  sender = one!;
});

async function reply() {
  await appendReplies(rt, [{ sender, content: "Yes, we have twelve." }]);
  const { id } = await rt.db.prisma.message.findFirstOrThrow({
    where: { conversationId: sender.conversationId },
    orderBy: { seq: "desc" },
  });
  return opening({ tenantId: sender.tenantId, messageId: id });
}
const open = async (...asked: Awaited<ReturnType<typeof reply>>[]) => openSends(rt.db.sql, asked);
const attempts = (messageId: string) => rt.db.prisma.sendAttempt.count({ where: { messageId } });

it("begins the first try of a plain reply; asked again as the answer was lost, it says the same", async () => {
  const asked = await reply();
  expect(await open(asked)).toMatchObject([{ attempt: asked.attemptId }]);
  expect(await open(asked)).toMatchObject([{ attempt: asked.attemptId }]);
  expect(await attempts(asked.messageId)).toBe(1);
});

it("begins a try once, however many workers ask for it at the same time", async () => {
  const asked = await reply();
  const { tenantId, messageId } = asked;
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => open(opening({ tenantId, messageId })).then(([answer]) => answer)),
  );
  expect(answers.filter((answer) => answer?.attempt)).toHaveLength(1);
  expect(await attempts(messageId)).toBe(1);
});

it("asks nobody where another worker begins it at the same moment", async () => {
  const { tenantId, messageId } = await reply();
  const other = await rt.db.pool.connect();
  await other.query("begin");
  await other.query(
    "insert into send_attempt (id, tenant_id, message_id, number) values (gen_random_uuid(), $1, $2, 1)",
    [tenantId, messageId],
  );
  const asked: unknown[] = [];
  const stopPlaying = playProvider((request) => {
    asked.push(request);
    return { status: 200, json: null };
  });
  onTestFinished(stopPlaying);
  const ctx = {
    tenantId: mintTenantId(tenantId),
    actor: { kind: "system", name: "test" },
    traceId: "",
    ip: "",
  } as const;
  const run = { attempt: 1, maxAttempts: 9, idempotencyKey: "one", signal: new AbortController().signal };
  const sending = sendQueued(ctx, messageId, run);
  const waits =
    "select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()";
  await expect.poll(async () => (await rt.db.pool.query(waits)).rowCount).toBe(1);
  await other.query("commit");
  other.release();
  await sending;
  expect(asked).toEqual([]);
  expect(await attempts(messageId)).toBe(1);
});

it("begins only what its pace lets go now", async () => {
  const all = [await reply(), await reply(), await reply()];
  const now = all.map(({ attemptId }, at) => (at === 0 ? attemptId : null));
  expect((await open(...all)).map((answer) => answer!.attempt)).toEqual(now);
  await rt.db.pool.query("update send_pace set next_at = now() + interval '1 minute'");
  expect(await open(await reply())).toMatchObject([{ attempt: null }]);
  await rt.db.pool.query("update send_pace set next_at = now()");
  const next = await reply();
  expect(await open(next)).toMatchObject([{ attempt: next.attemptId }]);
});

it("hands out the places of a number that may send twenty a second fifty milliseconds apart", async () => {
  const { tenantId, conversationId: id } = sender;
  const { inboxId } = await rt.db.prisma.conversation.findUniqueOrThrow({ where: { id } });
  await rt.db.prisma.inboxHealth.create({ data: { tenantId, inboxId, facts: [], perSecond: 20 } });
  const asked = await reply();
  const [answer] = await open(asked);
  const key = `inbox:${inboxId}`;
  expect(placesOf(answer!.job)).toContainEqual(expect.objectContaining({ key, seconds: 1 / 20 }));
  const { rows } = await rt.db.pool.query<{ ms: number }>(
    `select extract(epoch from p.next_at - t.started_at) * 1000 as ms from send_pace p, send_attempt t
     where p.key = $1 and t.message_id = $2`,
    [key, asked.messageId],
  );
  expect(Number(rows[0]!.ms)).toBeGreaterThanOrEqual(50);
});

it.each([
  [
    "is tried again",
    (id: string) =>
      `insert into send_attempt (id, tenant_id, message_id, number, outcome) select id, tenant_id, id, 1, 'retry' from message where id = '${id}'`,
  ],
  [
    "waits in a paused inbox",
    (id: string) =>
      `update inbox set paused_for = '{}' where id = (select inbox_id from message where id = '${id}')`,
  ],
  [
    "goes to one who has stopped us",
    (id: string) =>
      `update identity set revoked_at = now() where inbox_id = (select inbox_id from message where id = '${id}')`,
  ],
  [
    "goes to a group",
    (id: string) =>
      `update identity_alias set key = 'group:' || key where inbox_id = (select inbox_id from message where id = '${id}')`,
  ],
  ["is known to have gone", (id: string) => `update message set status = 'delivered' where id = '${id}'`],
])("begins nothing before a closer look where the reply %s", async (_, made) => {
  const asked = await reply();
  await rt.db.pool.query(made(asked.messageId));
  const before = await attempts(asked.messageId);
  expect(await open(asked)).toMatchObject([{ attempt: null }]);
  expect(await attempts(asked.messageId)).toBe(before);
});

it("finds nothing to send in a message that is deleted, or another business's", async () => {
  const [gone, kept] = [await reply(), await reply()];
  await rt.db.pool.query("update message set deleted_at = now() where id = $1", [gone.messageId]);
  const [other] = await makeSenders(rt, { url: "https://shop.example/in", tenants: 1, inboxes: 1, each: 1 });
  expect(await open(gone, { ...kept, tenantId: other!.tenantId })).toEqual([null, null]);
  expect(await attempts(kept.messageId)).toBe(0);
});

it("a later try, too, is begun once, and says so when it is asked again as the answer was lost", async () => {
  const { tenantId, messageId } = await reply();
  const places = [{ key: `to:${messageId}`, seconds: 6, patience: 1 }];
  const asked = asking({ tenantId, messageId, number: 1, places });
  expect(await beginSends(rt.db.sql, [asked])).toMatchObject([{ attempt: asked.attemptId }]);
  expect(await beginSends(rt.db.sql, [asked])).toMatchObject([{ attempt: asked.attemptId }]);
  const other = asking({ tenantId, messageId, number: 1, places: [] });
  expect(await beginSends(rt.db.sql, [other])).toMatchObject([{ attempt: null, isOvertaken: true }]);
});
