import { beforeAll, describe, expect, it, vi } from "vitest";
import { type MadeMember, makeMember, makeTenant, memberCtx } from "../../../prisma/seed/factories";
import { makeSession } from "../../../prisma/seed/factories-users";
import { newId } from "../../core/ids";
import type { SystemRole } from "../../core/permissions";
import type { Runtime } from "../../infra/runtime";
import { failure } from "../../testing/failure";
import { testRuntime } from "../../testing/runtime";
import { loadMemberGate } from "./gate";
import { deactivateMember, listMembers, reactivateMember, setRole } from "./members";

let rt: Runtime;
beforeAll(async () => {
  rt = await testRuntime();
});

async function team<R extends string>(roles: Record<R, Partial<MadeMember> & { role: SystemRole }>) {
  const tenant = await makeTenant(rt.db);
  const made = {} as Record<R, MadeMember>;
  for (const [name, given] of Object.entries(roles) as [R, Partial<MadeMember>][]) {
    made[name] = await makeMember(rt.db, { tenantId: tenant.id, ...given });
  }
  return { tenant, ...made };
}

const roleOf = async (member: MadeMember) =>
  (await rt.db.prisma.member.findUniqueOrThrow({ where: { id: member.id } })).role;
const eventsOf = (tenantId: string) => rt.db.prisma.event.findMany({ where: { tenantId } });
const auditOf = (tenantId: string) => rt.db.prisma.auditEntry.findMany({ where: { tenantId } });

describe("giving a member another role", () => {
  it("changes it, tells the feed, records both states and closes their sockets", async () => {
    const { tenant, admin, agent } = await team({
      admin: { role: "administrator" },
      agent: { role: "agent" },
    });
    const closed = vi.spyOn(rt.realtime, "terminateUser");
    await setRole(memberCtx(admin), { memberId: agent.id, role: "support" });
    expect(await roleOf(agent)).toBe("support");
    expect(await eventsOf(tenant.id)).toMatchObject([
      { type: "member.access_changed", data: { memberId: agent.id } },
    ]);
    expect(await auditOf(tenant.id)).toMatchObject([
      {
        action: "member.set_role",
        actorKind: "member",
        actorId: admin.id,
        targetId: agent.id,
        before: { role: "agent" },
        after: { role: "support" },
      },
    ]);
    expect(closed).toHaveBeenCalledWith(agent.id);
  });

  it("takes effect on their next request", async () => {
    const { tenant, owner, agent } = await team({ owner: { role: "owner" }, agent: { role: "agent" } });
    const session = await makeSession(rt.db, { userId: agent.userId });
    const claim = { userId: agent.userId, sessionId: session.id };
    const holds = async () =>
      (await loadMemberGate(rt.db, claim, tenant.slug)).actor.permissions.has("role_assign");
    expect(await holds()).toBe(false);
    await setRole(memberCtx(owner), { memberId: agent.id, role: "administrator" });
    expect(await holds()).toBe(true);
  });

  it("changes nothing and records nothing when they have it already", async () => {
    const { tenant, admin, agent } = await team({
      admin: { role: "administrator" },
      agent: { role: "agent" },
    });
    await setRole(memberCtx(admin), { memberId: agent.id, role: "agent" });
    expect(await eventsOf(tenant.id)).toEqual([]);
  });

  it("is refused for the primary owner, oneself, owners and owner's rights", async () => {
    const { owner, admin, agent, other } = await team({
      owner: { role: "owner", isPrimaryOwner: true },
      other: { role: "owner" },
      admin: { role: "administrator" },
      agent: { role: "agent" },
    });
    const attempts = [
      () => setRole(memberCtx(other), { memberId: owner.id, role: "agent" }),
      () => setRole(memberCtx(owner), { memberId: owner.id, role: "agent" }),
      () => setRole(memberCtx(admin), { memberId: admin.id, role: "owner" }),
      () => setRole(memberCtx(admin), { memberId: other.id, role: "agent" }),
      () => setRole(memberCtx(admin), { memberId: agent.id, role: "owner" }),
    ];
    for (const attempt of attempts) expect((await failure(attempt())).code).toBe("forbidden");
    expect(await roleOf(owner)).toBe("owner");
    expect(await roleOf(agent)).toBe("agent");
  });

  it("does not find members of other businesses", async () => {
    const mine = await team({ owner: { role: "owner", isPrimaryOwner: true } });
    const theirs = await team({ agent: { role: "agent" } });
    for (const memberId of [theirs.agent.id, newId()]) {
      const refused = await failure(setRole(memberCtx(mine.owner), { memberId, role: "support" }));
      expect([refused.code, refused.message]).toEqual(["not_found", "There is no such member."]);
    }
    expect(await roleOf(theirs.agent)).toBe("agent");
  });

  it("is done by what the actor may do now, not when the request came", async () => {
    const { owner, admin, agent } = await team({
      owner: { role: "owner" },
      admin: { role: "administrator" },
      agent: { role: "agent" },
    });
    const before = memberCtx(admin);
    await setRole(memberCtx(owner), { memberId: admin.id, role: "support" });
    const refused = await failure(setRole(before, { memberId: agent.id, role: "support" }));
    expect(refused.code).toBe("forbidden");
  });

  it("lets one of two owners win who demote each other at once", async () => {
    for (let round = 0; round < 8; round++) {
      const { a, b, primary } = await team({
        primary: { role: "owner", isPrimaryOwner: true },
        a: { role: "owner" },
        b: { role: "owner" },
      });
      const results = await Promise.allSettled([
        setRole(memberCtx(a), { memberId: b.id, role: "agent" }),
        setRole(memberCtx(b), { memberId: a.id, role: "agent" }),
      ]);
      expect(results.map((r) => r.status).sort()).toEqual(["fulfilled", "rejected"]);
      expect([await roleOf(a), await roleOf(b)].sort()).toEqual(["agent", "owner"]);
      expect(await roleOf(primary)).toBe("owner");
    }
  });
});

