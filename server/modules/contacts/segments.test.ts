import { beforeAll, expect, it } from "vitest";
import { type MadeMember, makeTeam, memberCtx } from "../../../prisma/seed/factories";
import { makeTeamOf } from "../../../prisma/seed/factories-teams";
import type { Runtime } from "../../infra/runtime";
import { failure } from "../../testing/failure";
import { testRuntime } from "../../testing/runtime";
import { createSegment, deleteSegment, listSegments, updateSegment } from "./segments";

let rt: Runtime;
beforeAll(async () => {
  rt = await testRuntime();
});

const given = {
  name: "VIP",
  filter: { join: "and" as const, groups: [] },
  sort: "name" as const,
  isDescending: false,
  sharedWith: "team" as const,
};
const names = async (member: MadeMember) => (await listSegments(memberCtx(member))).map((s) => s.name);

it("goes to a team by one of its members, and by whoever keeps the settings to any team", async () => {
  const { tenant, owner, agents } = await makeTeam(rt.db);
  const [inside, outside] = agents;
  const team = await makeTeamOf(rt.db, { tenantId: tenant.id, memberIds: [inside.id] });
  const { id: segmentId } = await createSegment(memberCtx(inside), { ...given, teamId: team.id });
  expect([await names(inside), await names(outside), await names(owner)]).toEqual([["VIP"], [], []]);
  const foreign = createSegment(memberCtx(outside), { ...given, teamId: team.id });
  expect(await failure(foreign)).toMatchObject({ code: "not_found", details: { field: "teamId" } });
  const nowhere = createSegment(memberCtx(owner), { ...given, teamId: null });
  expect(await failure(nowhere)).toMatchObject({ code: "bad_request", details: { field: "teamId" } });
  await createSegment(memberCtx(owner), { ...given, name: "From above", teamId: team.id });
  expect(await names(inside)).toEqual(["From above", "VIP"]);

  await updateSegment(memberCtx(inside), {
    ...given,
    segmentId,
    name: "Mine again",
    sharedWith: "private",
    teamId: null,
  });
  expect(await names(inside)).toEqual(["From above", "Mine again"]);
  expect(await failure(deleteSegment(memberCtx(outside), segmentId))).toMatchObject({ code: "not_found" });
  await deleteSegment(memberCtx(inside), segmentId);
  const audited = await rt.db.prisma.auditEntry.findMany({ where: { targetId: segmentId } });
  expect(audited.map(({ action }) => action).sort()).toEqual([
    "segment.create",
    "segment.delete",
    "segment.update",
  ]);
});

it("of somebody else's team stays shared when a manager renames it, and is not shown to another business", async () => {
  const { tenant, owner, agents } = await makeTeam(rt.db);
  const team = await makeTeamOf(rt.db, { tenantId: tenant.id, memberIds: [agents[0].id, owner.id] });
  const { id: segmentId } = await createSegment(memberCtx(agents[0]), { ...given, teamId: team.id });
  await updateSegment(memberCtx(owner), { ...given, segmentId, name: "Best", teamId: team.id });
  expect(await names(agents[0])).toEqual(["Best"]);
  const stranger = await makeTeam(rt.db);
  expect(await names(stranger.owner)).toEqual([]);
});
