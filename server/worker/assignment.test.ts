import { createHash, randomBytes } from "node:crypto";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import {
  type MadeMember,
  makeConversation,
  makeInbox,
  makeMember,
  makeTeam,
  memberCtx,
} from "../../prisma/seed/factories";
import { makeTeamOf } from "../../prisma/seed/factories-teams";
import { newId, type TenantId } from "../core/ids";
import type { Runtime } from "../infra/runtime";
import { assignWaiting } from "../modules/automation/assignment";
import { assignConversation, setConversationStatus } from "../modules/conversations/commands";
import { setAvailability } from "../modules/tenants/availability";
import { startVisitor } from "../modules/visitors/start";
import { testRuntime } from "../testing/runtime";
import { until } from "../testing/until";
import { startWorker } from "./index";

let rt: Runtime;
const workers: { stop: () => Promise<void> }[] = [];
beforeAll(async () => {
  rt = await testRuntime();
});
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.stop()));
});

const systemCtx = (tenantId: TenantId) => ({
  tenantId,
  actor: { kind: "system", name: "assign-waiting" } as const,
  traceId: newId(),
  ip: "",
});

/** A shop whose inbox assigns by itself; its agents are online with this capacity unless told. */
async function shop(assignment: string, agents: { capacity?: number | null; availability?: string }[]) {
  const { tenant, owner } = await makeTeam(rt.db);
  const inbox = await makeInbox(rt.db, { tenantId: tenant.id, workflow: { assignment } });
  const made: MadeMember[] = [];
  for (const given of agents) {
    const member = await makeMember(rt.db, { tenantId: tenant.id, inboxIds: [inbox.id] });
    await rt.db.prisma.member.update({
      where: { id: member.id },
      data: { lastActiveAt: new Date(), ...given },
    });
    made.push(member);
  }
  return { tenant, owner, inbox, agents: made };
}

async function arrive(tenantId: TenantId, inboxId: string) {
  const claims = {
    tenantId,
    inboxId,
    identityId: null,
    contactId: null,
    conversationId: null,
    handleHash: null,
    origin: "",
  };
  const handle = createHash("sha256").update(randomBytes(32)).digest("hex");
  const message = { clientId: randomBytes(8).toString("hex"), content: "Hello", fileIds: [] };
  await startVisitor(claims, handle, message, newId());
}

const ownersOf = async (tenantId: string) =>
  (await rt.db.prisma.conversation.findMany({ where: { tenantId }, orderBy: { displayNumber: "asc" } })).map(
    (c) => c.assigneeId,
  );
const share = (owners: (string | null)[], members: MadeMember[]) =>
  members.map(({ id }) => owners.filter((owner) => owner === id).length);

describe("50 conversations that arrive at once, with three workers", () => {
  it.each(["round_robin", "balanced"])(
    "by %s: none is left, none is given twice, and the shares are equal",
    async (rule) => {
      const { tenant, inbox, agents } = await shop(rule, [{}, {}, {}, {}]);
      workers.push(...(await Promise.all([startWorker(rt), startWorker(rt), startWorker(rt)])));
      await Promise.all(Array.from({ length: 50 }, () => arrive(tenant.id, inbox.id)));
      await until("everything has an owner", async () => !(await ownersOf(tenant.id)).includes(null));
      const shares = share(await ownersOf(tenant.id), agents);
      expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1);
      const events = await rt.db.prisma.event.findMany({
        where: { tenantId: tenant.id, type: "conversation.assigned" },
      });
      expect(events).toHaveLength(50);
      const lines = await rt.db.prisma.message.findMany({ where: { tenantId: tenant.id, kind: "activity" } });
      expect(lines).toHaveLength(50);
      expect(lines[0]).toMatchObject({ authorKind: "system", data: { type: "assigned" } });
    },
  );

  it("nobody gets more than they have room for, and the rest goes out as it becomes free", async () => {
    const { tenant, inbox, agents } = await shop("balanced", [{ capacity: 5 }, { capacity: 10 }]);
    const [tom] = agents as [MadeMember, MadeMember];
    workers.push(...(await Promise.all([startWorker(rt), startWorker(rt)])));
    await Promise.all(Array.from({ length: 20 }, () => arrive(tenant.id, inbox.id)));
    const left = async () => (await ownersOf(tenant.id)).filter((owner) => owner === null).length;
    await until("only five wait", async () => (await left()) === 5);
    expect(share(await ownersOf(tenant.id), agents)).toEqual([5, 10]);
    const [done] = await rt.db.prisma.conversation.findMany({
      where: { tenantId: tenant.id, assigneeId: tom.id },
    });
    await setConversationStatus(memberCtx(tom), { conversationId: done!.id, status: "resolved" });
    await until("one more has an owner", async () => (await left()) === 4);
    const open = await rt.db.prisma.conversation.count({
      where: { tenantId: tenant.id, assigneeId: tom.id, status: "open" },
    });
    expect(open).toBe(5);
  });
});

