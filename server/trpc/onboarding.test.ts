import { beforeAll, describe, expect, it } from "vitest";
import { type MadeMember, makeMember, makeTenant, memberCtx } from "../../prisma/seed/factories";
import { makeUser } from "../../prisma/seed/factories-users";
import { newId } from "../core/ids";
import type { Locale } from "../core/locales";
import { effectivePermissions } from "../core/permissions";
import type { Runtime } from "../infra/runtime";
import { createWebsiteInbox } from "../modules/inboxes/create";
import { invite, listInvitations, resendInvitation, revokeInvitation } from "../modules/tenants/invitations";
import { deactivateMember, setRole } from "../modules/tenants/members";
import { signIn } from "../modules/tenants/sessions";
import { failure } from "../testing/failure";
import { testRuntime } from "../testing/runtime";
import { acceptInvitation, readInvitation, signUp } from "./onboarding";

let rt: Runtime;
beforeAll(async () => {
  rt = await testRuntime();
});

const from = () => ({ ip: newId(), traceId: "trace-1234", userAgent: "" });
const PASSWORD = "a good long password";
let count = 0;
const address = () => `newcomer-${++count}@example.com`;

async function mailedLink(email: string): Promise<string> {
  const entries = await rt.db.prisma.outboxEntry.findMany({ orderBy: { id: "desc" }, take: 200 });
  const payloads = entries.map((entry) => entry.payload as { to: string; data: { link: string } });
  return payloads.find((payload) => payload.to === email)?.data.link ?? expect.fail(`no mail to ${email}`);
}
const mailedToken = async (email: string) => (await mailedLink(email)).split("/").at(-1)!;

describe("signing up", () => {
  const given = () => ({
    business: "Fern & Kettle",
    name: "Amelia Hart",
    email: address(),
    password: PASSWORD,
  });

  it("makes the user, the business, its website inbox and the primary owner in it", async () => {
    const input = given();
    const { slug, tenantId } = await signUp(input, from());
    expect(slug).toBe("fern-kettle");
    const member = await rt.db.prisma.member.findFirstOrThrow({
      where: { tenantId },
      include: { user: true, inboxes: { include: { inbox: true } } },
    });
    expect(member).toMatchObject({ role: "owner", isPrimaryOwner: true, user: { email: input.email } });
    expect(member.inboxes).toMatchObject([{ inbox: { channel: "web", name: "Website" } }]);
    expect(await rt.db.prisma.tenantCounter.count({ where: { tenantId } })).toBe(1);
    expect(await mailedLink(input.email)).toMatch(/\/t\/fern-kettle\/inbox$/);
    await signIn({ email: input.email, password: PASSWORD, keep: true }, from());
  });

  it("lets the business speak the language in which it was signed up", async () => {
    const localeOf = async (locale?: Locale) => {
      const { tenantId } = await signUp({ ...given(), locale }, from());
      return (await rt.db.prisma.tenant.findUniqueOrThrow({ where: { id: tenantId } })).locale;
    };
    expect(await localeOf("pt-BR")).toBe("pt-BR");
    expect(await localeOf()).toBe("en-GB");
  });

  it("finds a free address for a second business of the same name, also at once", async () => {
    const made = await Promise.all(
      [1, 2, 3].map(() => signUp({ ...given(), business: "Twin Peaks" }, from())),
    );
    expect(made.map(({ slug }) => slug).sort()).toEqual(["twin-peaks", "twin-peaks-2", "twin-peaks-3"]);
  });

  it("never takes an address that the product uses", async () => {
    expect((await signUp({ ...given(), business: "Api" }, from())).slug).toBe("api-business");
  });

  it("leaves nothing behind when the e-mail has an account", async () => {
    const user = await makeUser(rt.db);
    const before = await rt.db.prisma.tenant.count();
    const refused = await failure(signUp({ ...given(), email: user.email }, from()));
    expect(refused).toMatchObject({ code: "conflict", details: { field: "email" } });
    expect(await rt.db.prisma.tenant.count()).toBe(before);
  });

  it("refuses a weak password, and an address that signs up without end", async () => {
    const weak = await failure(signUp({ ...given(), password: "password123" }, from()));
    expect(weak).toMatchObject({ code: "bad_request", details: { field: "password" } });
    const one = from();
    for (let i = 0; i < 10; i++) await failure(signUp({ ...given(), password: "password123" }, one));
    expect((await failure(signUp(given(), one))).code).toBe("too_many_requests");
  });
});

