import { encode } from "next-auth/jwt";
import { beforeAll, expect, it } from "vitest";
import {
  type MadeMember,
  type MadeTeam,
  makeConversation,
  makeMember,
  makeTeam,
  memberCtx,
} from "../../../prisma/seed/factories";
import { makeSession } from "../../../prisma/seed/factories-users";
import { newId } from "../../core/ids";
import { enqueue } from "../../infra/outbox/enqueue";
import type { Runtime } from "../../infra/runtime";
import { handleAdmin } from "../../rest/admin/handler";
import { testRuntime } from "../../testing/runtime";
import { sessionCookieName } from "../accounts/session-cookie";
import { discardOutboxEntry, listOutbox, retryOutboxEntry } from "./outbox";

let rt: Runtime;
let team: MadeTeam;
beforeAll(async () => {
  rt = await testRuntime();
  team = await makeTeam(rt.db);
});

/** Entries of the team, the first of them given up. */
async function owe(count: number): Promise<string[]> {
  const { id: tenantId } = team.tenant;
  await rt.db.prisma.outboxEntry.deleteMany({ where: { tenantId } });
  const runAt = new Date(Date.now() + 3_600_000);
  const payload = { to: "ada@example.com", token: "opens-a-door", inner: { resetLink: "https://x" } };
  const entries = Array.from({ length: count }, () => ({
    ...{ tenantId, kind: "test.sent", payload, runAt, traceId: "t", idempotencyKey: `k:${newId()}` },
  }));
  await enqueue(rt.db.sql, entries);
  const rows = await rt.db.prisma.outboxEntry.findMany({ where: { tenantId }, orderBy: { id: "asc" } });
  if (rows[0])
    await rt.db.prisma.outboxEntry.update({
      where: { id: rows[0].id },
      data: { state: "dead", finishedAt: new Date(), lastError: "no", attempts: 12 },
    });
  return rows.map(({ id }) => String(id));
}
const owner = () => memberCtx({ ...team.owner, tenantId: team.tenant.id });

it("is read newest first, page by page and by state, without what the entries hold", async () => {
  const ids = await owe(5);
  const first = await listOutbox(owner(), { limit: 3 });
  expect(first.items.map(({ id }) => id)).toEqual(ids.slice(2).reverse());
  const rest = await listOutbox(owner(), { limit: 3, cursor: [first.items[2]!.id] });
  expect(rest).toMatchObject({ items: [{ id: ids[1] }, { id: ids[0], status: "dead" }], nextCursor: null });
  expect((await listOutbox(owner(), { limit: 10, status: "open" })).items).toHaveLength(4);
  expect(JSON.stringify([first, rest])).not.toContain("ada@example.com");
});

it("shows one behind another of its lane as that, whether it is in anybody's way or not", async () => {
  const { id: tenantId } = team.tenant;
  await owe(0);
  const runAt = new Date(Date.now() + 3_600_000);
  const given = { tenantId, kind: "test.sent", payload: {}, lane: `lane:${newId()}`, traceId: "t" };
  await enqueue(rt.db.sql, [{ ...given, runAt }, given, { ...given, lane: `lane:${newId()}` }]);
  const states = async (status?: "ready" | "waiting") =>
    (await listOutbox(owner(), { limit: 9, status })).items.map((entry) => entry.status);
  expect(await states()).toEqual(["ready", "waiting", "scheduled"]);
  expect([await states("ready"), await states("waiting")]).toEqual([["ready"], ["waiting"]]);
});

it("what was given up is tried again or let be, once, with a line in the audit log", async () => {
  const [dead, open] = await owe(2);
  await expect(retryOutboxEntry(owner(), { entryId: open! })).rejects.toMatchObject({ code: "not_found" });
  const stranger = memberCtx((await makeTeam(rt.db)).owner as MadeMember);
  await expect(discardOutboxEntry(stranger, { entryId: dead! })).rejects.toMatchObject({ code: "not_found" });
  await retryOutboxEntry(owner(), { entryId: dead! });
  await expect(retryOutboxEntry(owner(), { entryId: dead! })).rejects.toMatchObject({ code: "not_found" });
  const where = { id: BigInt(dead!) };
  expect(await rt.db.prisma.outboxEntry.findUnique({ where })).toMatchObject({ state: "ready", attempts: 0 });
  await rt.db.prisma.outboxEntry.update({ where, data: { state: "dead", finishedAt: new Date() } });
  await discardOutboxEntry(owner(), { entryId: dead! });
  expect(await rt.db.prisma.outboxEntry.findUnique({ where })).toMatchObject({ state: "done" });
  const lines = await rt.db.prisma.auditEntry.findMany({
    where: { tenantId: team.tenant.id, targetId: dead! },
    orderBy: { createdAt: "asc" },
  });
  expect(lines.map(({ action }) => action)).toEqual(["outbox.retry", "outbox.discard"]);
});

