import { expect, it } from "vitest";
import { safePath } from "./safe-path";

it.each(["/t/acme/inbox", "/t/acme/inbox/0193?view=mine#12", "/invite/abc"])("goes on to %s", (path) => {
  expect(safePath(path)).toBe(path);
});

it.each([
  undefined,
  ["/t/acme"],
  "",
  "t/acme",
  "https://evil.example/t",
  "//evil.example",
  "/\\evil.example",
  "/\t/evil.example",
  "\t//evil.example",
  "/\n/evil.example",
  "javascript:alert(1)",
  "/api/auth/signout",
  "/sign-in?next=/sign-in",
  `/${"x".repeat(2_000)}`,
])("stays here for %s", (path) => {
  expect(safePath(path)).toBeNull();
});

it("cannot be led away by dots", () => {
  expect(safePath("/t/../../x//evil.example")).toBe("/x//evil.example");
  expect(safePath("/..//evil.example")).toBeNull();
});
