import { beforeAll, expect, it } from "vitest";
import { makeMember, makeTeam, memberCtx } from "../../prisma/seed/factories";
import { makeTeamOf } from "../../prisma/seed/factories-teams";
import { newId } from "../core/ids";
import type { Runtime } from "../infra/runtime";
import { invite, listInvitations } from "../modules/tenants/invitations";
import { listTeams } from "../modules/tenants/teams";
import { failure } from "../testing/failure";
import { testRuntime } from "../testing/runtime";
import { acceptInvitation } from "./onboarding";

let rt: Runtime;
beforeAll(async () => {
  rt = await testRuntime();
});

const from = () => ({ ip: newId(), traceId: "trace-1234", userAgent: "" });

async function mailedToken(email: string): Promise<string> {
  const entries = await rt.db.prisma.outboxEntry.findMany({ orderBy: { id: "desc" }, take: 50 });
  const payloads = entries.map((entry) => entry.payload as { to: string; data: { link: string } });
  return payloads
    .find(({ to }) => to === email)!
    .data.link.split("/")
    .at(-1)!;
}

it("whoever is invited into teams is in those of them that are left when they join", async () => {
  const { tenant, owner } = await makeTeam(rt.db);
  const [kept, gone] = [
    await makeTeamOf(rt.db, { tenantId: tenant.id }),
    await makeTeamOf(rt.db, { tenantId: tenant.id }),
  ];
  const email = `in-${newId()}@example.com`;
  await invite(memberCtx(owner), { email, role: "agent", teamIds: [kept.id, gone.id, kept.id] });
  expect((await listInvitations(memberCtx(owner)))[0]).toMatchObject({ teamIds: [kept.id, gone.id] });
  await rt.db.prisma.team.deleteMany({ where: { id: gone.id } });
  const token = await mailedToken(email);
  await acceptInvitation({ token, name: "Nora Lindqvist", password: "a good long password" }, null, from());
  const joined = await rt.db.prisma.member.findFirstOrThrow({ where: { user: { email } } });
  const teams = await listTeams({ tenantId: tenant.id });
  expect(teams.map(({ id, memberIds }) => ({ id, memberIds }))).toEqual([
    { id: kept.id, memberIds: [joined.id] },
  ]);
});

it("an inviter who may not manage teams any more puts nobody into one, and still invites", async () => {
  const { tenant, owner } = await makeTeam(rt.db);
  const team = await makeTeamOf(rt.db, { tenantId: tenant.id });
  const inviter = await makeMember(rt.db, { tenantId: tenant.id, role: "administrator" });
  const email = `in-${newId()}@example.com`;
  await invite(memberCtx(inviter), { email, role: "agent", teamIds: [team.id] });
  await rt.db.prisma.member.updateMany({
    where: { tenantId: tenant.id, id: inviter.id },
    data: { revoked: ["team_manage"] },
  });
  const token = await mailedToken(email);
  await acceptInvitation({ token, name: "Nora Lindqvist", password: "a good long password" }, null, from());
  const joined = await rt.db.prisma.member.findFirstOrThrow({ where: { user: { email } } });
  expect(joined).toMatchObject({ tenantId: owner.tenantId, role: "agent" });
  expect(await listTeams({ tenantId: tenant.id })).toMatchObject([{ id: team.id, memberIds: [] }]);
});

it("teams take the right to manage them, and are the business's own", async () => {
  const { tenant, owner } = await makeTeam(rt.db);
  const team = await makeTeamOf(rt.db, { tenantId: tenant.id });
  const other = await makeTeam(rt.db);
  const foreign = await makeTeamOf(rt.db, { tenantId: other.tenant.id });
  const email = `in-${newId()}@example.com`;
  const invited = (member: typeof owner, teamIds: string[]) =>
    failure(invite(memberCtx(member), { email, role: "agent", teamIds }));
  expect(await invited(owner, [foreign.id])).toMatchObject({ code: "not_found" });
  const inviter = { ...owner, isPrimaryOwner: false, role: "administrator", revoked: ["team_manage"] };
  expect(await invited(inviter, [team.id])).toMatchObject({ code: "forbidden" });
});