it("what waits for its next try is tried now, and what is planned for a time of its own keeps to it", async () => {
  const [, tried, planned] = await owe(3);
  const stateOf = async (id: string) =>
    (await rt.db.prisma.outboxEntry.findUniqueOrThrow({ where: { id: BigInt(id) } })).state;
  await rt.db.prisma.outboxEntry.update({ where: { id: BigInt(tried!) }, data: { lastError: "away" } });
  const stranger = memberCtx((await makeTeam(rt.db)).owner as MadeMember);
  for (const [ctx, entryId] of [[stranger, tried!] as const, [owner(), planned!] as const])
    await expect(retryOutboxEntry(ctx, { entryId })).rejects.toMatchObject({ code: "not_found" });
  await retryOutboxEntry(owner(), { entryId: tried! });
  expect([await stateOf(tried!), await stateOf(planned!)]).toEqual(["ready", "scheduled"]);
});

it("says whom and which inbox an entry is about, to whom that may be known, and keeps housekeeping apart", async () => {
  const { id: tenantId } = team.tenant;
  await rt.db.prisma.outboxEntry.deleteMany({ where: { tenantId } });
  const made = await makeConversation(rt.db, { tenantId, inboxId: team.inbox.id });
  const payload = { conversationId: made.id };
  const entry = { tenantId, traceId: "t", runAt: new Date(Date.now() + 3_600_000) };
  await enqueue(rt.db.sql, [
    { ...entry, kind: "replies.send", payload },
    { ...entry, kind: "pairing.watch", payload: { inboxId: team.inbox.id } },
    { ...entry, kind: "reaction.greet", payload: {} },
  ]);
  const all = { limit: 10, status: "open" as const };
  const kinds = async (given: object) =>
    (await listOutbox(owner(), { ...all, ...given })).items.map(({ kind }) => kind);
  expect(await kinds({})).toEqual(["reaction.greet", "pairing.watch", "replies.send"]);
  expect(await kinds({ hidesBackground: true })).toEqual(["replies.send"]);
  await rt.db.prisma.outboxEntry.updateMany({
    where: { tenantId, kind: "pairing.watch" },
    data: { state: "dead", finishedAt: new Date() },
  });
  expect(await kinds({ hidesBackground: true, status: "dead" })).toEqual(["pairing.watch"]);
  const contact = await rt.db.prisma.contact.findUniqueOrThrow({ where: { id: made.contactId } });
  const aboutTo = async (ctx: ReturnType<typeof owner>) =>
    (await listOutbox(ctx, { ...all, hidesBackground: true })).items[0]?.about;
  expect(await aboutTo(owner())).toEqual({ person: contact.name, inbox: team.inbox.name });
  const reader = await makeMember(rt.db, { tenantId, granted: ["system_info_view"] });
  expect(await aboutTo(memberCtx({ ...reader, tenantId }))).toEqual({ person: null, inbox: team.inbox.name });
});

it("GET /api/v1/admin/outbox: read and write scope, and nobody else", async () => {
  await owe(3);
  const ask = async (member: MadeMember | null, query: string) => {
    const session = member && (await makeSession(rt.db, { userId: member.userId }));
    const token =
      member &&
      (await encode({ token: { sub: member.userId, sid: session!.id }, secret: rt.secrets.appSecret }));
    const headers: Record<string, string> = token ? { cookie: `${sessionCookieName()}=${token}` } : {};
    const answer = await handleAdmin(
      new Request(`http://parley.test/api/v1/admin/outbox?${query}`, { headers }),
    );
    return { status: answer.status, text: await answer.text() };
  };
  const { slug, id: tenantId } = team.tenant;
  const reader = await makeMember(rt.db, { tenantId, granted: ["system_info_view"] });
  const agent = await makeMember(rt.db, { tenantId });
  const foreign = (await makeTeam(rt.db)).owner as MadeMember;
  const own = team.owner as MadeMember;
  expect(JSON.parse((await ask(own, `tenantSlug=${slug}&limit=2&status=`)).text).items).toHaveLength(2);
  expect((await ask(reader, `tenantSlug=${slug}&status=dead`)).text).toContain('"status":"dead"');
  expect((await ask(reader, `tenantSlug=${slug}&includePayload=1`)).status).toBe(403);
  const full = await ask(own, `tenantSlug=${slug}&includePayload=1`);
  expect(full.text).toContain("ada@example.com");
  expect(full.text).not.toMatch(/opens-a-door|https:/);
  expect((await ask(agent, `tenantSlug=${slug}`)).status).toBe(403);
  expect((await ask(foreign, `tenantSlug=${slug}`)).status).toBe(404);
  expect((await ask(null, `tenantSlug=${slug}`)).status).toBe(401);
  for (const wrong of ["", "limit=0", "status=lost", "includePayload=2"])
    expect((await ask(own, `${wrong && `tenantSlug=${slug}&`}${wrong}`)).status).toBe(400);
});
