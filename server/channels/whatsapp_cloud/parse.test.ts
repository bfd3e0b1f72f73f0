import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { InboundItem } from "../inbound";
import { parseDelivery } from "../meta/parse";
import { answerChallenge, isSignedBy } from "./verify";

const NUMBER = "106540352242922";
const OWN = { phoneNumberId: NUMBER, wabaId: "102290129340398" };
const folder = join(import.meta.dirname, "fixtures");
const fixture = (name: string) => JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8"));
const names = readdirSync(folder).map((file) => file.replace(".json", ""));
const parse = (name: string): InboundItem[] => parseDelivery(fixture(name), OWN);

const ADA = {
  ids: [
    { scope: "bsuid", value: "GB.13491208655302741918" },
    { scope: "phone", value: "447700900123" },
  ],
  name: "Ada Example",
  phone: "+447700900123",
  username: null,
};
/** The shape of a message of Ada's, without what differs. */
const FROM_ADA = {
  type: "message",
  author: "contact",
  person: ADA,
  files: [],
  referral: null,
};

describe("what Meta delivers", () => {
  it.each(names.filter((name) => /^(in|smb|status|account|business|phone|template)-/.test(name)))(
    "%s is understood",
    (name) => {
      const items = parse(name);
      expect(items.length).toBeGreaterThan(0);
      expect(items.filter((item) => item.type === "ignored")).toEqual([]);
    },
  );

  it.each<[string, object]>([
    ["in-text", { content: "Does it come in another colour?", at: new Date(1787654400_000), extra: null }],
    ["in-text-forwarded", { content: "FYI", isForwarded: true, replyTo: null }],
    ["in-text-reply-to-business-message", { replyTo: "wamid.HBgMNDQ3NzAwOTAwMTIzFQIAEhgOUT1AA==" }],
    ["in-text-with-username-and-phone", { person: { ...ADA, username: "ada.example" } }],
    [
      "in-text-legacy-without-bsuid",
      { person: { ...ADA, ids: [{ scope: "phone", value: "447700900123" }] } },
    ],
    [
      "in-text-referral-click-to-whatsapp-ad",
      { referral: { url: "https://fb.me/3cr4Wqqkv", headline: "Chat with us" } },
    ],
    [
      "in-location-current",
      { content: "", extra: { type: "location", latitude: 51.5007, longitude: -0.1246 } },
    ],
    ["in-location-named-place", { content: "Example Palace, 1 Example Road, London" }],
    [
      "in-contacts",
      {
        content: "Bob Example",
        extra: {
          type: "contacts",
          people: [{ name: "Bob Example", phones: ["+44 7700 900789"], emails: ["bob@example.com"] }],
        },
      },
    ],
    [
      "in-button-template-quick-reply",
      { content: "Stop promotions", extra: { type: "choice", id: "STOP_PROMOTIONS" } },
    ],
    ["in-interactive-button-reply", { content: "Change", extra: { type: "choice", id: "change-button" } }],
    [
      "in-interactive-list-reply",
      {
        content: "Priority Mail Express",
        extra: { id: "priority_express", description: "Next day to 2 days" },
      },
    ],
    ["in-unsupported", { content: "", extra: { type: "unsupported", what: "poll_creation" } }],
  ])("%s becomes a message that reads as it was meant", (name, expected) => {
    expect(parse(name)).toMatchObject([{ ...FROM_ADA, ...expected }]);
  });

  it.each<[string, object, string]>([
    ["in-image-with-caption", { contentType: "image/jpeg", ref: "1003383421387256" }, "Taj Mahal"],
    ["in-image-without-url-field", { contentType: "image/jpeg", ref: "1003383421387257" }, ""],
    ["in-video", { contentType: "video/mp4" }, "Noise from the engine"],
    ["in-audio-file", { contentType: "audio/mpeg", isVoice: false }, ""],
    ["in-audio-voice-note", { contentType: "audio/ogg; codecs=opus", isVoice: true }, ""],
    ["in-document", { name: "invoice-0042.pdf", contentType: "application/pdf" }, "my invoice"],
    ["in-sticker", { contentType: "image/webp" }, ""],
  ])("%s carries its file", (name, file, content) => {
    expect(parse(name)).toMatchObject([{ ...FROM_ADA, content, files: [file] }]);
  });

  it("tells a reaction, an echo of the business's app and a changed number from messages of the contact", () => {
    expect(parse("in-reaction")).toMatchObject([
      { type: "reaction", target: "wamid.HBgMNDQ3NzAwOTAwMTIzFQIAEhgOUT1AA==", emoji: "👍", person: ADA },
    ]);
    expect(parse("smb-message-echo-text")).toMatchObject([
      {
        type: "message",
        author: "us",
        person: { ids: ADA.ids },
        content: "Sent from the WhatsApp Business app",
      },
    ]);
    expect(parse("in-system-user-changed-number")).toMatchObject([
      {
        type: "renamed",
        from: { ids: [{ scope: "phone", value: "447700900123" }] },
        to: {
          ids: [
            { scope: "bsuid", value: "GB.99991208655302741918" },
            { scope: "phone", value: "447700900124" },
          ],
        },
      },
      { type: "activity", happening: { what: "renumbered", from: "+447700900123", to: "+447700900124" } },
    ]);
  });

  it("a username-only contact has no phone", () => {
    const payload = fixture("in-text-with-username-and-phone");
    const { value } = payload.entry[0].changes[0];
    delete value.messages[0].from;
    delete value.contacts[0].wa_id;
    expect(parseDelivery(payload, OWN)).toMatchObject([
      {
        person: {
          ids: [{ scope: "bsuid", value: "GB.13491208655302741918" }],
          phone: null,
          username: "ada.example",
        },
      },
    ]);
  });

  it("an edit and a revoke name the message they are about", () => {
    const payload = fixture("in-text");
    const [message] = payload.entry[0].changes[0].value.messages;
    const { text, ...head } = message;
    payload.entry[0].changes[0].value.messages = [
      { ...head, type: "edit", edit: { original_message_id: "wamid.A", message: { type: "text", text } } },
      { ...head, type: "revoke", revoke: { original_message_id: "wamid.A" } },
    ];
    expect(parseDelivery(payload, OWN)).toMatchObject([
      { type: "edit", target: "wamid.A", content: "Does it come in another colour?", author: "contact" },
      { type: "revoke", target: "wamid.A" },
    ]);
  });

  it("statuses carry our own id where it came along, and a failure in words", () => {
    expect(parse("status-sent-with-biz-opaque-callback-data")).toMatchObject([
      { type: "status", status: "sent", correlationId: "outbox:9f1c2d", failure: null },
    ]);
    expect(parse("status-read")).toMatchObject([{ status: "read", correlationId: null }]);
    expect(parse("status-failed-131047-re-engagement-window-closed")).toMatchObject([
      { status: "failed", failure: { class: "window", code: "131047", fix: "Send a template." } },
    ]);
  });

  it("takes every entry, change and message of a batch, and lets no bad one hide the others", () => {
    const batch = {
      object: "whatsapp_business_account",
      entry: ["in-text", "in-image-with-caption", "status-read", "template-status-approved"].flatMap(
        (name) => fixture(name).entry,
      ),
    };
    batch.entry[0].changes[0].value.messages.unshift({ id: "wamid.broken", type: 7 }, null);
    expect(parseDelivery(batch, OWN).map(({ type }) => type)).toEqual([
      ...["ignored", "ignored", "message", "message", "status", "template"],
    ]);
  });

  it("keeps a message whose content is of a shape that nobody has seen, in a form that can be read", () => {
    const payload = fixture("in-location-current");
    payload.entry[0].changes[0].value.messages[0].location = { latitude: "north" };
    expect(parseDelivery(payload, OWN)).toMatchObject([
      { ...FROM_ADA, content: "", extra: { type: "unsupported", what: "location" } },
    ]);
  });

  it("a message in a group names the group and who wrote it", () => {
    const payload = fixture("in-text");
    payload.entry[0].changes[0].value.messages[0].group_id = "120363000000000001";
    expect(parseDelivery(payload, OWN)).toMatchObject([
      { ...FROM_ADA, group: { id: { scope: "group", value: "120363000000000001" }, name: null } },
    ]);
  });

  it("leaves alone news of another account", () => {
    const payload = fixture("account-review-update");
    payload.entry[0].id = "1";
    expect(parseDelivery(payload, OWN)).toEqual([
      { type: "ignored", reason: "for another account", isForOthers: true },
    ]);
  });

  it("takes, where it does not know its account, only news that name its own number", () => {
    const number = { phoneNumberId: NUMBER };
    const others = [{ type: "ignored", reason: "for another account", isForOthers: true }];
    expect(parseDelivery(fixture("account-update-violation"), number)).toEqual(others);
    expect(parseDelivery(fixture("template-status-approved"), number)).toEqual(others);
    const alert = fixture("account-alerts");
    Object.assign(alert.entry[0].changes[0].value, { entity_type: "PHONE_NUMBER", entity_id: NUMBER });
    expect(parseDelivery(alert, number)).toMatchObject([{ type: "account", event: "account_alerts" }]);
    expect(parseDelivery(alert, { ...OWN, phoneNumberId: "1" })).toMatchObject([
      { reason: "for another number" },
    ]);
    // One without a number has an address of its own.
    expect(parseDelivery(fixture("account-update-violation"), {})).toMatchObject([{ type: "account" }]);
  });

  it("leaves alone what is for another number of the same app", () => {
    expect(parseDelivery(fixture("in-text"), { phoneNumberId: "1" })).toEqual([
      { type: "ignored", reason: "for another number", isForOthers: true },
    ]);
  });

  it.each([null, 7, "x", [], {}, { entry: 1 }, { entry: [{ changes: [{}] }] }])(
    "refuses %j as no delivery",
    (payload) => {
      expect(() => parseDelivery(payload, OWN)).toThrow();
    },
  );
});

