import { encode } from "next-auth/jwt";
import { beforeAll, describe, expect, it } from "vitest";
import { type MadeTeam, makeConversation, makeMessages, makeTeam } from "../../prisma/seed/factories";
import { makeSession } from "../../prisma/seed/factories-users";
import { newId } from "../core/ids";
import type { Runtime } from "../infra/runtime";
import { sessionCookieName } from "../modules/accounts/session-cookie";
import { ask, rowCounts } from "../testing/bad-input";
import { testRuntime } from "../testing/runtime";
import { sampleInput } from "../testing/sample-input";
import { handleTrpc } from "./handler";
import { appRouter } from "./root";

/**
 * Every procedure there is, also the ones written after this test, gets its own input with one field at a time made
 * wrong: refused with a 4xx and nothing stored; and made odd but legal text: taken or refused, never a 500.
 */

type Procedure = { _def: { type: "query" | "mutation"; inputs: unknown[] } };
const procedures = Object.entries(appRouter._def.procedures as unknown as Record<string, Procedure>)
  .map(([path, { _def }]) => ({ path, type: _def.type, input: _def.inputs[0] }))
  .filter(({ input }) => input !== undefined);

let rt: Runtime;
let team: MadeTeam;
let cookie: string;
let ids: Record<string, string>;

beforeAll(async () => {
  rt = await testRuntime();
  team = await makeTeam(rt.db);
  const { tenant, inbox, agents, owner } = team;
  const { id: sid } = await makeSession(rt.db, { userId: owner.userId });
  const token = await encode({ token: { sub: owner.userId, sid }, secret: rt.secrets.appSecret });
  cookie = `${sessionCookieName()}=${token}`;
  const conversation = await makeConversation(rt.db, { tenantId: tenant.id, inboxId: inbox.id });
  await makeMessages(rt.db, conversation, 3);
  ids = { conversationId: conversation.id, assigneeId: agents[0].id, memberId: agents[1].id };
});

function call(p: (typeof procedures)[number], input: unknown) {
  const headers = { cookie, "x-parley-tenant": team.tenant.slug, "content-type": "application/json" };
  const path = `/api/trpc/${p.path}`;
  const text = JSON.stringify(input);
  if (p.type === "mutation") return ask(handleTrpc, path, { headers, body: text });
  return ask(handleTrpc, `${path}?input=${encodeURIComponent(text)}`, { method: "GET", headers });
}

const sample = (p: (typeof procedures)[number]) =>
  sampleInput(p.input, (field) => ids[field] ?? newId()).value as Record<string, unknown>;

/** The input once for each of its fields, with `value` in that field's place. */
function withEach(input: Record<string, unknown>, value: (was: unknown) => unknown): [string, unknown][] {
  return Object.entries(input).flatMap(([name, was]) => {
    const inner =
      was !== null && typeof was === "object" && !Array.isArray(was)
        ? withEach(was as Record<string, unknown>, value).map(
            ([at, made]) => [`${name}.${at}`, { ...input, [name]: made }] as [string, unknown],
          )
        : [];
    return [[name, { ...input, [name]: value(was) }] as [string, unknown], ...inner];
  });
}

const WRONG: Record<string, (was: unknown) => unknown> = {
  "another type": (was) => (typeof was === "object" ? "text" : { $gt: "" }),
  "text of 100,000 characters": () => "x".repeat(100_000),
  "a number beyond all bounds": () => 1e308,
};
const ODD: Record<string, string> = {
  NUL: "a\u0000b",
  "half a character": "a\ud83db",
  "markup and script": `"><script>alert(1)</script>`,
  "SQL and templates": `'; drop table message; -- \${7*7} {{7*7}} %s \\`,
  "odd Unicode": "👩‍👩‍👧‍👦﷽\u202E\u200F\u0301\uFEFFZ͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L",
  "a very long id": "9".repeat(5_000),
};

describe.each(procedures.map((p) => [p.path, p] as const))("%s", (_, p) => {
  it.each([null, [], "text", 7, true])("refuses %j as its whole input", async (input) => {
    const before = await rowCounts(rt.db);
    expect(await call(p, input)).toMatchObject({ status: 400, text: expect.stringContaining("bad_request") });
    expect(await rowCounts(rt.db)).toBe(before);
  });

  it.each(Object.keys(WRONG))("refuses %s in every field", async (what) => {
    const before = await rowCounts(rt.db);
    for (const [field, input] of withEach(sample(p), WRONG[what]!)) {
      const { status, text } = await call(p, input);
      expect([field, status, text]).toEqual([
        field,
        expect.toBeOneOf([400, 413, 414]),
        expect.stringMatching(/"message":"\w/),
      ]);
    }
    expect(await rowCounts(rt.db)).toBe(before);
  });

  it.each(Object.keys(ODD))("keeps its feet with %s in every field of text", async (what) => {
    for (const [field, input] of withEach(sample(p), (was) => (typeof was === "string" ? ODD[what] : was))) {
      const { status, text } = await call(p, input);
      expect([field, status, text]).toEqual([field, expect.toSatisfy((s: number) => s < 500), text]);
    }
  });
});
