import { beforeAll, expect, it } from "vitest";
import {
  type MadeMember,
  makeContact,
  makeConversation,
  makeInbox,
  makeMember,
  makeTenant,
  memberCtx,
} from "../../../prisma/seed/factories";
import { newId, type TenantId } from "../../core/ids";
import type { Runtime } from "../../infra/runtime";
import { testRuntime } from "../../testing/runtime";
import { listMessages } from "../messages/queries";
import { sendDue } from "./deliver";
import {
  cancelScheduled,
  holdReply,
  listScheduled,
  reschedule,
  scheduleReply,
  sendScheduledNow,
  undoReply,
} from "./scheduled";

let rt: Runtime;
let tenantId: TenantId;
let inboxId: string;
let owner: MadeMember;
let agent: MadeMember;

beforeAll(async () => {
  rt = await testRuntime();
  tenantId = (await makeTenant(rt.db)).id;
  inboxId = (await makeInbox(rt.db, { tenantId })).id;
  owner = await makeMember(rt.db, { tenantId, role: "owner", isPrimaryOwner: true });
  agent = await makeMember(rt.db, { tenantId, inboxIds: [inboxId] });
});

async function conversation(): Promise<string> {
  const contact = await makeContact(rt.db, { tenantId });
  return (await makeConversation(rt.db, { tenantId, inboxId, contactId: contact.id })).id;
}
const hold = (conversationId: string, content: string, clientId = newId()) =>
  holdReply(memberCtx(agent), { conversationId, clientId, content, fileIds: [], seconds: 5 });
const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();
const later = (conversationId: string, member = agent) =>
  scheduleReply(memberCtx(member), {
    conversationId,
    clientId: newId(),
    content: "Tomorrow",
    fileIds: [],
    dueAt: inAnHour(),
  });
const fallDue = (conversationId: string) =>
  rt.db.pool.query(
    "update scheduled_message set due_at = now() - interval '1 s' + seq * interval '1 ms' from (select id as sid, row_number() over (order by due_at) as seq from scheduled_message where conversation_id = $1) x where id = sid",
    [conversationId],
  );
async function sent(conversationId: string): Promise<string[]> {
  const input = { conversationId, limit: 50 };
  return (await listMessages(rt.db.sql, memberCtx(owner), input)).items.map((message) => message.content);
}
const send = (conversationId: string) => sendDue(memberCtx(agent), conversationId);

it("a held reply leaves nothing before its time, and an outbox entry is owed for then", async () => {
  const id = await conversation();
  const held = await hold(id, "One");
  await send(id);
  expect(await sent(id)).toEqual([]);
  const { rows } = await rt.db.pool.query(
    "select run_at, state from outbox_entry where kind = 'replies.send' and payload->>'conversationId' = $1",
    [id],
  );
  expect(rows).toEqual([{ run_at: new Date(held!.dueAt), state: "scheduled" }]);
  expect((await listScheduled(memberCtx(agent), id)).map((one) => one.content)).toEqual(["One"]);
  expect(await listScheduled(memberCtx(owner), id)).toEqual([]);
});

it("what is due leaves in its order and exactly once, however many workers come for it", async () => {
  const id = await conversation();
  for (const text of ["One", "Two", "Three"]) await hold(id, text);
  await fallDue(id);
  await Promise.all(Array.from({ length: 8 }, () => send(id)));
  expect(await sent(id)).toEqual(["One", "Two", "Three"]);
  expect(await listScheduled(memberCtx(agent), id)).toEqual([]);
});

it("the same client id is held once, and a send of it later finds the message", async () => {
  const id = await conversation();
  const clientId = newId();
  const [first, second] = [await hold(id, "Once", clientId), await hold(id, "Once", clientId)];
  expect(second!.id).toBe(first!.id);
  await fallDue(id);
  await send(id);
  await hold(id, "Once", clientId);
  await send(id);
  expect(await sent(id)).toEqual(["Once"]);
});

it("undo takes it back: before the server has met it, while it is held, and not once it has left", async () => {
  const id = await conversation();
  const ctx = memberCtx(agent);
  const early = newId();
  await undoReply(ctx, { conversationId: id, clientId: early });
  expect(await hold(id, "Too late", early)).toBeNull();
  const clientId = newId();
  await hold(id, "Taken back", clientId);
  await undoReply(ctx, { conversationId: id, clientId });
  await fallDue(id);
  await send(id);
  expect(await sent(id)).toEqual([]);
  const gone = newId();
  await hold(id, "Gone", gone);
  await fallDue(id);
  await send(id);
  await expect(undoReply(ctx, { conversationId: id, clientId: gone })).rejects.toMatchObject({
    code: "conflict",
  });
});

it("an undo and the sending at the same moment: either it is taken back or it is sent, never both", async () => {
  for (let round = 0; round < 10; round++) {
    const id = await conversation();
    const clientId = newId();
    await hold(id, "Race", clientId);
    await fallDue(id);
    const [undone] = await Promise.allSettled([
      undoReply(memberCtx(agent), { conversationId: id, clientId }),
      send(id),
    ]);
    expect(await sent(id)).toEqual(undone.status === "fulfilled" ? [] : ["Race"]);
  }
});

it("a scheduled reply can be moved, sent now and cancelled by its writer and an administrator; all see it", async () => {
  const id = await conversation();
  const one = (await later(id))!;
  expect((await listScheduled(memberCtx(owner), id)).map((s) => s.id)).toEqual([one.id]);
  const at = new Date(Date.now() + 7_200_000).toISOString();
  await reschedule(memberCtx(owner), {
    conversationId: id,
    scheduledId: one.id,
    dueAt: at,
    content: "Later",
  });
  expect(await listScheduled(memberCtx(agent), id)).toMatchObject([{ dueAt: at, content: "Later" }]);
  await sendScheduledNow(memberCtx(agent), { conversationId: id, scheduledId: one.id });
  expect(await sent(id)).toEqual(["Later"]);
  const two = (await later(id, owner))!;
  const cancel = { conversationId: id, scheduledId: two.id };
  await expect(cancelScheduled(memberCtx(agent), cancel)).rejects.toMatchObject({ code: "forbidden" });
  await cancelScheduled(memberCtx(owner), cancel);
  expect(await listScheduled(memberCtx(owner), id)).toEqual([]);
});

it("whoever has left the business sends nothing any more", async () => {
  const id = await conversation();
  const leaver = await makeMember(rt.db, { tenantId, inboxIds: [inboxId] });
  await later(id, leaver);
  await rt.db.prisma.member.update({ where: { id: leaver.id }, data: { deactivatedAt: new Date() } });
  await fallDue(id);
  await send(id);
  expect(await sent(id)).toEqual([]);
  expect(await listScheduled(memberCtx(owner), id)).toEqual([]);
});
