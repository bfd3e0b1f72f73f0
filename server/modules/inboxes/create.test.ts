import { beforeAll, expect, it } from "vitest";
import { makeMember, makeTenant, memberCtx } from "../../../prisma/seed/factories";
import type { Runtime } from "../../infra/runtime";
import { testRuntime } from "../../testing/runtime";
import { createInbox } from "./create";
import { listInboxes } from "./queries";
import { listInboxSettings } from "./settings";

let rt: Runtime;
beforeAll(async () => {
  rt = await testRuntime();
});

it("one more inbox has everybody who is active in it, an address of its own, and stands in the audit log", async () => {
  const { id: tenantId } = await makeTenant(rt.db);
  const owner = await makeMember(rt.db, { tenantId, role: "owner", isPrimaryOwner: true });
  const agent = await makeMember(rt.db, { tenantId });
  const gone = await makeMember(rt.db, { tenantId });
  await rt.db.prisma.member.update({ where: { id: gone.id }, data: { deactivatedAt: new Date() } });
  await makeMember(rt.db, { tenantId: (await makeTenant(rt.db)).id });

  const first = await createInbox(memberCtx(owner), { name: "Shop" });
  const second = await createInbox(memberCtx(owner), { name: "Blog" });
  const inboxes = await listInboxSettings(memberCtx(owner));
  expect(inboxes.map(({ id, name }) => [id, name]).sort()).toEqual(
    [
      [first.inboxId, "Shop"],
      [second.inboxId, "Blog"],
    ].sort(),
  );
  expect(new Set(inboxes.map(({ publicId }) => publicId)).size).toBe(2);
  for (const { memberIds } of inboxes) expect([...memberIds].sort()).toEqual([owner.id, agent.id].sort());
  const entries = await rt.db.prisma.auditEntry.findMany({ where: { tenantId, action: "inbox.create" } });
  expect(entries.map(({ targetId }) => targetId).sort()).toEqual([first.inboxId, second.inboxId].sort());
});

it("a member's own inboxes are those they work in, and all for whoever sees everything", async () => {
  const { id: tenantId } = await makeTenant(rt.db);
  const owner = await makeMember(rt.db, { tenantId, role: "owner", isPrimaryOwner: true });
  const { inboxId: shop } = await createInbox(memberCtx(owner), { name: "Shop" });
  await createInbox(memberCtx(owner), { name: "Blog" });
  const agent = await makeMember(rt.db, { tenantId, inboxIds: [shop] });
  const own = async (member: typeof owner) =>
    (await listInboxes(memberCtx(member))).map(({ name, isOwn }) => [name, isOwn]);
  expect(await own(agent)).toEqual([
    ["Blog", false],
    ["Shop", true],
  ]);
  expect(await own(owner)).toEqual([
    ["Blog", true],
    ["Shop", true],
  ]);
});
