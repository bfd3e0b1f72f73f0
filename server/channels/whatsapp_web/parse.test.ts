import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { GatewayCredentials } from "./credentials";
import { parseDelivery } from "./parse";
import { isSignedBy } from "./verify";

const folder = join(import.meta.dirname, "fixtures");
const fixture = (name: string) => JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8"));
const names = readdirSync(folder)
  .map((file) => file.replace(".json", ""))
  .filter((name) => /^(flat|fork|v8|v9)-/.test(name));
const receivedAt = new Date("2026-09-01T00:00:00Z");
const own = { number: "447700900000", receivedAt };
const parse = (name: string, of = own) => parseDelivery(fixture(name), of);
const one = (payload: unknown, of: Parameters<typeof parseDelivery>[1] = own) =>
  parseDelivery(payload, of)[0]!;

const PHONE = { scope: "phone", value: "447700900123" };
const LID = { scope: "lid", value: "100000000000123" };
const ADA = { ids: [PHONE], name: "Ada Example", phone: "+447700900123", username: null };
const FROM_ADA = { type: "message", author: "contact", person: ADA, group: null };

describe("what a gateway of any version delivers", () => {
  it.each(names)("%s is understood, with and without our number known", (name) => {
    for (const of of [own, { receivedAt } as typeof own]) {
      const items = parse(name, of);
      expect(items.length).toBeGreaterThan(0);
      for (const item of items) expect(item).not.toMatchObject({ extra: { type: "unsupported" } });
    }
  });

  it.each<[string, object]>([
    ["v9-message-text", { content: "Hello, is anyone there?", person: { ...ADA, ids: [LID, PHONE] } }],
    ["v8-message-text-without-session-id", { content: "From an 8.5 server", person: ADA }],
    ["flat-message-text", { content: "Hello", person: ADA, at: new Date("2025-10-15T10:30:00Z") }],
    ["v9-message-text-reply", { replyTo: "3EB0A0000000000000AA01" }],
    ["flat-message-text-reply", { content: "The blue one", replyTo: "3EB0F0000000000000AA01" }],
    ["v9-message-text-forwarded", { isForwarded: true }],
    [
      "v9-message-referral-click-to-whatsapp-ad",
      {
        referral: {
          url: "https://fb.me/fictional",
          headline: "Summer offer",
          clickId: "FICTIONAL_CLID_0001",
        },
      },
    ],
    ["v9-message-location", { extra: { type: "location", name: "Example Palace", latitude: 51.501364 } }],
    ["flat-message-location", { content: "Example Palace", extra: { address: null } }],
    ["v9-message-contact", { content: "Bob Example", extra: { people: [{ phones: ["+44 7700 900789"] }] } }],
    ["v9-message-contacts-array", { extra: { people: [{ name: "Bob Example" }, { name: "Cleo Example" }] } }],
    ["flat-message-contact", { extra: { people: [{ name: "Bob Example", phones: ["+44 7700 900789"] }] } }],
  ])("%s reads as it was meant", (name, expected) => {
    expect(parse(name)).toMatchObject([{ ...FROM_ADA, ...expected }]);
  });

  it.each<[string, object, string]>([
    ["v9-message-image-path-no-caption", { contentType: "image/jpeg" }, ""],
    ["v9-message-image-path-with-caption", { contentType: "image/jpeg" }, "This is the broken part"],
    ["v9-message-video-path-with-caption", { contentType: "video/mp4" }, "Watch the noise"],
    ["v9-message-audio-path", { contentType: "audio/ogg", isVoice: true }, ""],
    ["v9-message-document-path-with-caption", { contentType: "application/pdf" }, "Invoice for August"],
    ["v9-message-document-url-autodownload-off", { name: "invoice-0042.pdf" }, ""],
    ["v9-message-image-url-autodownload-off", { contentType: "image/jpeg" }, "No local file"],
    ["flat-message-image", { contentType: "image/jpeg" }, "Check this!"],
    ["flat-message-audio", { contentType: "audio/ogg", isVoice: true }, ""],
    ["flat-message-video", { contentType: "video/mp4" }, ""],
    ["flat-message-document", { contentType: "application/pdf" }, "Invoice"],
  ])("%s carries its one file", (name, file, content) => {
    const [item] = parse(name);
    expect(item).toMatchObject({ ...FROM_ADA, content, files: [file] });
    const ref = new URLSearchParams(item?.type === "message" ? item.files[0]!.ref : "");
    expect(ref.get("chat")).toBe("447700900123@s.whatsapp.net");
    // What is WhatsApp's own and encrypted is never fetched: the gateway is asked for it.
    expect(ref.get("path") ?? "statics/").toMatch(/^statics\//);
  });

  it.each<[string, object]>([
    ["v9-message-reaction", { type: "reaction", target: "3EB0A0000000000000AA01", emoji: "👍", person: ADA }],
    [
      "flat-message-reaction",
      { type: "reaction", target: "3EB0F0000000000000AA01", emoji: "👍", person: ADA },
    ],
    [
      "v9-message-edited",
      { type: "edit", target: "3EB0C127D7BACC83D6A2", content: "Yes please, the green one" },
    ],
    ["flat-7.9-message-edited-with-original-id", { type: "edit", target: "3EB0F127D7BACC83D6A2" }],
    ["flat-message-edited", { type: "message", content: "✏️ The green one" }],
    ["v9-message-revoked", { type: "revoke", target: "3EB0C127D7BACC83D6A1", author: "contact" }],
    ["flat-message-revoked", { type: "revoke", target: "3EB0F127D7BACC83D6A1", author: "contact" }],
    ["v9-message-deleted-for-me", { type: "ignored" }],
    ["flat-message-deleted-for-me", { type: "ignored" }],
    ["fork-8.7-history-sync-complete", { type: "account", event: "history_sync_complete" }],
  ])("%s is told for what it is", (name, expected) => {
    expect(parse(name)).toMatchObject([expected]);
  });

  it("receipts are statuses of each message they name; our own reading is none", () => {
    expect(parse("v9-message-ack-read")).toMatchObject([
      { type: "status", status: "read", externalId: "3EB0A0000000000000AA01" },
      { type: "status", status: "read", externalId: "3EB0A0000000000000AA02" },
    ]);
    expect(parse("flat-message-ack-read-group")).toMatchObject([{ type: "status", status: "read" }]);
    const ack = fixture("v9-message-ack-read");
    ack.payload.from = "447700900000:3@s.whatsapp.net";
    expect(one(ack)).toMatchObject({ type: "ignored" });
    ack.payload.receipt_type = "read-self";
    expect(one(ack)).toMatchObject({ type: "ignored", reason: "the receipt “read-self”" });
  });

  it("what we send comes back as ours, in every version, to the one it was written to", () => {
    const ours = { type: "message", author: "us", person: { ids: [PHONE] } };
    expect(parse("v9-message-outgoing-typed-on-phone")).toMatchObject([ours]);
    expect(parse("fork-8.7-message-outgoing-with-chat-name")).toMatchObject([{ ...ours, person: ADA }]);
    const old = fixture("v9-message-outgoing-typed-on-phone");
    delete old.payload.is_from_me;
    expect(one(old, { receivedAt })).toMatchObject(ours);
    const flat = { ...fixture("flat-message-text"), sender_id: "447700900000" };
    flat.from = "447700900000:0@s.whatsapp.net in 447700900123@s.whatsapp.net";
    for (const of of [own, { receivedAt }]) expect(one(flat, of)).toMatchObject(ours);
  });

  it("a group is one conversation that names who writes, also by LID", () => {
    const group = { id: { scope: "group", value: "120363020000000001" } };
    expect(parse("v9-message-group-text")).toMatchObject([{ group, person: { ...ADA, ids: [LID, PHONE] } }]);
    expect(parse("flat-message-group-text-lid-sender")).toMatchObject([
      { group, author: "contact", person: { ...ADA, ids: [LID, PHONE] } },
    ]);
  });

  it("a hidden number is known by its LID alone", () => {
    const payload = fixture("v9-message-text");
    payload.payload.from = payload.payload.chat_id = "100000000000123@lid";
    expect(one(payload)).toMatchObject({ person: { ids: [LID], phone: null } });
    const flat = {
      ...fixture("flat-message-text"),
      chat_id: "100000000000123",
      sender_id: "100000000000123",
    };
    flat.from = flat.from_lid = "100000000000123@lid";
    expect(one(flat)).toMatchObject({ author: "contact", person: { ids: [LID], phone: null } });
  });

  it("deliveries of another device of the same gateway are not ours", () => {
    const payload = fixture("v9-message-text");
    expect(one(payload, { ...own, deviceId: "beta-sales" })).toMatchObject({ type: "ignored" });
    expect(one(payload, { ...own, number: "447700900999" })).toMatchObject({ type: "ignored" });
    expect(one(payload, { ...own, deviceId: "acme-support" })).toMatchObject({ type: "message" });
  });

  it("a kind that nobody knows is a message all the same; empty chatter of version 7 is not", () => {
    const payload = fixture("v9-message-text");
    delete payload.payload.body;
    payload.payload.payment = {};
    expect(one(payload)).toMatchObject({ type: "message", extra: { type: "unsupported", what: "payment" } });
    const flat = fixture("flat-message-text");
    flat.message.text = "";
    expect(one(flat)).toMatchObject({ type: "ignored" });
  });

  it("what is none of the gateway's is refused", () => {
    for (const odd of [null, [], { hello: 1 }, "x"]) expect(() => parseDelivery(odd, own)).toThrow();
  });
});

type Vector = { secret: string; body: string; header_value: string };
describe("who a delivery is from", () => {
  it.each<Vector>(fixture("signature-vectors"))("is proved over its bytes ($secret)", (vector) => {
    const { secret, body, header_value: header } = vector;
    const bytes = new TextEncoder().encode(body);
    expect(isSignedBy(secret, bytes, header)).toBe(true);
    // The same JSON written in another way is another body.
    const again = new TextEncoder().encode(JSON.stringify(JSON.parse(body)));
    expect(isSignedBy(secret, again, header)).toBe(Buffer.from(again).equals(bytes));
    for (const other of [`${header.slice(0, -1)}0`.replace(/00$/, "10"), header.slice(7), "", null])
      expect(isSignedBy(secret, bytes, other)).toBe(false);
    expect(isSignedBy("", bytes, header)).toBe(false);
  });

  it("cannot be proved by the secret that every gateway begins with: it is refused when it is saved", () => {
    const baseUrl = "https://gateway.example.com/wa/";
    const given = (webhookSecret?: string) => GatewayCredentials.safeParse({ baseUrl, webhookSecret });
    expect(given("secret").error?.issues[0]?.message).toMatch(/^is the gateway's default/);
    expect(given("short").success).toBe(false);
    expect(given().data).toMatchObject({ baseUrl: "https://gateway.example.com/wa" });
    expect(given().data!.webhookSecret.length).toBeGreaterThan(30);
  });

  it("is asked for at an address that may be one", () => {
    for (const baseUrl of ["gateway", "ftp://x", "https://a:b@x", "https://x/?y=1"])
      expect(GatewayCredentials.safeParse({ baseUrl }).success).toBe(false);
  });
});