describe("an invitation", () => {
  async function business() {
    const tenant = await makeTenant(rt.db, { name: "Harbour Bowls" });
    const owner = await makeMember(rt.db, { tenantId: tenant.id, role: "owner", isPrimaryOwner: true });
    const admin = await makeMember(rt.db, { tenantId: tenant.id, role: "administrator" });
    await rt.db.transaction((tx) => createWebsiteInbox(tx, { tenantId: tenant.id }, "Website"));
    return { tenant, owner, admin };
  }
  const newUser = { name: "Rhys Morgan", password: PASSWORD };
  const signedIn = (member: MadeMember) => ({
    sessionId: newId(),
    user: { id: member.userId, name: "", email: member.user.email, theme: "system", locale: "en-GB" },
  });

  it("brings a new person in, with its role, into every inbox, once", async () => {
    const { tenant, admin } = await business();
    const email = address();
    await invite(memberCtx(admin), { email, role: "agent" });
    const token = await mailedToken(email);
    expect(await readInvitation(token, from())).toMatchObject({
      tenantName: "Harbour Bowls",
      inviterName: admin.user.name,
      email,
      role: "agent",
      hasAccount: false,
    });
    expect(await acceptInvitation({ token, ...newUser }, null, from())).toEqual({ slug: tenant.slug, email });
    const member = await rt.db.prisma.member.findFirstOrThrow({
      where: { tenantId: tenant.id, user: { email } },
      include: { inboxes: true, user: true },
    });
    expect(member).toMatchObject({ role: "agent", isPrimaryOwner: false, user: { name: "Rhys Morgan" } });
    expect(member.inboxes).toHaveLength(1);
    expect(await listInvitations(memberCtx(admin))).toEqual([]);
    expect((await failure(acceptInvitation({ token, ...newUser }, null, from()))).code).toBe("not_found");
    const events = await rt.db.prisma.event.findMany({
      where: { tenantId: tenant.id, type: "member.joined" },
    });
    expect(events.map((event) => event.data)).toEqual([{ memberId: member.id }]);
    const entries = await rt.db.prisma.auditEntry.findMany({ where: { tenantId: tenant.id } });
    expect(entries.map((entry) => entry.action).sort()).toEqual(["invitation.accept", "invitation.create"]);
  });

  it("is accepted by the account it was sent to and by no other", async () => {
    const { tenant, admin } = await business();
    const elsewhere = await makeTenant(rt.db);
    const guest = await makeMember(rt.db, { tenantId: elsewhere.id });
    const stranger = await makeMember(rt.db, { tenantId: elsewhere.id });
    await invite(memberCtx(admin), { email: guest.user.email, role: "agent" });
    const token = await mailedToken(guest.user.email);
    expect((await failure(acceptInvitation({ token, ...newUser }, null, from()))).code).toBe(
      "unauthenticated",
    );
    expect((await failure(acceptInvitation({ token }, signedIn(stranger), from()))).code).toBe("forbidden");
    const joined = await acceptInvitation({ token }, signedIn(guest), from());
    expect(joined.slug).toBe(tenant.slug);
    expect(await rt.db.prisma.member.count({ where: { userId: guest.userId } })).toBe(2);
  });

  it("works for seven days; sending it again gives a new link and another seven", async () => {
    const { tenant, admin } = await business();
    const email = address();
    const { invitationId } = await invite(memberCtx(admin), { email, role: "support" });
    const first = await mailedToken(email);
    const [listed] = await listInvitations(memberCtx(admin));
    expect(Math.round((Date.parse(listed!.expiresAt) - Date.now()) / 86_400_000)).toBe(7);
    const expired = { expiresAt: new Date(Date.now() - 1) };
    await rt.db.prisma.invitation.updateMany({ where: { tenantId: tenant.id }, data: expired });
    expect((await failure(readInvitation(first, from()))).code).toBe("not_found");
    expect(await listInvitations(memberCtx(admin))).toMatchObject([{ isExpired: true }]);
    await resendInvitation(memberCtx(admin), { invitationId });
    const second = await mailedToken(email);
    expect(second).not.toBe(first);
    expect((await failure(readInvitation(first, from()))).code).toBe("not_found");
    await acceptInvitation({ token: second, ...newUser }, null, from());
  });

  it("can be taken back, and only in its own business", async () => {
    const { admin } = await business();
    const other = await business();
    const email = address();
    const { invitationId } = await invite(memberCtx(admin), { email, role: "agent" });
    for (const act of [revokeInvitation, resendInvitation]) {
      expect((await failure(act(memberCtx(other.owner), { invitationId }))).code).toBe("not_found");
    }
    await revokeInvitation(memberCtx(admin), { invitationId });
    const token = await mailedToken(email);
    expect((await failure(acceptInvitation({ token, ...newUser }, null, from()))).code).toBe("not_found");
    expect((await failure(revokeInvitation(memberCtx(admin), { invitationId }))).code).toBe("not_found");
  });

  it("is not sent to a member, nor twice, nor by two at once", async () => {
    const { admin, owner } = await business();
    const toMember = await failure(invite(memberCtx(admin), { email: owner.user.email, role: "agent" }));
    expect(toMember).toMatchObject({ code: "conflict", details: { field: "email" } });
    const email = address();
    const both = await Promise.allSettled(
      [admin, owner].map((member) => invite(memberCtx(member), { email, role: "agent" })),
    );
    expect(both.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect((await failure(invite(memberCtx(admin), { email, role: "agent" }))).code).toBe("conflict");
  });

  it("brings somebody back who had left, without what they were once granted", async () => {
    const { tenant, admin } = await business();
    const left = await makeMember(rt.db, {
      tenantId: tenant.id,
      role: "administrator",
      granted: ["billing_manage"],
      deactivatedAt: new Date(),
    });
    await invite(memberCtx(admin), { email: left.user.email, role: "support" });
    await acceptInvitation({ token: await mailedToken(left.user.email) }, signedIn(left), from());
    const row = await rt.db.prisma.member.findUniqueOrThrow({ where: { id: left.id } });
    expect(row).toMatchObject({ role: "support", granted: [], deactivatedAt: null });
  });

  it("changes nobody's role who has become a member meanwhile", async () => {
    const { tenant, admin, owner } = await business();
    const left = await makeMember(rt.db, { tenantId: tenant.id, role: "finance", deactivatedAt: new Date() });
    await invite(memberCtx(admin), { email: left.user.email, role: "support" });
    await rt.db.prisma.member.update({ where: { id: left.id }, data: { deactivatedAt: null } });
    const token = await mailedToken(left.user.email);
    expect((await failure(acceptInvitation({ token }, signedIn(left), from()))).code).toBe("conflict");
    expect(owner.isPrimaryOwner).toBe(true);
  });

  it("cannot give more than its inviter has", async () => {
    const { tenant, admin } = await business();
    const scout = await makeMember(rt.db, { tenantId: tenant.id, role: "agent", granted: ["team_invite"] });
    for (const [member, role] of [
      [admin, "owner"],
      [scout, "administrator"],
      [scout, "finance"],
    ] as const) {
      const refused = await failure(invite(memberCtx(member), { email: address(), role }));
      expect(refused).toMatchObject({ code: "forbidden", details: { field: "role" } });
    }
    await invite(memberCtx(scout), { email: address(), role: "support" });
    expect(effectivePermissions(scout).has("team_invite")).toBe(true);
  });

  it("is worth nothing once its inviter has left or may no longer give the role", async () => {
    const { tenant, owner } = await business();
    for (const fall of ["leaves", "is demoted"] as const) {
      const inviter = await makeMember(rt.db, { tenantId: tenant.id, role: "administrator" });
      const email = address();
      await invite(memberCtx(inviter), { email, role: "administrator" });
      if (fall === "leaves") await deactivateMember(memberCtx(owner), { memberId: inviter.id });
      else await setRole(memberCtx(owner), { memberId: inviter.id, role: "agent" });
      const token = await mailedToken(email);
      expect((await failure(readInvitation(token, from()))).code).toBe("not_found");
      expect((await failure(acceptInvitation({ token, ...newUser }, null, from()))).code).toBe("not_found");
      expect(await rt.db.prisma.user.count({ where: { email } })).toBe(0);
    }
  });

  it("is accepted by one of two who use the link at once", async () => {
    const { tenant, admin } = await business();
    const email = address();
    await invite(memberCtx(admin), { email, role: "agent" });
    const token = await mailedToken(email);
    const both = await Promise.allSettled(
      [1, 2].map(() => acceptInvitation({ token, ...newUser }, null, from())),
    );
    expect(both.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await rt.db.prisma.member.count({ where: { tenantId: tenant.id } })).toBe(3);
  });

  it("leaves no account behind when the password is weak", async () => {
    const { admin } = await business();
    const email = address();
    await invite(memberCtx(admin), { email, role: "agent" });
    const token = await mailedToken(email);
    const weak = { ...newUser, password: "rhys morgan" };
    expect((await failure(acceptInvitation({ token, ...weak }, null, from()))).details.field).toBe(
      "password",
    );
    expect((await failure(acceptInvitation({ token }, null, from()))).code).toBe("bad_request");
    await acceptInvitation({ token, ...newUser }, null, from());
  });
});
