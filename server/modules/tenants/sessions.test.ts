import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { makeMember, makeTenant } from "../../../prisma/seed/factories";
import { makeSession, makeUser } from "../../../prisma/seed/factories-users";
import { newId } from "../../core/ids";
import type { Runtime } from "../../infra/runtime";
import { failure } from "../../testing/failure";
import { testRuntime } from "../../testing/runtime";
import { findSignedIn } from "../accounts/session";
import { listSessions, MAX_SESSIONS } from "../accounts/sessions";
import { loadMemberGate } from "./gate";
import { revokeOtherSessions, revokeSession, signIn, signOut } from "./sessions";

let rt: Runtime;
beforeAll(async () => {
  rt = await testRuntime();
});
afterEach(() => vi.restoreAllMocks());

const from = () => ({ ip: newId(), traceId: "trace-1234", userAgent: "Firefox/145.0 (Windows)" });

describe("signing in", () => {
  it("opens a session for the right password, and keeps it 30 days or one", async () => {
    const user = await makeUser(rt.db);
    const kept = await signIn({ email: user.email, password: user.password, keep: true }, from());
    const short = await signIn({ email: user.email, password: user.password, keep: false }, from());
    expect(kept.userId).toBe(user.id);
    expect(Math.round((kept.expiresAt.getTime() - Date.now()) / 86_400_000)).toBe(30);
    expect(Math.round((short.expiresAt.getTime() - Date.now()) / 86_400_000)).toBe(1);
    expect(await findSignedIn(rt.db, kept)).toMatchObject({ user: { email: user.email } });
  });

  it("says how many attempts are left, alike for an account that exists and one that does not", async () => {
    const user = await makeUser(rt.db);
    for (const email of [user.email, "nobody-at-all@example.com"]) {
      const first = await failure(signIn({ email, password: "not this one", keep: true }, from()));
      const second = await failure(signIn({ email, password: "nor this", keep: true }, from()));
      expect(first.code).toBe("unauthenticated");
      expect(first.message).toBe("That e-mail and password do not match. 9 attempts left.");
      expect(second.message).toBe("That e-mail and password do not match. 8 attempts left.");
      expect(second.details.field).toBe("password");
    }
  });

  it("shuts an account after ten wrong passwords, whatever their addresses, even for the right one", async () => {
    const user = await makeUser(rt.db);
    const attempt = (password: string) => signIn({ email: user.email, password, keep: true }, from());
    for (let i = 0; i < 9; i++) await failure(attempt("wrong"));
    expect((await failure(attempt("wrong"))).message).toContain("No attempts left");
    const refused = await failure(attempt(user.password));
    expect(refused.code).toBe("too_many_requests");
    expect(refused.message).toMatch(/^Too many attempts\. Try again in (a minute|\d+ minutes)\.$/);
    expect(refused.details.retryAfter).toBeGreaterThan(0);
  });

  it("gives the attempts of an account back after the right password", async () => {
    const user = await makeUser(rt.db);
    const attempt = (password: string) => signIn({ email: user.email, password, keep: true }, from());
    for (let i = 0; i < 5; i++) await failure(attempt("wrong"));
    await attempt(user.password);
    expect((await failure(attempt("wrong"))).message).toContain("9 attempts left");
  });

  it("shuts an address that tries many accounts", async () => {
    const one = from();
    const attempts = Array.from({ length: 100 }, (_, i) =>
      failure(signIn({ email: `spray-${i}@example.com`, password: "Summer2026!", keep: true }, one)),
    );
    const codes = new Set((await Promise.all(attempts)).map((error) => error.code));
    expect(codes).toEqual(new Set(["unauthenticated"]));
    const next = await failure(signIn({ email: "spray-last@example.com", password: "x", keep: true }, one));
    expect(next.code).toBe("too_many_requests");
  });

  it("refuses an account that has no password", async () => {
    const user = await makeUser(rt.db, { passwordHash: null });
    const refused = await failure(signIn({ email: user.email, password: user.password, keep: true }, from()));
    expect(refused.code).toBe("unauthenticated");
  });

  it("keeps 25 sessions: the one used longest ago makes room, and its sockets are told", async () => {
    const tenant = await makeTenant(rt.db);
    const member = await makeMember(rt.db, { tenantId: tenant.id });
    const ids: string[] = [];
    for (let i = 0; i < MAX_SESSIONS; i++) {
      const lastSeenAt = new Date(Date.now() - (MAX_SESSIONS - i) * 60_000);
      ids.push((await makeSession(rt.db, { userId: member.userId, lastSeenAt })).id);
    }
    const closed = vi.spyOn(rt.realtime, "terminateUser");
    await signIn({ email: member.user.email, password: member.user.password, keep: true }, from());
    const alive = await listSessions(rt.db, { userId: member.userId, sessionId: "" });
    expect(alive).toHaveLength(MAX_SESSIONS);
    expect(alive.map((session) => session.id)).not.toContain(ids[0]);
    expect(closed).toHaveBeenCalledWith(member.id);
    const events = await rt.db.prisma.event.findMany({
      where: { tenantId: tenant.id, type: "session.revoked" },
    });
    expect(events.map((event) => event.data)).toEqual([{ userId: member.userId, sessionId: ids[0] }]);
  });
});

