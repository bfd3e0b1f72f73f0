import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { makeUser } from "../../prisma/seed/factories-users";
import type { Runtime } from "../infra/runtime";
import { ask, BAD_BODIES, rowCounts } from "../testing/bad-input";
import { testRuntime } from "../testing/runtime";
import { handleAuth } from "./auth-handler";

let rt: Runtime;
let before: string;
let email: string;
const PASSWORD = "A quite good one 7";

beforeAll(async () => {
  rt = await testRuntime();
  email = (await makeUser(rt.db, { password: PASSWORD })).email;
});
beforeEach(async () => {
  before = await rowCounts(rt.db);
});

/** The pair of token and cookie without which next-auth takes no form. */
async function csrf(): Promise<{ csrfToken: string; cookie: string }> {
  const answer = await handleAuth(new Request("http://localhost:3000/api/auth/csrf"));
  const { csrfToken } = (await answer.json()) as { csrfToken: string };
  const cookies = answer.headers.getSetCookie().map((line) => line.split(";")[0]);
  return { csrfToken, cookie: cookies.join("; ") };
}

async function signIn(fields: Record<string, unknown>) {
  const { csrfToken, cookie } = await csrf();
  const headers = { "content-type": "application/json", cookie };
  const body = JSON.stringify({ csrfToken, json: "true", ...fields });
  return ask(handleAuth, "/api/auth/callback/credentials", { headers, body });
}

describe("the sign-in door", () => {
  it("lets the right password in, so that the refusals below say something", async () => {
    expect(await signIn({ email, password: PASSWORD })).toMatchObject({ status: 200 });
  });

  it.each<[string, Record<string, unknown>]>([
    ["lists", { email: ["a@b.c"], password: [1] }],
    ["objects", { email: { contains: "@" }, password: { not: "" } }],
    ["nothing", {}],
    ["NUL and half characters", { email: "a\u0000\ud800@b.c", password: "\u0000" }],
    ["a password of 100,000 characters", { email: "agent1@acme.demo", password: "x".repeat(100_000) }],
    ["a password of 10,000 characters", { email: "agent1@acme.demo", password: "x".repeat(10_000) }],
    ["markup", { email: "<script>alert(1)</script>@b.c", password: "<img src=x onerror=alert(1)>" }],
    ["a callback elsewhere", { email: "a@b.cd", password: "x", callbackUrl: "https://evil.example/" }],
    ["a forged token", { email: "a@b.cd", password: "x", csrfToken: "0".repeat(64) }],
  ])("refuses %s and leads nobody astray", async (_, fields) => {
    const { status, text } = await signIn(fields);
    const target = (JSON.parse(text) as { url?: string }).url ?? rt.appUrl;
    expect(new URL(target, rt.appUrl).origin).toBe(rt.appUrl);
    // A form without its token is sent back to the page with 200 and the way there; everything else is refused.
    const isSentBack = fields.csrfToken !== undefined && status === 200 && target.includes("csrf=true");
    expect([status, isSentBack || (status >= 400 && status < 500)]).toEqual([status, true]);
    expect(await rowCounts(rt.db)).toBe(before);
  });

  it("goes back only to this site after the right password", async () => {
    for (const callbackUrl of [
      "https://evil.example/",
      "//evil.example",
      "/\\evil.example",
      "javascript:alert(1)",
    ]) {
      const { status, text } = await signIn({ email, password: PASSWORD, callbackUrl });
      const { url } = JSON.parse(text) as { url: string };
      expect([callbackUrl, status, new URL(url).origin]).toEqual([callbackUrl, 200, rt.appUrl]);
    }
  });

  it.each(BAD_BODIES)("keeps its feet with %s at every address", async (_, make) => {
    for (const action of [
      "callback/credentials",
      "signin/credentials",
      "signout",
      "_log",
      "nothing",
      "%00",
      "a/b/c",
    ]) {
      const answer = await ask(handleAuth, `/api/auth/${action}`, make());
      expect([action, answer]).toEqual([
        action,
        { ...answer, status: expect.toSatisfy((s: number) => s < 500) },
      ]);
      expect(answer.text).not.toMatch(/\bat .*\.[jt]s:\d+/);
    }
    expect(await rowCounts(rt.db)).toBe(before);
  });
});

afterEach(() => rt.limiter.reset("sign-in.ip", ""));
