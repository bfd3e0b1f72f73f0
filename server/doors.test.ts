import { randomBytes } from "node:crypto";
import { encode } from "next-auth/jwt";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type MadeTeam, makeTeam } from "../prisma/seed/factories";
import { makeSession } from "../prisma/seed/factories-users";
import { newId } from "./core/ids";
import { edges, operations } from "./edges";
import type { Runtime } from "./infra/runtime";
import { sessionCookieName } from "./modules/accounts/session-cookie";
import { rooms } from "./modules/realtime/rooms";
import { ask, BAD_BODIES, type Door, rowCounts } from "./testing/bad-input";
import { testRuntime } from "./testing/runtime";

/**
 * Bad input at every public door, also at the ones built after this test: a clear 4xx, never a 500, and nothing stored.
 * What the widget's routes, the procedures and the sign-in do with wrong fields is tested beside them.
 */

let rt: Runtime;
let team: MadeTeam;
let cookie: string;
let before: string;

beforeAll(async () => {
  rt = await testRuntime();
  team = await makeTeam(rt.db);
  const { userId } = team.owner;
  const { id: sid } = await makeSession(rt.db, { userId });
  const token = await encode({ token: { sub: userId, sid }, secret: rt.secrets.appSecret });
  cookie = `${sessionCookieName()}=${token}`;
});
beforeEach(async () => {
  before = await rowCounts(rt.db);
});
afterEach(async () => {
  expect(await rowCounts(rt.db)).toBe(before);
});

const owner = () => ({ cookie, "x-parley-tenant": team.tenant.slug });
const ASKERS: Record<string, () => Record<string, string>> = {
  "a stranger": () => ({}),
  "an owner": owner,
  "a forged session": () => ({ cookie: `${sessionCookieName()}=eyJhbGciOiJub25lIn0..${"A".repeat(99)}` }),
  "a member of nothing": () => ({ cookie, "x-parley-tenant": "x".repeat(5_000) }),
  "a bad token": () => ({ authorization: `Bearer ${randomBytes(99).toString("base64")}` }),
};
const ADDRESSES = [
  "",
  "/",
  "/x",
  "/%00",
  "/%ff%fe",
  "/..%2f..%2fetc%2fpasswd",
  `/${"y".repeat(4_000)}`,
  "?q=%00&batch=1",
];
const isBodiless = (method: string) => method === "HEAD" || method === "OPTIONS";
const PROBES = ["/api/health", "/api/ready", "/api/metrics"];
const isProbe = (prefix: string) => PROBES.includes(prefix);

/** Refused in words. The open probes may answer 200, or 503 when something is missing, whatever comes with the question. */
function clearly(method: string, prefix: string) {
  const isFine = (status: number) =>
    (status >= 400 && status < 500) ||
    (isProbe(prefix) && status === 200) ||
    (isBodiless(method) && status === 204);
  const words = isBodiless(method) ? expect.any(String) : expect.stringMatching(/\w{4}/);
  return { status: expect.toSatisfy(isFine), text: words };
}

describe.each([...edges, ...operations].map((edge) => [edge.prefix, edge.handle] as const))(
  "%s",
  (prefix, handle) => {
    it.each(Object.keys(ASKERS))("answers %s who comes with bare hands", async (who) => {
      for (const address of ADDRESSES) {
        for (const method of ["GET", "HEAD", "DELETE", "OPTIONS"]) {
          const answer = await ask(handle, prefix + address, { method, headers: ASKERS[who]!() });
          expect(answer, `${method} ${address.slice(0, 20)}`).toEqual(clearly(method, prefix));
        }
      }
    });

    it.each(BAD_BODIES)("refuses %s, whoever brings it", async (name, make) => {
      for (const [who, headers] of Object.entries(ASKERS)) {
        for (const address of ["", "/x", "/session", "/auth", "/events"]) {
          for (const method of ["POST", "PUT"]) {
            // A member's file may be anything.
            if (prefix === "/api/files" && method === "PUT" && who === "an owner") continue;
            if (name.startsWith("10 MB") && !/stranger|owner/.test(who)) continue;
            const given = make();
            const asked = { ...given, method, headers: { ...headers(), ...given.headers } };
            const answer = await ask(handle, prefix + address, asked);
            expect(answer, `${method} ${address} by ${who}`).toEqual(clearly(method, prefix));
          }
        }
      }
    });
  },
);

const door = (prefix: string): Door => edges.find((edge) => edge.prefix === prefix)!.handle;

describe("files", () => {
  it("of 41 MB sent without their length are refused on the way, and leave nothing behind", async () => {
    const body = new Blob([new Uint8Array(41 * 1024 * 1024)]).stream();
    const put = { method: "PUT", headers: owner(), body };
    const answer = await ask(door("/api/files"), "/api/files?name=a.bin", put);
    expect(answer).toEqual({ status: 413, text: expect.stringContaining("40 MB") });
  });

  it.each(["e=1&s=x", `e=9999999999&s=${"A".repeat(43)}`, "e=9e99&s=%00", "e[]=1&s[]=2", ""])(
    "are not opened by the link ?%s",
    async (query) => {
      for (const id of [newId(), "..%2f..%2fsecrets", "%00", "'or'1"]) {
        const answer = await ask(door("/api/files"), `/api/files/${id}?${query}`, { method: "GET" });
        expect(answer.status).toBe(404);
      }
    },
  );
});

describe("a channel", () => {
  it.each([
    ["a socket id of three parts", 400, { socket_id: "1.1.1", channel_name: "private-x" }],
    ["a socket id without end", 400, { socket_id: `${"9".repeat(400)}.1`, channel_name: "private-x" }],
    ["a forged text to sign", 400, { socket_id: "1.1:private-t.x:{}", channel_name: "private-x" }],
    ["NUL and half a character", 400, { socket_id: "1.1", channel_name: "private-\u0000\ud83d" }],
    ["a name without end", 400, { socket_id: "1.1", channel_name: "x".repeat(200) }],
    ["no name", 400, { socket_id: "1.1" }],
    ["a channel of no kind", 403, { socket_id: "1.1", channel_name: "private-nothing" }],
    ["a thread of others", 403, { socket_id: "1.1", channel_name: rooms.thread(newId(), newId()) }],
    ["a room of others", 403, { socket_id: "1.1", channel_name: rooms.all(newId()) }],
    ["a visitor's", 403, { socket_id: "1.1", channel_name: rooms.visitor(newId()) }],
  ])("asked for with %s is refused with %i", async (_, status, form) => {
    const body = new URLSearchParams(form as Record<string, string>);
    const answer = await ask(door("/api/realtime"), "/api/realtime/auth", { headers: owner(), body });
    expect(answer).toEqual({ status, text: expect.not.stringContaining('"auth"') });
  });

  it("of one's own is granted, so that the refusals above say something", async () => {
    const body = new URLSearchParams({ socket_id: "1.1", channel_name: rooms.all(team.tenant.id) });
    const answer = await ask(door("/api/realtime"), "/api/realtime/auth", { headers: owner(), body });
    expect(answer).toEqual({ status: 200, text: expect.stringContaining('"auth"') });
  });
});
