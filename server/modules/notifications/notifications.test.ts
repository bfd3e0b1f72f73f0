import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import "../../wiring";
import { makeConversation, makeMember, memberCtx } from "../../../prisma/seed/factories";
import { newId } from "../../core/ids";
import type { Runtime } from "../../infra/runtime";
import { failure } from "../../testing/failure";
import { handlerCtx, list, run, scene } from "../../testing/notification-scene";
import { testRuntime } from "../../testing/runtime";
import { setPreferences } from "../tenants/own-place";
import { readAllNotifications, setNotificationRead, snoozeNotification } from "./commands";
import { type NotificationChange, onNotificationLive } from "./live";
import { laterHandler } from "./notify";
import { listNotifications } from "./queries";
import { notifyAssigned, notifyCreated, notifyMentioned, notifyMessage, settleRead } from "./reactions";
import { NOTIFICATIONS_PAGE } from "./schema";
import { wakeHandler } from "./snooze";

let rt: Runtime;
beforeAll(async () => {
  rt = await testRuntime();
});

const owed = async (kind: string) => {
  const { rows } = await rt.db.pool.query(
    "select payload, run_at from outbox_entry where kind = $1 order by id",
    [kind],
  );
  return rows as { payload: never; run_at: Date }[];
};
function heard(): NotificationChange[] {
  const told: NotificationChange[] = [];
  onNotificationLive((change) => told.push(change));
  onTestFinished(() => onNotificationLive(() => {}));
  return told;
}

describe("who is told", () => {
  it("a message goes to whoever has the conversation, live, with its words", async () => {
    const { told, first, second } = await scene();
    const live = heard();
    await told();
    expect((await list(first)).items).toMatchObject([
      { type: "assigned_conversation_new_message", preview: "Where is my parcel?", byName: null, count: 1 },
    ]);
    expect((await list(second)).items).toEqual([]);
    expect(live).toMatchObject([{ memberId: first.id, unread: 1, isRaised: true, sound: true }]);
  });

  it("nobody is told of their own acts", async () => {
    const { told, ctx, conversationId, first } = await scene();
    await told({ kind: "member", id: first.id });
    const assigned = { eventId: newId(), conversationId, assigneeId: first.id, byMemberId: first.id };
    await notifyAssigned(ctx, assigned);
    expect((await list(first)).items).toEqual([]);
  });

  it("participants are told of messages, and only while they may see the conversation", async () => {
    const { told, second, owner, conversationId, tenant, conversation } = await scene();
    const finance = await makeMember(rt.db, { tenantId: tenant.id, role: "finance" });
    for (const memberId of [second.id, finance.id]) {
      await rt.db.prisma.conversationParticipant.create({
        data: { tenantId: tenant.id, conversationId, memberId },
      });
    }
    await told();
    expect((await list(second)).items).toMatchObject([{ type: "participating_conversation_new_message" }]);
    const { rows } = await rt.db.pool.query("select 1 from notification where member_id = any($1)", [
      [finance.id, owner.id],
    ]);
    expect(rows).toEqual([]);
    // What was told stays out of sight once the conversation does.
    await rt.db.prisma.conversationParticipant.deleteMany({ where: { conversationId: conversation.id } });
    expect(await list(second)).toMatchObject({ items: [], unread: 0 });
  });

  it("of a muted conversation or a blocked contact nobody is told, but of being mentioned there", async () => {
    const { told, say, ctx, first, second, conversationId } = await scene();
    await rt.db.pool.query("update conversation set is_muted = true where id = $1", [conversationId]);
    await told();
    expect((await list(first)).items).toEqual([]);
    const note = await say({ kind: "member", id: second.id });
    const mention = { eventId: newId(), conversationId, messageId: note.id, memberId: first.id };
    await notifyMentioned(ctx, mention);
    expect((await list(first)).items).toMatchObject([
      { type: "conversation_mention", byName: memberCtx(second).actor.name },
    ]);
  });

  it("a new conversation is told to those members of the inbox who asked for it", async () => {
    const { ctx, inbox, tenant, first, second } = await scene();
    const told = { inApp: true };
    await setPreferences(memberCtx(first), { notifications: { conversation_creation: told } });
    const { id } = await makeConversation(rt.db, { tenantId: tenant.id, inboxId: inbox.id, lastSeq: 1 });
    await notifyCreated(ctx, { eventId: newId(), conversationId: id });
    expect((await list(first)).items).toMatchObject([{ type: "conversation_creation", conversationId: id }]);
    expect((await list(second)).items).toEqual([]);
  });

  it("whoever switched a type off is not told of it", async () => {
    const { told, first } = await scene();
    const off = { inApp: false, email: false, push: false };
    await setPreferences(memberCtx(first), { notifications: { assigned_conversation_new_message: off } });
    await told();
    expect((await list(first)).items).toEqual([]);
  });

  it("whoever looks at the thread is not told; whoever has only left it open is, a moment later", async () => {
    const { told, ctx, first, tenant, conversationId } = await scene();
    const read = (seq: number) =>
      rt.db.prisma.conversationRead.upsert({
        where: { memberId_conversationId: { memberId: first.id, conversationId } },
        create: { tenantId: tenant.id, conversationId, memberId: first.id, lastSeqRead: seq },
        update: { lastSeqRead: seq },
      });
    const before = (await owed("notifications.later")).length;
    const seen = await told();
    await read(seen.seq);
    await settleRead(ctx, { eventId: newId(), conversationId, memberId: first.id });
    const looking = await told();
    expect(await list(first, "unread")).toMatchObject({ items: [], unread: 0 });
    const [later] = (await owed("notifications.later")).slice(before);
    await read(looking.seq);
    await laterHandler.run(handlerCtx(ctx.tenantId), later!.payload, run);
    expect((await list(first, "unread")).items).toEqual([]);
    await read(looking.seq - 1);
    await laterHandler.run(handlerCtx(ctx.tenantId), later!.payload, run);
    expect((await list(first, "unread")).items).toHaveLength(1);
  });
});

