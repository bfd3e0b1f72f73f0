import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { SharedStorage } from "@/widget/testing/memory-storage";
import { arrive, type Page } from "./arrival";

const KEY = "parley:demo";
const OWN = JSON.stringify({ handle: "own", colour: null });
const posted: object[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  posted.length = 0;
  vi.stubGlobal("fetch", async (_: string, { body }: { body: string }) => {
    const asked = JSON.parse(body);
    posted.push(asked);
    return { ok: asked.ticket === "good", json: async () => ({ handle: "w.pass" }) };
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

type Said = { source?: unknown; origin?: string; data: unknown };

/** A window of ours whose opener answers with `says`; `hash` is what it was opened with. */
function windowOf({ hash = "", says = [] as Said[], hasOpener = true, kept = {} as Record<string, string> }) {
  const [local, session] = [new SharedStorage().tab(() => {}), new SharedStorage().tab(() => {})];
  local.setItem(KEY, OWN);
  for (const [key, value] of Object.entries(kept)) session.setItem(key, value);
  const heard: ((event: unknown) => void)[] = [];
  const opener = {
    postMessage() {
      for (const said of says)
        for (const hear of heard) hear({ source: opener, origin: "https://shop.example", ...said });
    },
  };
  const page = {
    location: { hash, pathname: "/chat/demo" },
    history: { replaceState: vi.fn() },
    opener: hasOpener ? opener : null,
    addEventListener: (_: string, hear: (event: unknown) => void) => heard.push(hear),
    localStorage: local,
    sessionStorage: session,
  };
  return { page: page as unknown as Page, local, session };
}

it("keeps what it is given with the window, never in the place of the visitor's own handle, and drops its opener", async () => {
  const { page, local, session } = windowOf({ hash: "#out", says: [{ data: { ticket: "good" } }] });
  await arrive("demo", page);
  expect(posted).toEqual([{ inbox: "demo", ticket: "good", from: "https://shop.example" }]);
  expect(local.getItem(KEY)).toBe(OWN);
  expect(session.getItem(KEY)).toContain("w.pass");
  expect(page.localStorage).toBe(session);
  expect(page.opener).toBeNull();
});

it("takes no ticket out of a link, nor from any window but the one that opened it", async () => {
  const link = windowOf({ hash: "#good", says: [{ data: { ticket: "good" } }] });
  await arrive("demo", link.page);
  expect(link.page.localStorage).toBe(link.local);
  expect(link.page.opener).toBeNull();
  const other = windowOf({ hash: "#out", says: [{ source: {}, data: { ticket: "good" } }] });
  vi.useRealTimers();
  vi.spyOn(AbortSignal, "timeout").mockReturnValue(AbortSignal.timeout(20));
  await arrive("demo", other.page);
  expect(posted).toEqual([]);
  expect([other.local.getItem(KEY), other.session.getItem(KEY)]).toEqual([OWN, null]);
  vi.restoreAllMocks();
});

it.each([
  ["for a visitor who has not written", [{ data: { ticket: "" } }], true],
  ["for a ticket that is worth nothing", [{ data: { ticket: "bad" } }], true],
  ["without the page that opened it", [], false],
])("begins with nobody's pass %s", async (_, says, hasOpener) => {
  const { page, local, session } = windowOf({ hash: "#out", says, hasOpener, kept: { [KEY]: "somebody's" } });
  await arrive("demo", page);
  expect([session.getItem(KEY), local.getItem(KEY)]).toEqual([null, OWN]);
  // What is written here now ends with the window, too.
  expect(page.localStorage).toBe(session);
});

it("is the same visitor's after a reload, and whoever comes by the address alone keeps what they have", async () => {
  const first = windowOf({ hash: "#out", says: [{ data: { ticket: "good" } }] });
  await arrive("demo", first.page);
  const kept = {
    [KEY]: first.session.getItem(KEY)!,
    "parley-window": first.session.getItem("parley-window")!,
  };
  const again = windowOf({ kept, hasOpener: false });
  await arrive("demo", again.page);
  expect(again.page.localStorage.getItem(KEY)).toContain("w.pass");
  const alone = windowOf({ hasOpener: false });
  await arrive("demo", alone.page);
  expect(alone.page.localStorage.getItem(KEY)).toBe(OWN);
});
