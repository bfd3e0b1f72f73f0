import { afterEach, expect, it, vi } from "vitest";
import { readTold, signUpAtMeta } from "./meta-sign-up";

const said = JSON.stringify({ type: "WA_EMBEDDED_SIGNUP", event: "FINISH", data: { waba_id: "1" } });

it.each(["https://www.facebook.com", "https://web.facebook.com", "https://facebook.com"])(
  "%s may say what was chosen",
  (origin) => {
    expect(readTold({ origin, data: said })).toMatchObject({ event: "FINISH", data: { waba_id: "1" } });
  },
);

it.each([
  ["https://www.facebook.com.evil.example", said],
  ["https://evilfacebook.com", said],
  ["http://www.facebook.com", said],
  ["https://www.facebook.com", "not JSON"],
  ["https://www.facebook.com", JSON.stringify({ type: "something else" })],
  ["https://www.facebook.com", { type: "WA_EMBEDDED_SIGNUP" }],
])("%s is not heard with %j", (origin, data) => {
  expect(readTold({ origin, data })).toBeNull();
});

afterEach(() => {
  vi.unstubAllGlobals();
});

it("Meta's script carries the nonce of the page, whose policy takes no other", async () => {
  const script: Partial<HTMLScriptElement> = { remove: () => {} };
  vi.stubGlobal("window", {});
  vi.stubGlobal("document", {
    createElement: () => script,
    querySelector: (what: string) => (what === "script[nonce]" ? { nonce: "abc" } : null),
    head: { append: () => (script.onerror as () => void)() },
  });
  await expect(signUpAtMeta({ appId: "1", configId: "2" })).rejects.toThrow("could not be loaded");
  expect(script).toMatchObject({ src: "https://connect.facebook.net/en_US/sdk.js", nonce: "abc" });
});