describe("do not repeat", () => {
  it("an unread notification of the same conversation is updated, not doubled, and does not sound again", async () => {
    const { told, first } = await scene();
    const live = heard();
    await told();
    const [old] = (await list(first)).items;
    const last = await told();
    expect((await list(first)).items).toMatchObject([{ count: 2, messageId: last.id }]);
    expect((await list(first)).items[0]!.id > old!.id).toBe(true);
    expect(live.map(({ isRaised }) => isRaised)).toEqual([true, false]);
  });

  it("a mention takes the place of a message, and a message not that of a mention", async () => {
    const { told, say, ctx, conversationId, first, second } = await scene();
    const live = heard();
    await told();
    const note = await say({ kind: "member", id: second.id });
    const mention = { eventId: newId(), conversationId, messageId: note.id, memberId: first.id };
    await notifyMentioned(ctx, mention);
    await told();
    const only = { type: "conversation_mention", messageId: note.id, count: 3 };
    expect((await list(first)).items).toMatchObject([only]);
    expect(live.map(({ isRaised }) => isRaised)).toEqual([true, true, false]);
  });

  it("the same event twice, also at the same time in two workers, counts once", async () => {
    const { ctx, say, conversationId, first } = await scene();
    const message = await say();
    const event = { eventId: newId(), conversationId, messageId: message.id };
    await Promise.all(Array.from({ length: 8 }, () => notifyMessage(ctx, event)));
    await notifyMessage(ctx, event);
    expect((await list(first)).items).toMatchObject([{ count: 1 }]);
    const { items } = await list(first);
    await setNotificationRead(memberCtx(first), { notificationId: items[0]!.id, isRead: true });
    await notifyMessage(ctx, event);
    expect(await list(first, "unread")).toMatchObject({ items: [], unread: 0 });
  });

  it("many messages at once make one notification", async () => {
    const { ctx, say, conversationId, first } = await scene();
    const messages = [];
    for (let i = 0; i < 12; i++) messages.push(await say());
    await Promise.all(
      messages.map(({ id }) => notifyMessage(ctx, { eventId: newId(), conversationId, messageId: id })),
    );
    expect((await list(first)).items).toMatchObject([{ count: 12 }]);
  });

  it("a mention makes itself heard though messages come on top of it at once, and what is told says which is newer", async () => {
    for (let round = 0; round < 4; round++) {
      const { told, say, ctx, conversationId, first, second } = await scene();
      await told();
      const live = heard();
      const notes = [];
      for (let i = 0; i < 5; i++) notes.push(await say({ kind: "member", id: second.id }));
      const eventOf = ({ id: messageId }: { id: string }) => ({
        eventId: newId(),
        conversationId,
        messageId,
      });
      await Promise.all([
        notifyMentioned(ctx, { ...eventOf(notes[0]!), memberId: first.id }),
        ...notes.map((note) => notifyMessage(ctx, eventOf(note))),
      ]);
      expect(live.filter(({ isRaised }) => isRaised)).toHaveLength(1);
      const shown = live.map(({ notification }) => notification!).sort((a, b) => a.count - b.count);
      const [stored] = (await list(first)).items;
      expect(stored).toMatchObject({ type: "conversation_mention", messageId: notes[0]!.id, count: 7 });
      expect(shown.at(-1)).toEqual(stored);
      expect(shown.map(({ id }) => id)).toEqual(shown.map(({ id }) => id).sort());
    }
  });
});

