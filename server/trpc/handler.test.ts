import { encode } from "next-auth/jwt";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { type MadeMember, makeMember, makeTenant } from "../../prisma/seed/factories";
import { makeSession } from "../../prisma/seed/factories-users";
import type { Runtime } from "../infra/runtime";
import { sessionCookieName } from "../modules/accounts/session-cookie";
import { onReferenceLive } from "../modules/tenants/live";
import { testRuntime } from "../testing/runtime";
import { handleTrpc } from "./handler";

let rt: Runtime;
let member: MadeMember;
let slug: string;
let cookie: string;

beforeAll(async () => {
  rt = await testRuntime();
  const tenant = await makeTenant(rt.db);
  slug = tenant.slug;
  member = await makeMember(rt.db, { tenantId: tenant.id, role: "administrator" });
  cookie = await cookieOf(member);
});

async function cookieOf(
  of: MadeMember,
  given: { secret?: string; sessionId?: string } = {},
): Promise<string> {
  const sid = given.sessionId ?? (await makeSession(rt.db, { userId: of.userId })).id;
  const secret = given.secret ?? rt.secrets.appSecret;
  return `${sessionCookieName()}=${await encode({ token: { sub: of.userId, sid }, secret })}`;
}

type Given = { method?: string; body?: BodyInit; headers?: Record<string, string>; query?: string };
async function ask(path: string, given: Given = {}) {
  const response = await handleTrpc(
    new Request(`http://localhost:3000/api/trpc/${path}${given.query ?? ""}`, {
      method: given.method ?? (given.body === undefined ? "GET" : "POST"),
      headers: {
        host: "localhost:3000",
        cookie,
        "x-parley-tenant": slug,
        "x-parley-ip": "192.0.2.1",
        ...(given.body === undefined ? {} : { "content-type": "application/json" }),
        ...given.headers,
      },
      body: given.body,
    }),
  );
  return { status: response.status, headers: response.headers, json: await response.json() };
}
const rename = (name: unknown, headers?: Record<string, string>) =>
  ask("account.updateProfile", { body: JSON.stringify({ name }), headers });

