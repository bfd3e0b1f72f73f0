import { beforeAll, describe, expect, it } from "vitest";
import {
  type MadeMember,
  type MadeTeam,
  makeConversation,
  makeLabel,
  makeMember,
  makeMessages,
  makeTeam,
  memberCtx,
} from "../../../prisma/seed/factories";
import { makeTeamOf } from "../../../prisma/seed/factories-teams";
import { newId } from "../../core/ids";
import type { Runtime } from "../../infra/runtime";
import { testRuntime } from "../../testing/runtime";
import { settledSync } from "../../testing/settled-sync";
import { listMessages } from "../messages/queries";

import { wakeHandler } from "./act-status";
import { actOn } from "./acts";
import type { Act } from "./acts-schema";
import { appendAll } from "./append";
import { getConversation } from "./queries";
import { undoActs } from "./undo";

let rt: Runtime;
let team: MadeTeam;
let owner: MadeMember;
let agent: MadeMember;
let colleague: MadeMember;

beforeAll(async () => {
  rt = await testRuntime();
  team = await makeTeam(rt.db);
  owner = team.owner;
  [agent, colleague] = team.agents;
});

const made = (given: { assigneeId?: string; contactId?: string } = {}) =>
  makeConversation(rt.db, { tenantId: team.tenant.id, inboxId: team.inbox.id, ...given });
const act = (who: MadeMember, ids: string[], what: Act) =>
  actOn(memberCtx(who), { conversationIds: ids, act: what });
const now = (id: string) => getConversation(rt.db.sql, memberCtx(owner), id);

async function contactWrites(id: string) {
  const item = { tenantId: team.tenant.id, conversationId: id, identityId: null, clientId: newId() };
  const said = { kind: "incoming", author: { kind: "contact", id: null }, content: "Hello", attachments: [] };
  await appendAll(rt.db.sql, [{ ...item, ...said, status: "sent", traceId: "t" } as never]);
}

/** What the thread says was done, newest last. */
async function lines(id: string) {
  const page = await listMessages(rt.db.sql, memberCtx(owner), { conversationId: id, limit: 50 });
  return page.items.flatMap((message) => message.data ?? []);
}

