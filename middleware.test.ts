import { NextRequest } from "next/server";
import { afterEach, expect, test, vi } from "vitest";
import middleware from "./middleware";

afterEach(() => {
  vi.unstubAllEnvs();
});

const openerOf = (path: string) =>
  middleware(new NextRequest(`http://localhost:3000${path}`)).headers.get("cross-origin-opener-policy");

test("a window that the settings open knows them only where this installation has an app at Meta", () => {
  vi.stubEnv("META_APP_ID", "");
  expect(openerOf("/t/acme/settings/inboxes")).toBeNull();
  vi.stubEnv("META_APP_ID", "123456");
  expect(openerOf("/t/acme/settings/inboxes")).toBe("same-origin-allow-popups");
  expect(openerOf("/sign-in")).toBeNull();
});