describe("the list", () => {
  it("is read in pages, newest first, and no stranger's is touched", async () => {
    const { tenant, inbox, ctx, first, second } = await scene();
    for (let i = 0; i < NOTIFICATIONS_PAGE + 3; i++) {
      const { id } = await makeConversation(rt.db, {
        tenantId: tenant.id,
        inboxId: inbox.id,
        assigneeId: first.id,
        lastSeq: 1,
      });
      await notifyAssigned(ctx, { eventId: newId(), conversationId: id, assigneeId: first.id });
    }
    const page = await list(first);
    expect(page.items).toHaveLength(NOTIFICATIONS_PAGE);
    expect(page.unread).toBe(NOTIFICATIONS_PAGE + 3);
    const key = [page.items.at(-1)!.id] as [string];
    const rest = await listNotifications(rt.db.sql, memberCtx(first), { only: "all", cursor: key });
    expect(rest).toMatchObject({ nextCursor: null });
    expect(rest.items).toHaveLength(3);
    const input = { notificationId: page.items[0]!.id, isRead: true };
    expect(await failure(setNotificationRead(memberCtx(second), input))).toMatchObject({ code: "not_found" });
    expect(await readAllNotifications(memberCtx(first))).toEqual({ read: NOTIFICATIONS_PAGE + 3 });
    expect((await list(first)).unread).toBe(0);
  });

  it("what is put aside comes back unread and in front", async () => {
    const { told, first, ctx } = await scene();
    await told();
    const [item] = (await list(first)).items;
    const input = { notificationId: item!.id, until: new Date(Date.now() + 60_000).toISOString() };
    await snoozeNotification(memberCtx(first), input);
    expect(await list(first)).toMatchObject({ items: [], unread: 0 });
    await rt.db.pool.query("update notification set snoozed_until = now() where id = $1", [item!.id]);
    const live = heard();
    await wakeHandler.run(handlerCtx(ctx.tenantId), { memberId: first.id }, run);
    expect(await list(first)).toMatchObject({ items: [{ readAt: null }], unread: 1 });
    expect(live).toMatchObject([{ isRaised: true, unread: 1 }]);
    const past = { notificationId: (await list(first)).items[0]!.id, until: new Date(0).toISOString() };
    expect(await failure(snoozeNotification(memberCtx(first), past))).toMatchObject({ code: "bad_request" });
  });
});
