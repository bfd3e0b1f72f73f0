import { beforeAll, describe, expect, it } from "vitest";
import { makeTeam } from "../../../prisma/seed/factories";
import { type MadeUser, makeSession, makeUser } from "../../../prisma/seed/factories-users";
import { newId } from "../../core/ids";
import type { Runtime } from "../../infra/runtime";
import { failure } from "../../testing/failure";
import { testRuntime } from "../../testing/runtime";
import { findSignedIn } from "../accounts/session";
import { confirmEmailChange, readEmailChange, requestEmailChange } from "./emails";
import { requestPasswordReset, resetPassword } from "./passwords";
import { signIn } from "./sessions";

let rt: Runtime;
beforeAll(async () => {
  rt = await testRuntime();
});

const from = () => ({ ip: newId(), traceId: "trace-1234", userAgent: "" });
const fresh = () => `new-${newId()}@example.com`;
type Mail = { to: string; template: string; data: { link?: string; email?: string } };

async function mailsTo(email: string): Promise<Mail[]> {
  const entries = await rt.db.prisma.outboxEntry.findMany({
    where: { kind: "mail.send" },
    orderBy: { id: "desc" },
  });
  return entries.map((entry) => entry.payload as Mail).filter(({ to }) => to === email);
}
const tokenTo = async (email: string) => (await mailsTo(email))[0]!.data.link!.split("/").at(-1)!;
const ask = (user: MadeUser, email: string, current = user.password) =>
  requestEmailChange({ user }, { email, current }, from());
const read = (user: { id: string }, token: string) => readEmailChange({ user }, token, from());
async function confirm(user: { id: string }, token: string) {
  const { id: sessionId } = await makeSession(rt.db, { userId: user.id });
  return confirmEmailChange({ sessionId, user }, token, from());
}
const sign = (email: string, password: string) => signIn({ email, password, keep: true }, from());

describe("a new e-mail of one's own account", () => {
  it("is the one to sign in with once the mailed link is used, and the old address is told", async () => {
    const { owner } = await makeTeam(rt.db);
    const { user } = owner;
    const email = fresh();
    await ask(user, email);
    await sign(user.email, user.password);
    const token = await tokenTo(email);
    expect(await read(user, token)).toEqual({ email });
    expect(await confirm(user, token)).toEqual({ email });
    await sign(email, user.password);
    expect((await failure(sign(user.email, user.password))).code).toBe("unauthenticated");
    expect((await mailsTo(user.email))[0]).toMatchObject({ template: "email-changed", data: { email } });
    expect((await failure(confirm(user, token))).code).toBe("not_found");
    const [audited] = await rt.db.prisma.auditEntry.findMany({ where: { tenantId: owner.tenantId } });
    expect(audited).toMatchObject({
      action: "member.email",
      before: { email: user.email },
      after: { email },
    });
  });

  it("is confirmed by nobody but the person who asked, whoever else has the link", async () => {
    const user = await makeUser(rt.db);
    const stranger = await makeUser(rt.db);
    const email = fresh();
    await ask(user, email);
    const token = await tokenTo(email);
    const used = await failure(confirm(user, "A".repeat(43)));
    for (const refused of [await failure(read(stranger, token)), await failure(confirm(stranger, token))]) {
      expect(refused).toMatchObject({ code: "not_found", message: used.message });
    }
    await sign(user.email, user.password);
    expect(await confirm(user, token)).toEqual({ email });
  });

  it("ends the other sessions but not this one, and tells every business", async () => {
    const { owner } = await makeTeam(rt.db);
    const { user } = owner;
    const [here, elsewhere] = [await sign(user.email, user.password), await sign(user.email, user.password)];
    const email = fresh();
    await ask(user, email);
    const { sessionId } = here;
    await confirmEmailChange({ sessionId, user }, await tokenTo(email), from());
    expect(await findSignedIn(rt.db, here)).toMatchObject({ user: { email } });
    expect(await findSignedIn(rt.db, elsewhere)).toBeNull();
    const told = await rt.db.prisma.event.findMany({
      where: { tenantId: owner.tenantId, type: "session.revoked" },
    });
    expect(told.map(({ data }) => data)).toEqual([{ userId: user.id, sessionId: elsewhere.sessionId }]);
  });

  it("takes the password, an address that is nobody's, and another one than now", async () => {
    const user = await makeUser(rt.db);
    const other = await makeUser(rt.db);
    const refused = async (email: string, current = user.password) => failure(ask(user, email, current));
    expect(await refused(fresh(), "wrong")).toMatchObject({
      code: "bad_request",
      details: { field: "current" },
    });
    expect(await refused(other.email)).toMatchObject({ code: "conflict", details: { field: "email" } });
    expect(await refused(user.email)).toMatchObject({ code: "bad_request", details: { field: "email" } });
  });

  it("stays free until it is confirmed: whoever has it first keeps it", async () => {
    const user = await makeUser(rt.db);
    const email = fresh();
    await ask(user, email);
    await makeUser(rt.db, { email });
    expect((await failure(confirm(user, await tokenTo(email)))).code).toBe("conflict");
    await sign(user.email, user.password);
  });

  it("makes earlier links worthless: the one before it, and a reset of the password that the old address got", async () => {
    const user = await makeUser(rt.db);
    const [first, second] = [fresh(), fresh()];
    await ask(user, first);
    await ask(user, second);
    expect((await failure(confirm(user, await tokenTo(first)))).code).toBe("not_found");
    await requestPasswordReset({ email: user.email }, from());
    const reset = await tokenTo(user.email);
    await confirm(user, await tokenTo(second));
    const late = resetPassword({ token: reset, password: "another long one" }, from());
    expect((await failure(late)).code).toBe("not_found");
  });

  it("is refused as a link when it is older than a day, and is no password reset", async () => {
    const user = await makeUser(rt.db);
    const email = fresh();
    await ask(user, email);
    const token = await tokenTo(email);
    const misused = resetPassword({ token, password: "another long one" }, from());
    expect((await failure(misused)).code).toBe("not_found");
    await rt.db.prisma.userToken.updateMany({
      where: { userId: user.id },
      data: { expiresAt: new Date(Date.now() - 1) },
    });
    expect((await failure(confirm(user, token))).code).toBe("not_found");
  });
});
