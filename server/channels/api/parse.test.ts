import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { api } from ".";
import { ApiCredentials } from "./credentials";
import { parseEvents } from "./parse";

const folder = join(import.meta.dirname, "fixtures");
const fixture = (name: string) => JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8"));
const receivedAt = new Date("2026-08-23T12:00:00Z");
const parse = (payload: unknown) => parseEvents(payload, { namespace: "0123456789ab", receivedAt });
const CUSTOMER = { scope: "id", value: "0123456789ab/cust-77" };

describe("what a customer's system sends", () => {
  it.each(readdirSync(folder).filter((file) => file.startsWith("message")))("%s is one message", (file) => {
    expect(parse(fixture(file.replace(".json", "")))).toMatchObject([{ type: "message", author: "contact" }]);
  });

  it("a call is no message, and typing is told at once where it comes alone", () => {
    const contact = { id: "cust-77" };
    const call = { type: "call", id: "c1", contact, outcome: "answered", seconds: 61 };
    expect(parse(call)).toMatchObject([
      {
        ...{ type: "activity", externalId: "call:c1" },
        happening: { what: "call", outcome: "answered", seconds: 61 },
      },
    ]);
    const typing = { type: "typing", contact, isTyping: true };
    expect(parse(typing)).toMatchObject([{ type: "typing", isTyping: true, person: { ids: [CUSTOMER] } }]);
    const isFleeting = (payload: unknown) => api.wire!.isFleeting!(Buffer.from(JSON.stringify(payload)));
    expect([typing, call].map(isFleeting)).toEqual([true, false]);
  });

  it("a message reads as it was meant, with all names of its sender", () => {
    expect(parse(fixture("message-text"))).toEqual([
      {
        type: "message",
        ...{ externalId: "crm-1001", at: new Date("2026-08-23T10:00:00Z"), author: "contact" },
        person: {
          ids: [CUSTOMER, { scope: "phone", value: "447700900123" }],
          ...{ name: "Ada Example", phone: "+447700900123", username: "ada" },
        },
        ...{ group: null, content: "Where is my parcel?", files: [], extra: null, replyTo: "crm-1000" },
        ...{ isForwarded: false, referral: null, album: null, route: null },
      },
    ]);
  });

  it("files lie where it says; a group is one conversation; what has no time is of its coming", () => {
    expect(parse(fixture("message-files"))).toMatchObject([
      {
        at: new Date("2026-08-23T10:00:00Z"),
        files: [
          { ref: "https://files.example.com/pot.jpg", name: "pot.jpg", size: 81_234, isVoice: false },
          { contentType: "audio/ogg", name: null, isVoice: true },
        ],
      },
    ]);
    expect(parse(fixture("message-group"))).toMatchObject([
      {
        at: receivedAt,
        group: { id: { scope: "group", value: "0123456789ab/room-5" }, name: "Wholesale" },
        person: { ids: [{ scope: "phone", value: "447700900456" }] },
        extra: { type: "location", latitude: 51.501364, name: "Palace", address: null },
      },
    ]);
  });

  it("of a batch every event counts, and one that cannot be read takes none with it", () => {
    expect(parse(fixture("batch"))).toMatchObject([
      { type: "edit", target: "crm-1001", content: "Where is my pot?", author: "contact" },
      { type: "reaction", emoji: "👍", person: { ids: [CUSTOMER] } },
      {
        type: "status",
        status: "read",
        correlationId: expect.stringMatching(/^conv_msg_out_/),
        failure: null,
      },
      {
        ...{ type: "status", status: "failed", externalId: "sys-9", correlationId: null },
        failure: { class: "recipient", code: "bounced", reason: "The app was removed." },
      },
      { type: "ignored", reason: expect.stringContaining("event 5") },
      { type: "revoke", target: "crm-1001" },
      { type: "renamed", from: { ids: [{ value: "0123456789ab/guest-3" }] }, to: { ids: [CUSTOMER] } },
      { type: "reachable", isReachable: false },
      { type: "message", content: "", extra: { type: "choice", id: "m:1", title: "Blue" } },
      { type: "message", extra: { type: "contacts", people: [{ name: "Cleo", emails: [] }] } },
    ]);
  });

  it.each([
    {},
    { type: "message", id: "1" },
    { type: "message", id: "1", contact: {} },
    { type: "message", id: "1", contact: { id: "7" }, files: [{ url: "file:///etc/passwd" }] },
    { type: "message", id: "1", contact: { id: "7" }, at: "yesterday" },
    { type: "letter" },
    { events: [] },
  ])("%j is no event", (payload) => {
    expect(() => parse(payload)).toThrow(expect.objectContaining({ name: "ZodError" }));
  });
});

describe("the credentials", () => {
  const read = (given: object) => ApiCredentials.safeParse({ url: "https://crm.example.com/in", ...given });
  it("a secret is made where none is given, and each inbox keeps its names apart", () => {
    const [a, b] = [read({}).data!, read({}).data!];
    expect(a.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect([a.secret === b.secret, a.namespace === b.namespace]).toEqual([false, false]);
  });

  it.each([
    ["http://crm.example.com/in", false],
    ["http://127.0.0.1:4000/in", true],
    ["http://crm:4000/in", true],
    ["http://crm.internal/in?x=1", true],
    ["https://user:word@crm.example.com/in", false],
    ["ftp://crm.example.com", false],
    ["crm.example.com", false],
  ])("%s as an address: %s", (url, isTaken) => {
    expect(read({ url }).success).toBe(isTaken);
  });
});
