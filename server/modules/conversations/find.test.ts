import { beforeAll, describe, expect, it } from "vitest";
import {
  type MadeTeam,
  makeContact,
  makeConversation,
  makeMember,
  makeTeam,
  memberCtx,
} from "../../../prisma/seed/factories";
import type { Runtime } from "../../infra/runtime";
import { testRuntime } from "../../testing/runtime";
import { findConversations } from "./find";

let rt: Runtime;
let team: MadeTeam;
const made: Record<string, string> = {};

beforeAll(async () => {
  rt = await testRuntime();
  team = await makeTeam(rt.db);
  const tenantId = team.tenant.id;
  const make = async (key: string, name: string, more: object = {}) => {
    const contactId = (await makeContact(rt.db, { tenantId, name, email: `${key}@example.com` })).id;
    made[key] = (await makeConversation(rt.db, { tenantId, inboxId: team.inbox.id, contactId, ...more })).id;
  };
  const ago = (days: number) => new Date(Date.now() - days * 86_400_000);
  await make("old", "Aster Lindqvist", { status: "resolved", lastMessageAt: ago(30) });
  await make("new", "Aster Berg", { assigneeId: team.agents[0].id, lastMessageAt: ago(1) });
  await make("other", "Isla MacLeod");
  const target = await makeConversation(rt.db, { tenantId, inboxId: team.inbox.id });
  await make("merged", "Aster Gone", { mergedIntoId: target.id });
});

const found = async (query: string, member = team.owner) =>
  (await findConversations(rt.db, memberCtx(member), { query, limit: 6 })).map(({ id }) => id);

describe("conversations found by who they are with", () => {
  it("hold every word, are of any status, and come newest first; merged ones are left out", async () => {
    expect(await found("aster")).toEqual([made.new, made.old]);
    expect(await found("lind AST")).toEqual([made.old]);
    expect(await found("new@example")).toEqual([made.new]);
    expect(await found("100%_")).toEqual([]);
  });

  it("are only those that the member may see", async () => {
    const stranger = await makeMember(rt.db, { tenantId: team.tenant.id });
    expect(await found("aster", stranger)).toEqual([]);
    expect(await found("aster", team.agents[0])).toContain(made.new);
    expect(await found("aster", team.agents[1])).not.toContain(made.new);
    expect(await found("aster", (await makeTeam(rt.db)).owner)).toEqual([]);
  });

  it("are not pushed out by newer contacts without one", async () => {
    const { tenant, inbox, agents } = await makeTeam(rt.db);
    const given = { tenantId: tenant.id, name: "Linnea Ek" };
    const begin = async (lastActivityAt: Date, more: object = {}) => {
      const { id: contactId } = await makeContact(rt.db, { ...given, lastActivityAt });
      return makeConversation(rt.db, { tenantId: tenant.id, inboxId: inbox.id, contactId, ...more });
    };
    const ago = (days: number) => new Date(Date.now() - days * 86_400_000);
    const theirs = await begin(ago(9), { assigneeId: agents[0].id });
    for (let i = 0; i < 30; i++) {
      await makeContact(rt.db, { ...given, lastActivityAt: ago(2) });
      await begin(ago(1), { assigneeId: agents[1].id });
    }
    expect(await found("linnea", agents[0])).toEqual([theirs.id]);
  });
});
