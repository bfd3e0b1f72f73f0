import { beforeAll, expect, it } from "vitest";
import { type MadeMember, makeMember, makeTeam, memberCtx } from "../../../prisma/seed/factories";
import type { Runtime } from "../../infra/runtime";
import { testRuntime } from "../../testing/runtime";
import { until } from "../../testing/until";
import { noteActive, noteGone, setAvailability } from "./availability";
import { listMembers } from "./members";

let rt: Runtime;
beforeAll(async () => {
  rt = await testRuntime();
});

const eventsOf = async (tenantId: string) =>
  (await rt.db.prisma.event.findMany({ where: { tenantId }, orderBy: { position: "asc" } })).map(
    (e) => e.data,
  );

async function shownOf(viewer: MadeMember, member: MadeMember) {
  return (await listMembers(memberCtx(viewer))).find((m) => m.id === member.id)!.availability;
}

it("a member counts as offline until a device is connected, and again soon after the last one went", async () => {
  const { owner, agents, tenant } = await makeTeam(rt.db);
  const [tom] = agents;
  expect(await shownOf(owner, tom)).toBe("offline");
  noteActive(memberCtx(tom), { isBack: true });
  await until("Tom is online", async () => (await shownOf(owner, tom)) === "online");
  await noteGone(rt.db, tom.id);
  expect(await shownOf(owner, tom)).toBe("offline");
  await noteGone(rt.db, tom.id);
  noteActive(memberCtx(tom), { isBack: true });
  await until("Tom is online", async () => (await shownOf(owner, tom)) === "online");
  const at = (availability: string) => ({ memberId: tom.id, availability });
  expect(await eventsOf(tenant.id)).toEqual([at("online"), at("offline"), at("online")]);
});

it("a device that falls silent without a goodbye is believed for two and a half minutes", async () => {
  const { owner, agents } = await makeTeam(rt.db);
  const heard = (seconds: number) =>
    rt.db.prisma.member.update({
      where: { id: agents[0].id },
      data: { lastActiveAt: new Date(Date.now() - seconds * 1000) },
    });
  await heard(140);
  expect(await shownOf(owner, agents[0])).toBe("online");
  await heard(160);
  expect(await shownOf(owner, agents[0])).toBe("offline");
});

it("busy and offline are what the member says, and auto-offline can be switched off", async () => {
  const { owner, agents, tenant } = await makeTeam(rt.db);
  const [, priya] = agents;
  await setAvailability(memberCtx(priya), { availability: "busy" });
  expect(await shownOf(owner, priya)).toBe("busy");
  await noteGone(rt.db, priya.id);
  expect(await shownOf(owner, priya)).toBe("offline");
  await setAvailability(memberCtx(priya), { isAutoOffline: false });
  await noteGone(rt.db, priya.id);
  expect(await shownOf(owner, priya)).toBe("busy");
  expect(await eventsOf(tenant.id)).toMatchObject([
    { availability: "busy" },
    { availability: "offline" },
    { availability: "busy" },
  ]);
});

it("hearing of a member writes at most once a minute", async () => {
  const { tenant } = await makeTeam(rt.db);
  const member = await makeMember(rt.db, { tenantId: tenant.id });
  const lastActive = async () =>
    (await rt.db.prisma.member.findUniqueOrThrow({ where: { id: member.id } })).lastActiveAt?.getTime();
  noteActive(memberCtx(member), { isBack: true });
  await until("heard of", async () => (await lastActive()) !== undefined);
  const first = await lastActive();
  for (let i = 0; i < 5; i++) noteActive(memberCtx(member), { isBack: true });
  await rt.db.pool.query("select pg_sleep(0.1)");
  expect(await lastActive()).toBe(first);
});