describe("the tRPC door", () => {
  it("says who is at work, where, with what permissions and how to connect", async () => {
    const { status, json, headers } = await ask("session.me");
    expect(status).toBe(200);
    expect(headers.get("cache-control")).toBe("private, no-store");
    expect(json.result.data).toMatchObject({
      user: { email: member.user.email, theme: "system" },
      tenant: { slug, isDemo: false },
      member: { id: member.id, role: "administrator" },
      tenants: [{ slug }],
      env: "development",
    });
    expect(json.result.data.member.permissions).toHaveLength(63);
    expect(json.result.data.realtime.key).toBeTypeOf("string");
  });

  it("tells everybody that one works with of one's new name, in each business", async () => {
    const other = await makeTenant(rt.db);
    await rt.db.prisma.member.create({
      data: { tenantId: other.id, userId: member.userId, role: "agent", isPrimaryOwner: false },
    });
    const heard: string[] = [];
    onReferenceLive(({ tenantId, what }) => void heard.push(`${what} ${tenantId}`));
    onTestFinished(() => onReferenceLive(() => {}));
    expect((await rename("Ada Byron")).status).toBe(200);
    expect(heard.sort()).toEqual([`members ${member.tenantId}`, `members ${other.id}`].sort());
    await ask("account.updateProfile", { body: JSON.stringify({ theme: "system" }) });
    expect(heard).toHaveLength(2);
  });

  it.each([
    ["malformed JSON", { body: "{" }, 400],
    ["an array for an object", { body: "[]" }, 400],
    ["no body", { body: "" }, 400],
    [
      "a form, as another site could send it",
      { body: "name=x", headers: { "content-type": "text/plain" } },
      400,
    ],
    ["a mutation by GET", { query: "?input=%7B%22name%22%3A%22x%22%7D" }, 405],
    ["another method", { method: "PUT", body: "{}" }, 405],
  ] as const)("answers %s with a clear 4xx", async (_, given, status) => {
    const answer = await ask("account.updateProfile", given);
    expect(answer.json.error.message).not.toMatch(/went wrong/);
    expect([answer.status, answer.json.error.message]).toEqual([status, expect.any(String)]);
    expect(answer.json.error.data.reference).toMatch(/^[\w-]{8,}$/);
    expect(JSON.stringify(answer.json)).not.toContain("stack");
  });

  it("does not know procedures that do not exist, nor parts of objects", async () => {
    for (const path of ["nothing.here", "account", "constructor", "__proto__.x", "account.signUp.x"]) {
      expect((await ask(path)).status, path).toBe(404);
    }
  });

  it("refuses bodies over 1 MB, whether or not they say their length", async () => {
    const big = JSON.stringify({ name: "x".repeat(10 * 1024 * 1024) });
    expect((await ask("account.updateProfile", { body: big })).status).toBe(413);
    const lying = await ask("account.updateProfile", { body: big, headers: { "content-length": "10" } });
    expect(lying.status).toBe(413);
    expect(lying.json.error.message).toBe("The request is larger than 1 MB. Send less at once.");
  });

  it("takes ten calls at once and not eleven", async () => {
    const batch = (n: number) =>
      ask(Array(n).fill("session.me").join(","), { query: "?batch=1&input=%7B%7D" });
    expect((await batch(10)).json).toHaveLength(10);
    expect((await batch(11)).status).toBe(400);
  });

  it("refuses a change that another site's page asks for, and takes our own", async () => {
    expect((await rename("Own", { origin: "http://localhost:3000" })).status).toBe(200);
    expect((await rename("Own", { "sec-fetch-site": "same-origin" })).status).toBe(200);
    for (const headers of [
      { origin: "https://evil.example" },
      { origin: "null" },
      { origin: "http://localhost:3000.evil.example" },
      { "sec-fetch-site": "cross-site", origin: "http://localhost:3000" },
      { "sec-fetch-site": "same-site", origin: "http://shop.localhost:3000" },
    ]) {
      const { status, json } = await rename("Evil", headers as Record<string, string>);
      expect([status, json.error.data.code]).toEqual([403, "forbidden"]);
    }
    const user = await rt.db.prisma.user.findUniqueOrThrow({ where: { id: member.userId } });
    expect(user.name).toBe("Own");
  });

  it.each([
    ["", "Enter your name"],
    ["   ", "Enter your name"],
    ["x".repeat(101), "Keep it to 100 characters"],
    ["x".repeat(100_000), "Keep it to 100 characters"],
    ["two\nlines", "Use one line of plain text"],
    ["a\u0000b", "This text holds a character that is not valid. Take it out and try again."],
    ["\ud800", "This text holds a character that is not valid. Take it out and try again."],
    [12, "Invalid input: expected string, received number"],
    [null, "Invalid input: expected string, received null"],
  ])("names the field that is wrong: %j", async (name, message) => {
    const { status, json } = await rename(name);
    expect(status).toBe(400);
    expect(json.error.message).toContain(message);
    if (!message.startsWith("This text")) expect(json.error.data.fields).toEqual({ name: message });
  });

  it.each([
    "<script>alert(1)</script>",
    "'; drop table session; --",
    "𝒜𝓂ℯ𝓁𝒾𝒶",
    "\u202eevil",
    "😀",
    "e\u0301".repeat(40),
  ])("keeps odd names as they are: %s", async (name) => {
    expect((await rename(name)).json.result.data.name).toBe(name.trim());
  });

  it("knows nobody by a forged, foreign or ended session", async () => {
    const ended = await makeSession(rt.db, { userId: member.userId, revokedAt: new Date() });
    const other = await makeMember(rt.db, { tenantId: member.tenantId });
    const others = await makeSession(rt.db, { userId: other.userId });
    for (const forged of [
      "",
      `${sessionCookieName()}=`,
      `${sessionCookieName()}=abc.def.ghi`,
      await cookieOf(member, { secret: "another secret of at least thirty-two characters" }),
      await cookieOf(member, { sessionId: ended.id }),
      await cookieOf(member, { sessionId: others.id }),
    ]) {
      const { status, json } = await ask("session.me", { headers: { cookie: forged } });
      expect([status, json.error.message]).toEqual([401, "You are signed out. Sign in to go on."]);
    }
  });

  it("names the missing permission and who can help", async () => {
    const agent = await makeMember(rt.db, { tenantId: member.tenantId });
    const { status, json } = await ask("invitations.list", { headers: { cookie: await cookieOf(agent) } });
    expect(status).toBe(403);
    expect(json.error.message).toBe("Your role does not include “team invite”. Ask an administrator for it.");
    expect(json.error.data.permission).toBe("team_invite");
  });

  it("says when to come back after too many tries", async () => {
    const guess = () => ask("account.passwordReset", { query: `?input={"token":"${"A".repeat(43)}"}` });
    for (let i = 0; i < 30; i++) expect((await guess()).status).toBe(404);
    const { status, headers, json } = await guess();
    expect(status).toBe(429);
    expect(Number(headers.get("retry-after"))).toBe(json.error.data.retryAfter);
  });

  it("gives away nothing of a bug but the reference to quote", async () => {
    await rt.db.pool.query(`alter table "user" rename column theme to theme_`);
    try {
      const { status, json, headers } = await rename("Whoever", { "x-trace-id": "trace-of-the-test" });
      expect(status).toBe(500);
      expect(json.error.message).toBe("Something went wrong. Reference trace-of-the-test");
      expect(headers.get("x-trace-id")).toBe("trace-of-the-test");
      expect(JSON.stringify(json)).not.toMatch(/theme|column|prisma|stack/i);
    } finally {
      await rt.db.pool.query(`alter table "user" rename column theme_ to theme`);
    }
  });
});
