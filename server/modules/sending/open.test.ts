import { beforeAll, beforeEach, expect, it, onTestFinished } from "vitest";
import { mintTenantId } from "../../core/ids";
import { NotYet } from "../../infra/outbox/entry";
import type { Runtime } from "../../infra/runtime";
import { entryOf, handlerRun } from "../../testing/run";
import { testRuntime } from "../../testing/runtime";
import { appendReplies, makeSenders, playProvider, type Sender } from "../../testing/senders";
import { messageWithTries } from "../../testing/tries";
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
  return opening({ tenantId: sender.tenantId, messageId: id, entry: await entryOf(rt, id) });
}
const open = async (...asked: Awaited<ReturnType<typeof reply>>[]) => openSends(rt.db.sql, asked);
const attempts = (messageId: string) => rt.db.prisma.sendAttempt.count({ where: { messageId } });
const begun = async ({ entry }: Awaited<ReturnType<typeof reply>>) =>
  (await rt.db.prisma.outboxEntry.findUniqueOrThrow({ where: { id: BigInt(entry.id) } })).begun;

it("begins the first try of a plain reply; asked again as the answer was lost, it says the same", async () => {
  const asked = await reply();
  expect(await open(asked)).toMatchObject([{ attempt: asked.attemptId, job: { attempts: [] } }]);
  expect(await open(asked)).toMatchObject([{ attempt: asked.attemptId, job: { attempts: [] } }]);
  expect(await begun(asked)).toBe(asked.attemptId);
  expect(await attempts(asked.messageId)).toBe(0);
});

it("begins a try once, however many workers ask for it at the same time", async () => {
  const asked = await reply();
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => open(opening(asked)).then(([answer]) => answer)),
  );
  const attemptsBegun = answers.flatMap((answer) => answer?.attempt ?? []);
  expect(attemptsBegun).toEqual([await begun(asked)]);
});

it("begins nothing for a worker that has lost its lease", async () => {
  const asked = await reply();
  const { id } = asked.entry;
  await rt.db.pool.query("update outbox_entry set lease_token = 7 where id = $1", [id]);
  expect(await open(asked)).toMatchObject([{ attempt: null }]);
  expect(await begun(asked)).toBeNull();
  // What its successor has begun is the successor's to end.
  await rt.db.pool.query("update outbox_entry set begun = gen_random_uuid() where id = $1", [id]);
  expect(await open(asked)).toMatchObject([{ attempt: null, job: { attempts: [] } }]);
});

it("nor where its successor, of the same process, begins with the same statement", async () => {
  const asked = await reply();
  const late = opening({ ...asked, entry: { ...asked.entry, token: 7 } });
  const begunByOne = [{ attempt: asked.attemptId }, { attempt: null, job: { attempts: [] } }];
  expect(await open(asked, late)).toMatchObject(begunByOne);
  const { attemptId: _, ...given } = await reply();
  const [first, next] = [7, given.entry.token].map((token) =>
    asking({ ...given, entry: { ...given.entry, token }, number: 1, places: [] }),
  );
  const answers = await beginSends(rt.db.sql, [first!, next!]);
  expect(answers).toMatchObject([{ attempt: null, isOvertaken: true }, { attempt: next!.attemptId }]);
});

it("knows of one whose worker has died that nobody knows", async () => {
  const asked = await reply();
  await open(asked);
  await rt.db.pool.query("update outbox_entry set lease_token = 7 where id = $1", [asked.entry.id]);
  const next = opening({ ...asked, entry: { ...asked.entry, token: 7 } });
  const unended = { id: asked.attemptId, outcome: null };
  expect(await open(next)).toMatchObject([{ attempt: null, job: { attempts: [unended], lastNumber: 1 } }]);
  expect(await begun(asked)).toBe(asked.attemptId);
});

it("asks nobody where another worker begins it at the same moment", async () => {
  const { tenantId, messageId, entry } = await reply();
  const other = await rt.db.pool.connect();
  await other.query("begin");
  await other.query("update outbox_entry set lease_token = 7, begun = gen_random_uuid() where id = $1", [
    entry.id,
  ]);
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
  const sending = expect(sendQueued(ctx, messageId, handlerRun({ entry }))).rejects.toThrow(NotYet);
  const waits =
    "select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()";
  await expect.poll(async () => (await rt.db.pool.query(waits)).rowCount).toBe(1);
  await other.query("commit");
  other.release();
  await sending;
  expect(asked).toEqual([]);
  expect(await attempts(messageId)).toBe(0);
});

it("says nothing of a later try that another worker has under way", async () => {
  const { tenantId: of, messageId, entry } = await reply();
  const tenantId = mintTenantId(of);
  await rt.db.pool.query("update outbox_entry set lease_token = 7 where id = $1", [entry.id]);
  await rt.db.prisma.sendAttempt.create({ data: { tenantId, messageId, number: 1 } });
  const ctx = { tenantId, actor: { kind: "system", name: "test" }, traceId: "", ip: "" } as const;
  await expect(sendQueued(ctx, messageId, handlerRun({ entry }))).rejects.toThrow(NotYet);
  const { status, attempts: tries } = await messageWithTries(rt, messageId);
  expect([status, tries.map(({ outcome }) => outcome)]).toEqual(["queued", [null]]);
  await sendQueued(ctx, messageId, handlerRun({ entry: { ...entry, token: 7 } }));
  expect(await messageWithTries(rt, messageId)).toMatchObject({
    ...{ status: "failed", error: { code: "unconfirmed" } },
    attempts: [{ outcome: "unconfirmed" }],
  });
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
  const before = Date.now();
  const [answer] = await open(await reply());
  const key = `inbox:${inboxId}`;
  expect(placesOf(answer!.job)).toContainEqual(expect.objectContaining({ key, seconds: 1 / 20 }));
  const { nextAt } = await rt.db.prisma.sendPace.findUniqueOrThrow({ where: { key } });
  expect(nextAt.getTime()).toBeGreaterThanOrEqual(before + 50);
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
  const { attemptId: _, ...given } = await reply();
  const places = [{ key: `to:${given.messageId}`, seconds: 6, patience: 1 }];
  const asked = asking({ ...given, number: 1, places });
  expect(await beginSends(rt.db.sql, [asked])).toMatchObject([{ attempt: asked.attemptId }]);
  expect(await beginSends(rt.db.sql, [asked])).toMatchObject([{ attempt: asked.attemptId }]);
  const other = asking({ ...given, number: 1, places: [] });
  expect(await beginSends(rt.db.sql, [other])).toMatchObject([{ attempt: null, isOvertaken: true }]);
});

it("begins no later try for a worker that has lost its lease, and forgets what nobody has asked for", async () => {
  const { attemptId, ...given } = await reply();
  const { entry } = given;
  await rt.db.pool.query("update outbox_entry set begun = $2 where id = $1", [entry.id, attemptId]);
  const late = asking({ ...given, entry: { ...entry, token: 7 }, number: 1, places: [] });
  expect(await beginSends(rt.db.sql, [late])).toMatchObject([{ attempt: null, isOvertaken: true }]);
  expect(await attempts(given.messageId)).toBe(0);
  const held = asking({ ...given, number: 1, places: [] });
  expect(await beginSends(rt.db.sql, [held])).toMatchObject([{ attempt: held.attemptId }]);
  expect(await begun({ ...given, attemptId })).toBeNull();
});
