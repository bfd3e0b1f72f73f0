import { encode } from "next-auth/jwt";
import { beforeAll, describe, expect, it } from "vitest";
import {
  type MadeMember,
  makeContact,
  makeConversation,
  makeInbox,
  makeLabel,
  makeMember,
  makeTenant,
} from "../../prisma/seed/factories";
import { makeTeamOf } from "../../prisma/seed/factories-teams";
import { makeSession } from "../../prisma/seed/factories-users";
import { newId } from "../core/ids";
import { PERMISSIONS } from "../core/permissions";
import type { Runtime } from "../infra/runtime";
import { sessionCookieName } from "../modules/accounts/session-cookie";
import { testRuntime } from "../testing/runtime";
import { sampleInput } from "../testing/sample-input";
import { handleTrpc } from "./handler";
import type { ProcedureMeta } from "./init";
import { appRouter } from "./root";

/**
 * Walks every procedure there is, also the ones written after this test: as a stranger, as a member without the
 * permission, and as the owner of another business with the first business's real ids in every place that takes an id.
 */

type Procedure = { _def: { type: "query" | "mutation"; meta?: ProcedureMeta; inputs: unknown[] } };
const procedures = Object.entries(appRouter._def.procedures as unknown as Record<string, Procedure>).map(
  ([path, { _def }]) => ({ path, type: _def.type, meta: _def.meta, input: _def.inputs[0] }),
);
const guarded = procedures.filter((p) => p.meta?.access !== "public");

let rt: Runtime;
let theirs: { slug: string; ids: Record<string, string>; tenantId: string; owner: MadeMember };
let mine: { slug: string; owner: MadeMember };

beforeAll(async () => {
  rt = await testRuntime();
  const { db } = rt;
  const tenant = await makeTenant(db, { name: "Harbour Bowls Quite Unmistakable" });
  const tenantId = tenant.id;
  const owner = await makeMember(db, { tenantId, role: "owner", isPrimaryOwner: true });
  const inbox = await makeInbox(db, { tenantId });
  const agent = await makeMember(db, { tenantId, inboxIds: [inbox.id] });
  const contact = await makeContact(db, { tenantId });
  const conversation = await makeConversation(db, {
    tenantId,
    inboxId: inbox.id,
    contactId: contact.id,
    assigneeId: agent.id,
  });
  const file = {
    id: newId(),
    tenantId,
    uploaderKind: "member",
    uploaderId: owner.id,
    name: "a.txt",
    contentType: "text/plain",
    storageKey: "k",
    state: "stored",
  } as const;
  await db.prisma.file.create({ data: file });
  const invitation = await db.prisma.invitation.create({
    data: {
      tenantId,
      email: "new@example.com",
      role: "agent",
      tokenHash: newId(),
      invitedById: owner.id,
      expiresAt: new Date(Date.now() + 1e8),
    },
  });
  const delivery = { tenantId, inboxId: inbox.id, digest: Buffer.from("1"), body: Buffer.from("{}") };
  theirs = {
    slug: tenant.slug,
    tenantId,
    owner,
    ids: {
      conversation: conversation.id,
      member: agent.id,
      inbox: inbox.id,
      contact: contact.id,
      team: (await makeTeamOf(db, { tenantId, memberIds: [agent.id] })).id,
      label: (await makeLabel(db, { tenantId })).id,
      file: file.id,
      delivery: (await db.prisma.delivery.create({ data: delivery })).id,
      invitation: invitation.id,
      session: (await makeSession(db, { userId: agent.userId })).id,
      user: agent.userId,
    },
  };
  const other = await makeTenant(db);
  mine = {
    slug: other.slug,
    owner: await makeMember(db, { tenantId: other.id, role: "owner", isPrimaryOwner: true }),
  };
});

async function cookieOf(member: MadeMember): Promise<string> {
  const session = await makeSession(rt.db, { userId: member.userId });
  const token = await encode({
    token: { sub: member.userId, sid: session.id },
    secret: rt.secrets.appSecret,
  });
  return `${sessionCookieName()}=${token}`;
}

async function call(
  p: (typeof procedures)[number],
  input: unknown,
  given: { cookie?: string; slug?: string },
) {
  const url = new URL(`http://localhost:3000/api/trpc/${p.path}`);
  const headers = new Headers({ "x-parley-ip": "192.0.2.9" });
  if (given.cookie) headers.set("cookie", given.cookie);
  if (given.slug) headers.set("x-parley-tenant", given.slug);
  if (p.type === "query") {
    if (input !== undefined) url.searchParams.set("input", JSON.stringify(input));
    return handleTrpc(new Request(url, { headers }));
  }
  headers.set("content-type", "application/json");
  return handleTrpc(new Request(url, { method: "POST", headers, body: JSON.stringify(input ?? {}) }));
}