describe("deactivating a member", () => {
  it("shuts them out at once, is recorded, and can be taken back", async () => {
    const { tenant, admin, agent } = await team({
      admin: { role: "administrator" },
      agent: { role: "agent" },
    });
    const session = await makeSession(rt.db, { userId: agent.userId });
    const enter = () => loadMemberGate(rt.db, { userId: agent.userId, sessionId: session.id }, tenant.slug);
    await enter();
    await deactivateMember(memberCtx(admin), { memberId: agent.id });
    expect((await failure(enter())).code).toBe("not_found");
    await deactivateMember(memberCtx(admin), { memberId: agent.id });
    await reactivateMember(memberCtx(admin), { memberId: agent.id });
    expect((await enter()).actor.memberId).toBe(agent.id);
    const entries = await auditOf(tenant.id);
    expect(entries.map((entry) => entry.action)).toEqual(["member.deactivate", "member.reactivate"]);
  });

  it("is refused for the primary owner, oneself, and whoever stands above", async () => {
    const { owner, admin, finance } = await team({
      owner: { role: "owner", isPrimaryOwner: true },
      admin: { role: "administrator" },
      finance: { role: "finance", granted: ["team_manage"] },
    });
    const attempts = [
      () => deactivateMember(memberCtx(admin), { memberId: owner.id }),
      () => deactivateMember(memberCtx(admin), { memberId: admin.id }),
      () => deactivateMember(memberCtx(finance), { memberId: admin.id }),
    ];
    for (const attempt of attempts) expect((await failure(attempt())).code).toBe("forbidden");
  });

  it("is not taken back by whoever could not give the role", async () => {
    const { admin, gone } = await team({
      admin: { role: "administrator", revoked: ["billing_manage"] },
      gone: { role: "finance" },
    });
    await deactivateMember(memberCtx(admin), { memberId: gone.id });
    expect((await failure(reactivateMember(memberCtx(admin), { memberId: gone.id }))).code).toBe("forbidden");
  });
});

it("lists everybody of the business and nobody else", async () => {
  const { admin, agent } = await team({
    admin: { role: "administrator" },
    agent: { role: "agent" },
  });
  await team({ agent: { role: "agent" } });
  const listed = await listMembers(memberCtx(admin));
  expect(listed.map((member) => member.id).sort()).toEqual([admin.id, agent.id].sort());
  expect(listed[0]).toMatchObject({ isActive: true, isPrimaryOwner: false });
});
