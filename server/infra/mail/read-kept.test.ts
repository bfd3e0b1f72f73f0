import { describe, expect, it } from "vitest";
import { newId } from "../../core/ids";
import { testDatabase } from "../../testing/database";
import { findKeptMail, keptMailScope, listKeptMail, partsOf } from "./read-kept";

describe("kept mail", () => {
  it.each([
    ["development", "localhost:3000", "all"],
    ["development", "acme.localhost:3000", "all"],
    ["development", "127.0.0.1:3000", "all"],
    ["development", "[::1]:3000", "all"],
    ["development", "192.168.1.20:3000", "all"],
    ["development", "172.17.0.1", "all"],
    ["development", "devbox:3000", "all"],
    ["development", "chat.example.com", null],
    ["development", "172.32.0.1", null],
    ["development", "127.0.0.1.evil.example", null],
    ["development", "10.0.0.1.evil.example:3000", null],
    ["development", null, null],
    ["development", "", null],
    ["staging", "staging.example.com", "demo"],
    ["production", "localhost:3000", null],
  ])("in %s at %s shows: %s", (PARLEY_ENV, host, scope) => {
    expect(keptMailScope({ PARLEY_ENV }, { isReal: false }, { host, ip: "::1" })).toBe(scope);
    expect(keptMailScope({ PARLEY_ENV }, { isReal: true }, { host, ip: "::1" })).toBeNull();
    const relayed = keptMailScope({ PARLEY_ENV }, { isReal: false }, { host, ip: "::1", isRelayed: true });
    expect(relayed).toBe(PARLEY_ENV === "staging" ? "demo" : null);
    // A Host header can say anything; who asks from elsewhere sees nothing in development.
    for (const ip of ["192.0.2.7", "10.0.0.9", "", null]) {
      expect(keptMailScope({ PARLEY_ENV }, { isReal: false }, { host, ip })).toBe(
        PARLEY_ENV === "staging" ? "demo" : null,
      );
    }
  });

  it("on staging is only that of the demo people", async () => {
    const { db } = await testDatabase();
    const [demo, other] = [newId(), newId()];
    for (const [id, to] of [
      [demo, "admin2@weavecode.demo"],
      [other, "rosa@example.com"],
    ] as const)
      await db.prisma.keptMail.create({ data: { id, to, subject: "Reset", text: "https://x", html: "" } });
    expect((await listKeptMail(db, "demo")).map((mail) => mail.id)).toEqual([demo]);
    expect(await findKeptMail(db, "demo", other)).toBeNull();
    expect((await findKeptMail(db, "all", other))?.to).toBe("rosa@example.com");
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