/** Everything stored of the first business, and of its people, as one fingerprint. */
async function fingerprint(): Promise<string> {
  const { rows } = await rt.db.pool.query<{ name: string }>(
    `select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'tenant_id' order by 1`,
  );
  const parts: string[] = [];
  for (const { name } of rows) {
    const found = await rt.db.pool.query(
      `select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as sum from "${name}" t where tenant_id = $1`,
      [theirs.tenantId],
    );
    parts.push(`${name} ${found.rows[0].sum}`);
  }
  for (const table of ["user", "session", "user_token"]) {
    const key = table === "user" ? "id" : "user_id";
    const found = await rt.db.pool.query(
      `select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as sum from "${table}" t
       where ${key} in (select user_id from member where tenant_id = $1) ${table === "session" ? "and created_at < $2" : "and $2::timestamptz is not null"}`,
      [theirs.tenantId, started],
    );
    parts.push(`${table} ${found.rows[0].sum}`);
  }
  return parts.join("\n");
}
const started = new Date(Date.now() + 3_600_000);

const anyId = () => newId();

describe("every procedure", () => {
  it("says who may call it, by a permission that exists", () => {
    expect(procedures.length).toBeGreaterThan(20);
    for (const { path, meta } of procedures) {
      expect(meta?.access, path).toMatch(/^(public|user|member|tenant)$/);
      if (meta?.access !== "tenant") continue;
      const named = [meta.permission ?? []].flat();
      expect(named.length, path).toBeGreaterThan(0);
      for (const permission of named) expect(PERMISSIONS, path).toContain(permission);
    }
  });

  it.each(guarded.map((p) => [p.path, p] as const))("%s is shut to a stranger", async (_, p) => {
    const input = p.input ? sampleInput(p.input, anyId).value : undefined;
    const response = await call(p, input, { slug: theirs.slug });
    expect(response.status).toBe(401);
  });

  it.each(guarded.filter((p) => p.meta?.access === "tenant").map((p) => [p.path, p] as const))(
    "%s is shut to a member without its permission, and changes nothing",
    async (_, p) => {
      const lacking = await makeMember(rt.db, {
        tenantId: theirs.tenantId,
        role: "administrator",
        revoked: PERMISSIONS.filter(
          (permission) => permission.includes("_manage") || [p.meta?.permission].flat().includes(permission),
        ),
      });
      const cookie = await cookieOf(lacking);
      const before = await fingerprint();
      const input = p.input ? sampleInput(p.input, (field) => idFor(field, p.path)).value : undefined;
      const response = await call(p, input, { cookie, slug: theirs.slug });
      expect([response.status, await response.text()]).toEqual([403, expect.stringContaining("forbidden")]);
      expect(await fingerprint()).toBe(before);
    },
  );

  it.each(guarded.map((p) => [p.path, p] as const))(
    "%s does not find the business of others",
    async (_, p) => {
      const cookie = await cookieOf(mine.owner);
      const before = await fingerprint();
      const input = p.input ? sampleInput(p.input, (field) => idFor(field, p.path)).value : undefined;
      if (p.meta?.access === "user") return;
      const response = await call(p, input, { cookie, slug: theirs.slug });
      expect(response.status).toBe(404);
      expect(await fingerprint()).toBe(before);
    },
  );

  it.each(
    procedures.filter((p) => p.input && sampleInput(p.input, anyId).ids > 0).map((p) => [p.path, p] as const),
  )("%s refuses the ids of others in every place, and changes nothing of theirs", async (_, p) => {
    const cookie = await cookieOf(mine.owner);
    const before = await fingerprint();
    const choices = [
      (field: string) => idFor(field, p.path),
      ...Object.values(theirs.ids).map((id) => () => id),
    ];
    for (const choose of choices) {
      const response = await call(p, sampleInput(p.input, choose).value, { cookie, slug: mine.slug });
      const text = await response.text();
      expect([response.status, text]).toEqual([expect.toSatisfy((s: number) => s >= 400 && s < 500), text]);
      expect(text).not.toContain("Quite Unmistakable");
    }
    expect(await fingerprint()).toBe(before);
  });
});

/** The id a field most likely wants: assigneeId a member's, and so on; a bare `id` that of the router's own noun. */
function idFor(field: string, path: string): string {
  const noun = field.replace(/Ids?$/, "").replace(/^(assignee|by)$/, "member");
  return theirs.ids[noun] ?? theirs.ids[path.split(".")[0]!.replace(/s$/, "")] ?? theirs.ids.conversation!;
}
