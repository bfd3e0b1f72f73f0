import { beforeAll, describe, expect, it } from "vitest";
import { makeConversation, makeMember, makeTeam, memberCtx } from "../../../prisma/seed/factories";
import { makeTeamOf } from "../../../prisma/seed/factories-teams";
import type { Runtime } from "../../infra/runtime";
import { failure } from "../../testing/failure";
import { testRuntime } from "../../testing/runtime";
import { deleteTeam } from "../conversations/delete-team";
import { setPreferences } from "./own-place";
import { Preferences, SetPreferences } from "./schema";
import { createTeam, listTeams, updateTeam } from "./teams";

let rt: Runtime;
beforeAll(async () => {
  rt = await testRuntime();
});

const namesOf = async (ctx: Parameters<typeof listTeams>[0]) => (await listTeams(ctx)).map((t) => t.name);

describe("teams", () => {
  it("are made with their members, renamed, and told to the feed and the audit log", async () => {
    const { owner, agents, tenant } = await makeTeam(rt.db);
    const ctx = memberCtx(owner);
    const given = { name: "Returns", description: "", memberIds: [agents[0].id] };
    const { teamId } = await createTeam(ctx, given);
    await updateTeam(ctx, { teamId, name: "Refunds", memberIds: [agents[1].id, owner.id] });
    const memberIds = [agents[1].id, owner.id].sort();
    expect(await listTeams(ctx)).toEqual([
      { id: teamId, name: "Refunds", description: "", memberIds, assignment: "inherit" },
    ]);
    const events = await rt.db.prisma.event.findMany({ where: { tenantId: tenant.id } });
    expect(events.map((e) => e.type)).toEqual(["team.updated", "team.updated"]);
    const audits = await rt.db.prisma.auditEntry.findMany({ where: { tenantId: tenant.id } });
    expect(audits.map((a) => a.action)).toEqual(["team.create", "team.update"]);
  });

  it("of the same name are refused, on making and on renaming, also at the same time", async () => {
    const { owner } = await makeTeam(rt.db);
    const ctx = memberCtx(owner);
    const make = () => createTeam(ctx, { name: "Orders", description: "", memberIds: [] });
    const [first, second] = await Promise.allSettled([make(), make()]);
    expect([first.status, second.status].sort()).toEqual(["fulfilled", "rejected"]);
    const { teamId } = await createTeam(ctx, { name: "Repairs", description: "", memberIds: [] });
    expect(await failure(updateTeam(ctx, { teamId, name: "Orders" }))).toMatchObject({ code: "conflict" });
    expect(await namesOf(ctx)).toEqual(["Orders", "Repairs"]);
  });

  it("take no stranger, and nobody who has left", async () => {
    const { owner, tenant } = await makeTeam(rt.db);
    const ctx = memberCtx(owner);
    const stranger = (await makeTeam(rt.db)).owner;
    const leaver = await makeMember(rt.db, { tenantId: tenant.id, deactivatedAt: new Date() });
    for (const { id } of [stranger, leaver]) {
      const made = createTeam(ctx, { name: "Night", description: "", memberIds: [id] });
      expect(await failure(made)).toMatchObject({ code: "not_found" });
    }
    expect(await namesOf(ctx)).toEqual([]);
  });

  it("are deleted with a word to their conversations, which keep their owner", async () => {
    const { owner, agents, tenant, inbox } = await makeTeam(rt.db);
    const ctx = memberCtx(owner);
    const team = await makeTeamOf(rt.db, { tenantId: tenant.id, memberIds: [agents[0].id] });
    const given = { tenantId: tenant.id, inboxId: inbox.id, teamId: team.id, assigneeId: agents[0].id };
    const open = await makeConversation(rt.db, given);
    await makeConversation(rt.db, { ...given, status: "resolved" });
    expect(await deleteTeam(ctx, { teamId: team.id })).toEqual({ conversations: 2 });
    const row = await rt.db.prisma.conversation.findUniqueOrThrow({ where: { id: open.id } });
    expect(row).toMatchObject({ teamId: null, assigneeId: agents[0].id, version: 1 });
    const told = await rt.db.prisma.event.findMany({
      where: { tenantId: tenant.id, conversationId: { not: null } },
    });
    expect(told).toMatchObject([{ type: "conversation.team_changed", conversationId: open.id }]);
    expect(await namesOf(ctx)).toEqual([]);
  });
});

describe("preferences", () => {
  it("begin with the defaults, and keep what is not named", async () => {
    const { owner } = await makeTeam(rt.db);
    const ctx = memberCtx(owner);
    expect(Preferences.parse({})).toMatchObject({
      sendWith: "mod_enter",
      undoSeconds: 5,
      sound: { tone: "ding" },
    });
    await setPreferences(ctx, { density: "compact" });
    expect(await setPreferences(ctx, { undoSeconds: 10 })).toMatchObject({
      density: "compact",
      undoSeconds: 10,
    });
  });

  it("fall back one by one when what is stored is broken", () => {
    expect(Preferences.parse({ density: "huge", undoSeconds: 9 })).toMatchObject({
      density: "comfortable",
      undoSeconds: 9,
    });
    expect(SetPreferences.safeParse({ undoSeconds: 31 }).success).toBe(false);
  });
});