describe("who delivers", () => {
  it.each<{ app_secret: string; body: string; header_value: string }>(fixture("signature-vectors"))(
    "$header_value is Meta's signature of these bytes",
    (vector) => {
      const body = Buffer.from(vector.body);
      expect(isSignedBy(vector.app_secret, body, vector.header_value)).toBe(true);
      expect(isSignedBy(`${vector.app_secret.slice(0, -1)}0`, body, vector.header_value)).toBe(false);
      expect(
        isSignedBy(
          vector.app_secret,
          Buffer.from(JSON.stringify(JSON.parse(vector.body), null, 1)),
          vector.header_value,
        ),
      ).toBe(false);
    },
  );
  it.each([null, "", "sha256=", "sha1=abc", `sha256=${"0".repeat(64)}`, `sha256=${"z".repeat(64)}`])(
    "%s proves nothing",
    (header) => {
      expect(isSignedBy("secret", Buffer.from("{}"), header)).toBe(false);
    },
  );
  it("answers Meta's question with its challenge, to the right token only", () => {
    const { verify_request: asked, expected_body: challenge } = fixture("verification");
    const query = new URL(asked.replace("GET ", ""), "https://parley.example").searchParams;
    expect(answerChallenge(query, "meatyhamhock")).toBe(challenge);
    for (const token of ["", "meatyhamhoc", "Meatyhamhock"]) expect(answerChallenge(query, token)).toBeNull();
  });
});
