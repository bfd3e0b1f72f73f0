import { beforeAll, describe, expect, it } from "vitest";
import { makeUser } from "../../prisma/seed/factories-users";
import { newId } from "../core/ids";
import type { Runtime } from "../infra/runtime";
import { findSignedIn } from "../modules/accounts/session";
import { readSessionClaim, sessionCookieName } from "../modules/accounts/session-cookie";
import { testRuntime } from "../testing/runtime";
import { handleAuth } from "./auth-handler";

let rt: Runtime;
beforeAll(async () => {
  rt = await testRuntime();
});

/** A browser as far as cookies go. */
function browser() {
  const jar = new Map<string, string>();
  const ip = newId();
  let lines: string[] = [];
  async function go(path: string, given: { body?: unknown; headers?: Record<string, string> } = {}) {
    const response = await handleAuth(
      new Request(`http://localhost:3000/api/auth/${path}`, {
        method: given.body === undefined ? "GET" : "POST",
        headers: {
          "content-type": "application/json",
          "x-parley-ip": ip,
          cookie: [...jar].map(([name, value]) => `${name}=${value}`).join("; "),
          ...given.headers,
        },
        body: given.body === undefined ? undefined : JSON.stringify(given.body),
      }),
    );
    lines = response.headers.getSetCookie();
    for (const line of lines) {
      const [pair = ""] = line.split(";");
      const at = pair.indexOf("=");
      jar.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return response;
  }
  async function signIn(given: { email: string; password: string; keep?: unknown; csrfToken?: string }) {
    const { csrfToken } = await (await go("csrf")).json();
    return go("callback/credentials", { body: { csrfToken, json: "true", ...given } });
  }
  return {
    go,
    signIn,
    claim: () => readSessionClaim(`${sessionCookieName()}=${jar.get(sessionCookieName()) ?? ""}`),
    cookieLine: () => lines.find((line) => line.startsWith(`${sessionCookieName()}=`)),
  };
}

describe("next-auth's door", () => {
  it("signs in, tells who it is, and signs out by ending the session", async () => {
    const user = await makeUser(rt.db);
    const page = browser();
    const answer = await page.signIn(user);
    expect(answer.status).toBe(200);
    expect(page.cookieLine()).toMatch(/; Path=\/; Expires=.*; HttpOnly; SameSite=Lax/);
    const claim = (await page.claim()) ?? expect.fail("no claim in the cookie");
    expect(await findSignedIn(rt.db, claim)).toMatchObject({ user: { id: user.id } });
    expect(await (await page.go("session")).json()).toMatchObject({ user: { email: user.email } });
    expect(page.cookieLine()).toBeUndefined();
    const { csrfToken } = await (await page.go("csrf")).json();
    await page.go("signout", { body: { csrfToken, json: "true" } });
    expect(await findSignedIn(rt.db, claim)).toBeNull();
    expect(await page.claim()).toBeNull();
  });

  it("puts nothing into the cookie but whose session it is", async () => {
    const user = await makeUser(rt.db);
    const page = browser();
    await page.signIn(user);
    const claim = await page.claim();
    expect(Object.keys(claim ?? {}).sort()).toEqual(["expires", "sessionId", "userId"]);
    const session = await rt.db.prisma.session.findUniqueOrThrow({ where: { id: claim?.sessionId } });
    expect(session.userId).toBe(user.id);
  });

  it("lets the cookie go with the browser where the person is not kept signed in", async () => {
    const user = await makeUser(rt.db);
    for (const keep of [false, "false"]) {
      const page = browser();
      await page.signIn({ ...user, keep });
      expect(page.cookieLine()).not.toMatch(/expires|max-age/i);
    }
  });

  it("forgets a session that was revoked", async () => {
    const user = await makeUser(rt.db);
    const page = browser();
    await page.signIn(user);
    await rt.db.prisma.session.updateMany({ where: { userId: user.id }, data: { revokedAt: new Date() } });
    expect(await (await page.go("session")).json()).toEqual({});
    expect(await page.claim()).toBeNull();
  });

  it("hands the refusal to the sign-in page, attempts and all", async () => {
    const user = await makeUser(rt.db);
    const answer = await browser().signIn({ email: user.email, password: "not it" });
    expect(answer.status).toBe(401);
    const { url } = await answer.json();
    expect(new URL(url).searchParams.get("error")).toBe(
      "That e-mail and password do not match. 9 attempts left.",
    );
  });

  it.each([
    ["no e-mail", { email: "", password: "x" }],
    ["an e-mail that is none", { email: "nobody", password: "x" }],
    ["a password without end", { email: "a@example.com", password: "x".repeat(5_000) }],
    ["objects", { email: { $ne: null }, password: { $ne: null } }],
    ["characters that cannot be stored", { email: "a\u0000@example.com", password: "a\u0000" }],
  ])("refuses %s in our own words", async (_, given) => {
    const answer = await browser().signIn(given as { email: string; password: string });
    expect(answer.status).toBe(401);
    const { url } = await answer.json();
    expect(new URL(url).searchParams.get("error")).toMatch(/^(Enter your e-mail|That e-mail and password)/);
  });

  it("takes no sign-in without its CSRF token", async () => {
    const user = await makeUser(rt.db);
    const page = browser();
    await page.signIn({ ...user, csrfToken: "forged" });
    expect(page.cookieLine()).toBeUndefined();
  });

  it("sends nobody to another site afterwards", async () => {
    const user = await makeUser(rt.db);
    for (const callbackUrl of ["https://evil.example/x", "//evil.example/x", "javascript:alert(1)"]) {
      const page = browser();
      const { csrfToken } = await (await page.go("csrf")).json();
      const body = { ...user, csrfToken, callbackUrl, json: "true" };
      const { url } = await (await page.go("callback/credentials", { body })).json();
      expect(new URL(url).origin).toBe(rt.appUrl);
    }
  });

  it("answers malformed, oversized and unknown requests with a clear 4xx", async () => {
    const post = (body: string, type = "application/json") =>
      handleAuth(
        new Request("http://localhost:3000/api/auth/callback/credentials", {
          method: "POST",
          headers: { "content-type": type },
          body,
        }),
      );
    expect((await post("{")).status).toBe(400);
    expect((await post("null")).status).toBe(400);
    expect((await post("x".repeat(10 * 1024 * 1024))).status).toBe(413);
    expect((await browser().go("nothing")).status).toBe(400);
    expect((await browser().go("callback/nobody", { body: {} })).status).toBe(400);
    const elsewhere = new Request("http://localhost:3000/api/auth/csrf", { method: "DELETE" });
    expect((await handleAuth(elsewhere)).status).toBe(400);
  });
});
