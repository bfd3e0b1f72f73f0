import { beforeAll, describe, expect, it } from "vitest";
import {
  type MadeMember,
  type MadeTeam,
  makeConversation,
  makeMessages,
  makeTeam,
  memberCtx,
} from "../../prisma/seed/factories";
import { makeSession } from "../../prisma/seed/factories-users";
import type { Runtime } from "../infra/runtime";
import { createContact } from "../modules/contacts/commands";
import { createDefinition } from "../modules/contacts/definitions";
import { actOn } from "../modules/conversations/acts";
import { getConversationAttributes } from "../modules/conversations/attributes";
import { listMessages } from "../modules/messages/queries";
import { sendTranscript } from "../modules/messages/transcript";
import { loadMemberGate } from "../modules/tenants/gate";
import { testRuntime } from "../testing/runtime";
import { createCallerFactory } from "./init";
import { appRouter } from "./root";

const createCaller = createCallerFactory(appRouter);
let rt: Runtime;
let team: MadeTeam;
let owner: MadeMember;
let agent: MadeMember;

beforeAll(async () => {
  rt = await testRuntime();
  team = await makeTeam(rt.db);
  owner = team.owner;
  agent = team.agents[0];
});

async function gateOf(member: MadeMember) {
  const session = await makeSession(rt.db, { userId: member.userId });
  return loadMemberGate(rt.db, { sessionId: session.id, userId: member.userId }, team.tenant.slug);
}

/** The procedures as this member's browser calls them. */
async function as(member: MadeMember) {
  const gate = await gateOf(member);
  const { sessionId } = gate.actor;
  return createCaller({
    traceId: "test-trace",
    ip: "192.0.2.1",
    userAgent: "",
    member: async () => gate,
    findSignedIn: async () => ({ sessionId, user: gate.user }),
  } as never);
}

describe("the language of the interface", () => {
  it("is the business's until a member chooses their own, and is so again when they take that back", async () => {
    expect(await gateOf(agent)).toMatchObject({ locale: "en-GB", user: { locale: null } });
    await (await as(owner)).business.update({ locale: "en-US" });
    expect((await gateOf(agent)).locale).toBe("en-US");
    const { account, session } = await as(agent);
    expect(await account.updateProfile({ locale: "en-GB" })).toMatchObject({ locale: "en-GB" });
    expect(await gateOf(agent)).toMatchObject({ locale: "en-GB", tenant: { locale: "en-US" } });
    expect((await gateOf(owner)).locale).toBe("en-US");
    // The rest of a profile is saved without it.
    await account.updateProfile({ theme: "dark" });
    expect((await gateOf(agent)).locale).toBe("en-GB");
    await account.updateProfile({ locale: null });
    expect((await gateOf(agent)).locale).toBe("en-US");
    expect((await session.me()).user.locale).toBeNull();
    await (await as(owner)).business.update({ locale: "en-GB" });
    expect((await gateOf(agent)).locale).toBe("en-GB");
  });

  it("is the business's for whoever may change the business alone, and its change is audited", async () => {
    const refused = (await as(agent)).business.update({ locale: "en-US" });
    await expect(refused).rejects.toThrow("Your role does not include");
    await (await as(owner)).business.update({ locale: "en-US" });
    const [noted] = await rt.db.prisma.auditEntry.findMany({
      where: { tenantId: team.tenant.id, action: "business.update" },
      orderBy: { createdAt: "desc" },
    });
    expect(noted).toMatchObject({ before: { locale: "en-GB" }, after: { locale: "en-US" } });
    expect((await (await as(agent)).business.get()).locale).toBe("en-US");
  });

  it("is none that has no catalogue", async () => {
    const caller = await as(owner);
    for (const locale of ["fr-FR", "", "en-us", "../en-GB"]) {
      await expect(caller.business.update({ locale } as never)).rejects.toThrow("Choose a language");
      await expect(caller.account.updateProfile({ locale } as never)).rejects.toThrow("Choose a language");
    }
  });

  it("falls back where a stored one is no longer spoken", async () => {
    await rt.db.pool.query(`update "user" set locale = 'tlh' where id = $1`, [agent.userId]);
    expect((await gateOf(agent)).locale).toBe("en-US");
    await rt.db.pool.query(`update "user" set locale = null where id = $1`, [agent.userId]);
  });
});

describe("what the server writes", () => {
  it("is in the language of the business: values in a thread, days typed or told, a transcript", async () => {
    await rt.db.pool.query("update tenant set locale = 'en-US' where id = $1", [team.tenant.id]);
    const ctx = memberCtx(owner);
    const define = (subject: string, key: string, kind: string) =>
      createDefinition(ctx, { subject, key, name: key, kind, description: "", currency: "USD" } as never);
    await define("conversation", "due", "date");
    await define("conversation", "worth", "currency");
    await define("contact", "since", "date");
    const made = await makeConversation(rt.db, { tenantId: team.tenant.id, inboxId: team.inbox.id });
    await makeMessages(rt.db, made, 1);
    await rt.db.pool.query(
      "update message set created_at = '2026-11-21T14:31:00Z' where conversation_id = $1",
      [made.id],
    );
    const act = { type: "attributes" as const, set: { due: "3/4/2027", worth: 1234.5 } };
    await actOn(ctx, { conversationIds: [made.id], act });
    expect((await getConversationAttributes(rt.db.sql, ctx, made.id)).attributes.due).toBe("2027-03-04");
    const { items } = await listMessages(rt.db.sql, ctx, { conversationId: made.id, limit: 10 });
    const said = items.flatMap(({ data }) => (data?.type === "attributes" ? data.changed : []));
    expect(said.map(({ value }) => value)).toEqual(["03/04/2027", "$1,234.50"]);

    const { contact } = await createContact(ctx, { name: "Grace", attributes: { since: "12/24/2025" } });
    expect(contact.attributes.since).toBe("2025-12-24");
    const wrong = createContact(ctx, { name: "Tom", attributes: { since: "24/12/2025" } });
    await expect(wrong).rejects.toThrow("a day, as in 11/21/2026");

    await sendTranscript(ctx, { conversationId: made.id, to: "grace@example.com" });
    const [mail] = await rt.db.prisma.outboxEntry.findMany({ where: { kind: "mail.send" } });
    expect(JSON.stringify(mail!.payload)).toContain("11/21/2026, 2:31 PM · ");
  });
});
