import { describe, expect, it } from "vitest";
import { partsOf, showsKeptMail } from "./read-kept";

describe("kept mail", () => {
  it.each([
    ["development", "localhost:3000", true],
    ["development", "acme.localhost:3000", true],
    ["development", "127.0.0.1:3000", true],
    ["development", "[::1]:3000", true],
    ["development", "192.168.1.20:3000", true],
    ["development", "172.17.0.1", true],
    ["development", "devbox:3000", true],
    ["development", "chat.example.com", false],
    ["development", "172.32.0.1", false],
    ["development", "127.0.0.1.evil.example", false],
    ["development", "10.0.0.1.evil.example:3000", false],
    ["development", null, false],
    ["development", "", false],
    ["staging", "staging.example.com", true],
    ["production", "localhost:3000", false],
  ])("in %s at %s is shown: %s", (PARLEY_ENV, host, isShown) => {
    expect(showsKeptMail({ PARLEY_ENV }, { isReal: false }, { host, ip: "::1" })).toBe(isShown);
    expect(showsKeptMail({ PARLEY_ENV }, { isReal: true }, { host, ip: "::1" })).toBe(false);
    // A Host header can say anything; who asks from elsewhere sees nothing in development.
    for (const ip of ["192.0.2.7", "10.0.0.9", "", null]) {
      expect(showsKeptMail({ PARLEY_ENV }, { isReal: false }, { host, ip })).toBe(PARLEY_ENV === "staging");
    }
  });

  it("names its links as the mail does", () => {
    const text =
      "Join Acme\n\nHello,\n\nAccept the invitation:\nhttps://a.example/x\n\nhttps://b.example/y\n";
    expect(partsOf(text)).toEqual([
      { text: "Join Acme" },
      { text: "Hello," },
      { text: "Accept the invitation", link: "https://a.example/x" },
      { text: "https://b.example/y", link: "https://b.example/y" },
    ]);
  });
});