describe("who gets it", () => {
  it("nobody who is busy, offline, away from their devices, without the role, or in another inbox", async () => {
    const { tenant, inbox, agents } = await shop("round_robin", [
      { availability: "busy" },
      { availability: "offline" },
      {},
    ]);
    const away = agents[2]!;
    await rt.db.prisma.member.update({ where: { id: away.id }, data: { lastActiveAt: null } });
    await makeMember(rt.db, { tenantId: tenant.id, inboxIds: [] });
    const finance = await makeMember(rt.db, { tenantId: tenant.id, role: "finance", inboxIds: [inbox.id] });
    await rt.db.prisma.member.updateMany({ where: { id: finance.id }, data: { lastActiveAt: new Date() } });
    await makeConversation(rt.db, { tenantId: tenant.id, inboxId: inbox.id });
    expect(await assignWaiting(systemCtx(tenant.id))).toBe(0);
  });

  it("everything that waits goes to whoever comes online, the longest waiting first", async () => {
    const { tenant, inbox, agents } = await shop("round_robin", [{ availability: "offline", capacity: 2 }]);
    const [late] = agents as [MadeMember];
    const waiting = (minutes: number | null) =>
      makeConversation(rt.db, {
        tenantId: tenant.id,
        inboxId: inbox.id,
        waitingSince: minutes === null ? null : new Date(Date.now() - minutes * 60_000),
      });
    const [, fresh, old] = [await waiting(null), await waiting(5), await waiting(90)];
    workers.push(await startWorker(rt));
    await setAvailability(memberCtx(late), { availability: "online" });
    const mine = () =>
      rt.db.prisma.conversation.findMany({ where: { assigneeId: late.id }, select: { id: true } });
    await until("two are given", async () => (await mine()).length === 2);
    expect((await mine()).map((c) => c.id).sort()).toEqual([fresh.id, old.id].sort());
  });

  it("a team's members alone, by the team's own rule", async () => {
    const { tenant, inbox, agents } = await shop("off", [{}, {}, {}]);
    const memberIds = [agents[1]!.id, agents[2]!.id];
    const team = await makeTeamOf(rt.db, {
      tenantId: tenant.id,
      memberIds,
      workflow: { assignment: "round_robin" },
    });
    for (let i = 0; i < 4; i++) {
      await makeConversation(rt.db, { tenantId: tenant.id, inboxId: inbox.id, teamId: team.id });
      await makeConversation(rt.db, { tenantId: tenant.id, inboxId: inbox.id });
    }
    expect(await assignWaiting(systemCtx(tenant.id))).toBe(4);
    expect(share(await ownersOf(tenant.id), agents)).toEqual([0, 2, 2]);
  });

  it("the turn is kept: work that comes one by one goes round", async () => {
    const { tenant, inbox, agents } = await shop("round_robin", [{}, {}, {}]);
    for (let i = 0; i < 7; i++) {
      await makeConversation(rt.db, { tenantId: tenant.id, inboxId: inbox.id });
      await assignWaiting(systemCtx(tenant.id));
    }
    const owners = await ownersOf(tenant.id);
    expect(owners.slice(0, 3)).toEqual(owners.slice(3, 6));
    expect(share(owners, agents).sort()).toEqual([2, 2, 3]);
  });

  it("a member who claims at the same moment keeps it", async () => {
    const { tenant, inbox, agents } = await shop("round_robin", [{}, {}]);
    const claimer = agents[0]!;
    const made = await Promise.all(
      Array.from({ length: 8 }, () => makeConversation(rt.db, { tenantId: tenant.id, inboxId: inbox.id })),
    );
    const claims = made.map(({ id }) =>
      assignConversation(memberCtx(claimer), { conversationId: id, assigneeId: claimer.id }).then(
        () => id,
        () => null,
      ),
    );
    const [, ...won] = await Promise.all([assignWaiting(systemCtx(tenant.id)), ...claims]);
    for (const id of won) {
      if (!id) continue;
      const row = await rt.db.prisma.conversation.findUniqueOrThrow({ where: { id } });
      expect(row.assigneeId).toBe(claimer.id);
    }
    expect(await ownersOf(tenant.id)).not.toContain(null);
  });
});