describe("a session", () => {
  async function atWork() {
    const tenant = await makeTenant(rt.db);
    const member = await makeMember(rt.db, { tenantId: tenant.id });
    const sign = () =>
      signIn({ email: member.user.email, password: member.user.password, keep: true }, from());
    return { tenant, member, sign };
  }

  it("is revoked at once: the next request finds nobody", async () => {
    const { tenant, member, sign } = await atWork();
    const [laptop, phone] = [await sign(), await sign()];
    expect((await loadMemberGate(rt.db, phone, tenant.slug)).actor.memberId).toBe(member.id);
    const closed = vi.spyOn(rt.realtime, "terminateUser");
    await revokeSession(member.userId, phone.sessionId, "trace-1234");
    expect(closed).toHaveBeenCalledWith(member.id);
    expect((await failure(loadMemberGate(rt.db, phone, tenant.slug))).code).toBe("unauthenticated");
    expect(await findSignedIn(rt.db, phone)).toBeNull();
    expect((await loadMemberGate(rt.db, laptop, tenant.slug)).actor.sessionId).toBe(laptop.sessionId);
    const event = await rt.db.prisma.event.findFirst({ where: { tenantId: tenant.id } });
    expect(event).toMatchObject({ type: "session.revoked", data: { sessionId: phone.sessionId } });
  });

  it("of somebody else cannot be revoked, and is not even confirmed", async () => {
    const { member, sign } = await atWork();
    const other = await atWork();
    const theirs = await sign();
    const refused = await failure(revokeSession(other.member.userId, theirs.sessionId, "trace-1234"));
    expect(refused.code).toBe("not_found");
    expect(await findSignedIn(rt.db, { ...theirs, userId: member.userId })).not.toBeNull();
  });

  it("can be the only one left", async () => {
    const { member, sign } = await atWork();
    const [first, second, third] = [await sign(), await sign(), await sign()];
    expect(await revokeOtherSessions({ userId: member.userId, sessionId: second.sessionId }, "t")).toBe(2);
    expect(await findSignedIn(rt.db, first)).toBeNull();
    expect(await findSignedIn(rt.db, third)).toBeNull();
    const left = await listSessions(rt.db, { userId: member.userId, sessionId: second.sessionId });
    expect(left).toMatchObject([{ id: second.sessionId, isCurrent: true, device: "Firefox on Windows" }]);
  });

  it("ends by signing out, and once only", async () => {
    const { member, sign } = await atWork();
    const session = await sign();
    await signOut(session, "trace-1234");
    await signOut(session, "trace-1234");
    expect(await findSignedIn(rt.db, session)).toBeNull();
    expect(await rt.db.prisma.event.count({ where: { tenantId: member.tenantId } })).toBe(1);
  });

  it("ends by itself when its time is over", async () => {
    const user = await makeUser(rt.db);
    const { id } = await makeSession(rt.db, { userId: user.id, expiresAt: new Date(Date.now() - 1_000) });
    expect(await findSignedIn(rt.db, { userId: user.id, sessionId: id })).toBeNull();
  });

  it("notes that it is in use, not more often than every five minutes", async () => {
    const user = await makeUser(rt.db);
    const old = new Date(Date.now() - 3_600_000);
    const { id } = await makeSession(rt.db, { userId: user.id, lastSeenAt: old });
    const claim = { userId: user.id, sessionId: id };
    const seen = async () =>
      (await rt.db.prisma.session.findUniqueOrThrow({ where: { id } })).lastSeenAt.getTime();
    await findSignedIn(rt.db, claim);
    await expect.poll(seen).toBeGreaterThan(Date.now() - 60_000);
    const first = await seen();
    await findSignedIn(rt.db, claim);
    expect(await seen()).toBe(first);
  });
});

describe("the member gate", () => {
  it("does not find a business the person is no member of, nor one that does not exist", async () => {
    const mine = await makeTenant(rt.db);
    const theirs = await makeTenant(rt.db);
    const member = await makeMember(rt.db, { tenantId: mine.id });
    const claim = {
      userId: member.userId,
      sessionId: (await makeSession(rt.db, { userId: member.userId })).id,
    };
    const foreign = await failure(loadMemberGate(rt.db, claim, theirs.slug));
    const nowhere = await failure(loadMemberGate(rt.db, claim, "no-such-business"));
    expect(foreign.code).toBe("not_found");
    expect(foreign.message).toBe(nowhere.message);
  });

  it("does not let a deactivated member in, nor another user's session", async () => {
    const tenant = await makeTenant(rt.db);
    const left = await makeMember(rt.db, { tenantId: tenant.id, deactivatedAt: new Date() });
    const session = await makeSession(rt.db, { userId: left.userId });
    const gone = await failure(
      loadMemberGate(rt.db, { userId: left.userId, sessionId: session.id }, tenant.slug),
    );
    expect(gone.code).toBe("not_found");
    const member = await makeMember(rt.db, { tenantId: tenant.id });
    const mixed = await failure(
      loadMemberGate(rt.db, { userId: member.userId, sessionId: session.id }, tenant.slug),
    );
    expect(mixed.code).toBe("unauthenticated");
  });
});
