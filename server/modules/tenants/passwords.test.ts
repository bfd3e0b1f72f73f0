import { beforeAll, describe, expect, it } from "vitest";
import { type MadeUser, makeUser } from "../../../prisma/seed/factories-users";
import { newId } from "../../core/ids";
import type { Runtime } from "../../infra/runtime";
import { failure } from "../../testing/failure";
import { testRuntime } from "../../testing/runtime";
import { findSignedIn } from "../accounts/session";
import { changePassword, readPasswordReset, requestPasswordReset, resetPassword } from "./passwords";
import { signIn } from "./sessions";

let rt: Runtime;
beforeAll(async () => {
  rt = await testRuntime();
});

const from = () => ({ ip: newId(), traceId: "trace-1234", userAgent: "" });
const NEW = "a much better password";

/** The token in the newest mail owed to this address. */
async function mailedToken(email: string): Promise<string | null> {
  const entries = await rt.db.prisma.outboxEntry.findMany({
    where: { kind: "mail.send" },
    orderBy: { id: "desc" },
  });
  const payloads = entries.map((entry) => entry.payload as { to: string; data: { link: string } });
  const link = payloads.find((payload) => payload.to === email)?.data.link;
  return link?.match(/\/reset\/([\w-]{43})$/)?.[1] ?? null;
}

async function askFor(user: MadeUser): Promise<string> {
  await requestPasswordReset({ email: user.email }, from());
  return (await mailedToken(user.email)) ?? expect.fail("no mail is owed");
}

const sign = (user: MadeUser, password = user.password) =>
  signIn({ email: user.email, password, keep: true }, from());

describe("a forgotten password", () => {
  it("is set by the link in the mail, which ends every session and works once", async () => {
    const user = await makeUser(rt.db);
    const sessions = [await sign(user), await sign(user)];
    const token = await askFor(user);
    expect(await readPasswordReset(token, from())).toEqual({ email: user.email });
    await resetPassword({ token, password: NEW }, from());
    for (const session of sessions) expect(await findSignedIn(rt.db, session)).toBeNull();
    expect((await failure(sign(user))).code).toBe("unauthenticated");
    expect((await sign(user, NEW)).userId).toBe(user.id);
    expect((await failure(resetPassword({ token, password: "yet another one" }, from()))).code).toBe(
      "not_found",
    );
    expect((await failure(readPasswordReset(token, from()))).code).toBe("not_found");
  });

  it("is answered alike, and as slowly, where there is no account; and no mail is owed", async () => {
    const user = await makeUser(rt.db);
    async function ask(email: string): Promise<number> {
      const start = performance.now();
      expect(await requestPasswordReset({ email }, from())).toBeUndefined();
      return performance.now() - start;
    }
    const [known, unknown] = [await ask(user.email), await ask("nobody@example.com")];
    expect(known).toBeGreaterThan(245);
    expect(unknown).toBeGreaterThan(245);
    expect(Math.abs(known - unknown)).toBeLessThan(150);
    expect(await mailedToken("nobody@example.com")).toBeNull();
  });

  it("keeps only the link's hash, and the newest link", async () => {
    const user = await makeUser(rt.db);
    const first = await askFor(user);
    const second = await askFor(user);
    const kept = await rt.db.prisma.userToken.findMany({ where: { userId: user.id } });
    expect(kept).toHaveLength(1);
    expect(JSON.stringify(kept)).not.toContain(second);
    expect((await failure(resetPassword({ token: first, password: NEW }, from()))).code).toBe("not_found");
    await resetPassword({ token: second, password: NEW }, from());
  });

  it("is not set by a link older than an hour", async () => {
    const user = await makeUser(rt.db);
    const token = await askFor(user);
    const { expiresAt } = await rt.db.prisma.userToken.findFirstOrThrow({ where: { userId: user.id } });
    expect(Math.round((expiresAt.getTime() - Date.now()) / 60_000)).toBe(60);
    const expired = { expiresAt: new Date(Date.now() - 1) };
    await rt.db.prisma.userToken.updateMany({ where: { userId: user.id }, data: expired });
    expect((await failure(resetPassword({ token, password: NEW }, from()))).code).toBe("not_found");
  });

  it("is not set to a weak one, after which the link is still good", async () => {
    const user = await makeUser(rt.db);
    const token = await askFor(user);
    const refused = await failure(resetPassword({ token, password: "password123" }, from()));
    expect(refused).toMatchObject({ code: "bad_request", details: { field: "password" } });
    await resetPassword({ token, password: NEW }, from());
  });

  it("is set by one of two who use the link at once", async () => {
    const user = await makeUser(rt.db);
    const token = await askFor(user);
    const both = await Promise.allSettled(
      ["the first password", "the second password"].map((password) =>
        resetPassword({ token, password }, from()),
      ),
    );
    expect(both.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  it("opens the account again that wrong passwords have shut", async () => {
    const user = await makeUser(rt.db);
    for (let i = 0; i < 11; i++) await failure(sign(user, "wrong"));
    expect((await failure(sign(user))).code).toBe("too_many_requests");
    await resetPassword({ token: await askFor(user), password: NEW }, from());
    await sign(user, NEW);
  });

  it("lets nobody in with the old password who was checked just before it changed", async () => {
    const user = await makeUser(rt.db);
    const token = await askFor(user);
    const signings = Array.from({ length: 6 }, () => sign(user).catch(() => null));
    await resetPassword({ token, password: NEW }, from());
    for (const session of await Promise.all(signings)) {
      if (session) expect(await findSignedIn(rt.db, session)).toBeNull();
    }
  });

  it("is mailed five times an hour to one address and no more", async () => {
    const email = "often@example.com";
    for (let i = 0; i < 5; i++) await requestPasswordReset({ email }, from());
    expect((await failure(requestPasswordReset({ email }, from()))).code).toBe("too_many_requests");
  });

  it("cannot be guessed: an address has thirty tries", async () => {
    const one = from();
    const guess = () => failure(readPasswordReset("A".repeat(43), one));
    for (let i = 0; i < 30; i++) expect((await guess()).code).toBe("not_found");
    expect((await guess()).code).toBe("too_many_requests");
  });
});

describe("changing one's password", () => {
  it("takes the present one, and ends the other sessions but not this one", async () => {
    const user = await makeUser(rt.db);
    const [here, elsewhere] = [await sign(user), await sign(user)];
    const own = { sessionId: here.sessionId, user };
    const wrong = await failure(changePassword(own, { current: "not it", password: NEW }, from()));
    expect(wrong).toMatchObject({ code: "bad_request", details: { field: "current" } });
    expect(await changePassword(own, { current: user.password, password: NEW }, from())).toBe(1);
    expect(await findSignedIn(rt.db, here)).not.toBeNull();
    expect(await findSignedIn(rt.db, elsewhere)).toBeNull();
    await sign(user, NEW);
  });

  it("is no way around the limit on guessing", async () => {
    const user = await makeUser(rt.db);
    const own = { sessionId: (await sign(user)).sessionId, user };
    const guess = () => failure(changePassword(own, { current: "a guess", password: NEW }, from()));
    for (let i = 0; i < 10; i++) await guess();
    expect((await guess()).code).toBe("too_many_requests");
  });
});