describe("acts on one conversation", () => {
  it("are written into the thread, and undone as one", async () => {
    const { id } = await made();
    const label = await makeLabel(rt.db, { tenantId: team.tenant.id });
    const crew = await makeTeamOf(rt.db, { tenantId: team.tenant.id });
    const steps: [Act, object][] = [
      [{ type: "priority", priority: "high" }, { priority: "high" }],
      [{ type: "labels", add: [label.id], remove: [] }, { labelIds: [label.id] }],
      [{ type: "team", teamId: crew.id }, { teamId: crew.id }],
      [{ type: "mute", isMuted: true }, { isMuted: true }],
      [{ type: "participants", add: [agent.id], remove: [] }, { participantIds: [agent.id] }],
      [{ type: "status", status: "pending" }, { status: "pending" }],
      [
        { type: "snooze", until: null },
        { status: "snoozed", snoozedUntil: null },
      ],
      [{ type: "assign", assigneeId: colleague.id }, { assigneeId: colleague.id }],
    ];
    for (const [what, after] of steps) {
      const before = await now(id);
      const { undoId } = await act(owner, [id], what);
      expect(await now(id)).toMatchObject(after);
      await undoActs(memberCtx(owner), { undoId: undoId! });
      const { version: _, lastSeq: __, ...rest } = await now(id);
      expect(rest).toMatchObject({ status: before.status, priority: before.priority, teamId: before.teamId });
      expect([rest.labelIds, rest.participantIds, rest.isMuted]).toEqual([[], [], false]);
    }
    expect((await lines(id)).map(({ type }) => type)).toEqual(
      ["priority", "labels", "team", "muted", "participants", "status", "status", "assigned"].flatMap(
        (type) => [type, type],
      ),
    );
  });

  it("obey the role: teams need assign and transfer, blocking contact_update, labels only the tenant's own", async () => {
    const { id } = await made({ assigneeId: agent.id });
    const crew = await makeTeamOf(rt.db, { tenantId: team.tenant.id });
    const foreign = await makeLabel(rt.db, { tenantId: (await makeTeam(rt.db)).tenant.id });
    const support = await makeMember(rt.db, {
      tenantId: team.tenant.id,
      role: "support",
      inboxIds: [team.inbox.id],
    });
    const queued = await made();
    await expect(act(agent, [id], { type: "team", teamId: crew.id })).rejects.toMatchObject({
      code: "forbidden",
      details: { permission: "conversation_assign" },
    });
    await expect(act(support, [queued.id], { type: "block", isBlocked: true })).rejects.toMatchObject({
      details: { permission: "contact_update" },
    });
    await expect(act(agent, [id], { type: "labels", add: [foreign.id], remove: [] })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(act(colleague, [id], { type: "priority", priority: "low" })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(
      act(agent, [id], { type: "participants", add: [support.id], remove: [] }),
    ).rejects.toMatchObject({ code: "conflict" });
    expect(await lines(id)).toEqual([]);
  });

  it("give a participant sight of the conversation, and take it away, also in the feed", async () => {
    const { id } = await made({ assigneeId: agent.id });
    const ctx = memberCtx(colleague);
    await act(agent, [id], { type: "participants", add: [colleague.id], remove: [] });
    expect((await getConversation(rt.db.sql, ctx, id)).participantIds).toEqual([colleague.id]);
    const { cursor } = await settledSync(rt.db.sql, ctx, null);
    await act(agent, [id], { type: "participants", add: [], remove: [colleague.id] });
    await expect(getConversation(rt.db.sql, ctx, id)).rejects.toMatchObject({ code: "not_found" });
    expect((await settledSync(rt.db.sql, ctx, cursor)).gone).toEqual([id]);
  });
});

describe("a snoozed conversation", () => {
  it("wakes at its time with a line that says so, and not when it was put off", async () => {
    const { id } = await made();
    const until = new Date(Date.now() + 3_600_000).toISOString();
    const later = new Date(Date.now() + 7_200_000).toISOString();
    await act(agent, [id], { type: "snooze", until });
    const [owed] = await rt.db.prisma.outboxEntry.findMany({
      where: { kind: "conversation.wake", tenantId: team.tenant.id },
    });
    expect(owed).toMatchObject({ payload: { conversationId: id, until }, state: "scheduled" });
    expect(owed!.runAt.toISOString()).toBe(until);
    const ctx = { ...memberCtx(owner), actor: { kind: "system", name: "worker" }, log: rt.log } as never;
    const wake = (at: string) => wakeHandler().run(ctx, { conversationId: id, until: at }, {} as never);
    await act(agent, [id], { type: "snooze", until: later });
    await wake(until);
    expect((await now(id)).status).toBe("snoozed");
    await wake(later);
    await wake(later);
    expect(await now(id)).toMatchObject({ status: "open", snoozedUntil: null });
    expect((await lines(id)).at(-1)).toMatchObject({ status: "open", previousStatus: "snoozed" });
    await wakeHandler().run(ctx, { conversationId: newId(), until }, {} as never);
  });

  it("sleeps no longer than until the contact writes, and never into the past", async () => {
    const { id } = await made();
    await act(agent, [id], { type: "snooze", until: null });
    await contactWrites(id);
    expect(await now(id)).toMatchObject({ status: "open", snoozedUntil: null });
    const past = new Date(Date.now() - 1000).toISOString();
    await expect(act(agent, [id], { type: "snooze", until: past })).rejects.toMatchObject({
      code: "bad_request",
    });
  });
});

describe("what the contact writes", () => {
  it("reopens neither a muted conversation nor a blocked contact's, and is kept all the same", async () => {
    for (const quiet of [
      { type: "mute", isMuted: true },
      { type: "block", isBlocked: true },
    ] as const) {
      const { id } = await made();
      await act(agent, [id], { type: "status", status: "resolved" });
      await act(agent, [id], quiet);
      await contactWrites(id);
      expect(await now(id)).toMatchObject({ status: "resolved", incomingCount: 1 });
      const events = await rt.db.prisma.event.count({
        where: { conversationId: id, type: "conversation.status_changed" },
      });
      expect(events).toBe(1);
    }
  });
});

describe("acts on many", () => {
  it("do what they may, name what they may not, and are taken back as one where nothing newer was done", async () => {
    const mine = await Promise.all([1, 2, 3].map(() => made({ assigneeId: agent.id })));
    const theirs = await made({ assigneeId: colleague.id });
    await makeMessages(rt.db, mine[0]!, 2);
    const waiting = (await now(mine[0]!.id)).waitingSince;
    expect(waiting).not.toBeNull();
    const ids = [...mine, theirs].map(({ id }) => id);
    const { conversations, refused, undoId } = await act(agent, ids, { type: "status", status: "resolved" });
    expect(conversations.map(({ status }) => status)).toEqual(Array(3).fill("resolved"));
    expect(refused).toMatchObject([{ conversationId: theirs.id, code: "not_found" }]);
    await act(owner, [mine[2]!.id], { type: "status", status: "pending" });
    const undone = await undoActs(memberCtx(agent), { undoId: undoId! });
    expect(undone.refused).toMatchObject([{ conversationId: mine[2]!.id, code: "conflict" }]);
    expect(await Promise.all(mine.map(async ({ id }) => (await now(id)).status))).toEqual([
      "open",
      "open",
      "pending",
    ]);
    expect((await now(mine[0]!.id)).waitingSince).toBe(waiting);
    for (const who of [agent, owner])
      await expect(undoActs(memberCtx(who), { undoId: undoId! })).rejects.toMatchObject({
        code: "not_found",
      });
  });

  it("cannot be taken back by somebody else, and a taker from the queue gives back what they took", async () => {
    const { id } = await made();
    const { undoId } = await act(agent, [id], { type: "assign", assigneeId: agent.id });
    await expect(undoActs(memberCtx(owner), { undoId: undoId! })).rejects.toMatchObject({
      code: "not_found",
    });
    await undoActs(memberCtx(agent), { undoId: undoId! });
    expect((await now(id)).assigneeId).toBeNull();
  });

  it("by two people at once end in one of both, each conversation whole", async () => {
    const ids = (await Promise.all(Array.from({ length: 12 }, () => made()))).map(({ id }) => id);
    const answers = await Promise.allSettled([
      act(agent, ids, { type: "assign", assigneeId: agent.id }),
      act(colleague, [...ids].reverse(), { type: "assign", assigneeId: colleague.id }),
    ]);
    expect(answers.map(({ status }) => status)).toContain("fulfilled");
    for (const id of ids) {
      expect([agent.id, colleague.id]).toContain((await now(id)).assigneeId);
      expect(await lines(id)).toHaveLength(1);
    }
  });
});
