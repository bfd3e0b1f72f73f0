import { expect, test } from "vitest";
import { contentSecurityPolicy } from "./csp";

const page = { nonce: "abc", host: "parley.example.com", isHttps: true, sockets: [], isDevelopment: false };

function directives(
  input: Partial<Parameters<typeof contentSecurityPolicy>[0]> = {},
): Record<string, string> {
  const parts = contentSecurityPolicy({ ...page, ...input }).split("; ");
  return Object.fromEntries(parts.map((part) => [part.split(" ")[0], part.split(" ").slice(1).join(" ")]));
}

test("scripts run by nonce or from here, never inline and never from text", () => {
  expect(directives()["script-src"]).toBe("'self' 'nonce-abc'");
  expect(directives({ isDevelopment: true })["script-src"]).toContain("'unsafe-eval'");
});

test("no page can be put into a frame, rebased or made to post elsewhere", () => {
  expect(directives()).toMatchObject({
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "object-src": "'none'",
  });
});

test("sockets go to the page's own host, and to hosted Pusher where that is used", () => {
  expect(directives()["connect-src"]).toBe("'self' wss://parley.example.com");
  expect(directives({ isHttps: false, host: "localhost:3000" })["connect-src"]).toBe(
    "'self' ws://localhost:3000",
  );
  const hosted = directives({ sockets: ["ws-eu.pusher.com"] })["connect-src"];
  expect(hosted).toContain("wss://ws-eu.pusher.com https://ws-eu.pusher.com");
});

test("only https pages ask for https everywhere", () => {
  expect("upgrade-insecure-requests" in directives()).toBe(true);
  expect("upgrade-insecure-requests" in directives({ isHttps: false })).toBe(false);
});

test("a made-up host cannot add to the policy", () => {
  expect(contentSecurityPolicy({ ...page, host: "x; script-src *" })).not.toContain("script-src *");
});
