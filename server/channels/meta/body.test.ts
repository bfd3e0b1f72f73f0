import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import type { TemplateContent } from "../../core/template";
import { type Gesture, type Outgoing, type OutgoingExtra, ProviderSilent } from "../outbound";
import { bodyOf } from "./body";
import { postGesture } from "./gesture";
import { postMessage, refusalIn } from "./message";
import { readTemplates } from "./templates";

const folder = join(import.meta.dirname, "../whatsapp_cloud/fixtures");
const fixture = (name: string) => JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8"));
const ADA = [{ scope: "phone", value: "447700900123" }];
const WAMID = "wamid.HBgMNDQ3NzAwOTAwMTIzFQIAEhgT01AA==";
const message = (given: Partial<Outgoing>): Outgoing => ({
  ...{ correlationId: "x", to: ADA, text: "", file: null, extra: null, replyTo: null, route: null },
  ...given,
});
/** As it goes out, without what is ours alone. */
function sent(given: Partial<Outgoing>): object {
  const { biz_opaque_callback_data: _, ...body } = JSON.parse(JSON.stringify(bodyOf(message(given))));
  return body;
}
const file = (name: string, contentType: string, url: string) => ({ name, contentType, size: 1, url });
const choices = (...titles: string[]): OutgoingExtra => ({
  type: "choices",
  choices: titles.map((title) => ({ id: title.toLowerCase(), title })),
});

describe("a message, as the contract records it", () => {
  it("is text that quotes, and goes to a phone or to a business-scoped id", () => {
    const text = "Yes, see https://example.com/blue";
    const given = { text, replyTo: WAMID, correlationId: "outbox:9f1c2d" };
    expect(bodyOf(message(given))).toEqual(fixture("api-send-text-request"));
    const to = [{ scope: "bsuid", value: "GB.13491208655302741918" }];
    const recorded = fixture("api-send-text-request-to-bsuid");
    recorded.text.preview_url = true;
    expect(sent({ text: "Hello", to })).toEqual(recorded);
  });

  it("is a document with its name and words, and a place", () => {
    const invoice = file("invoice-0042.pdf", "application/pdf", "https://app.example.com/files/invoice.pdf");
    expect(sent({ text: "Invoice", file: invoice })).toEqual(fixture("api-send-document-by-link-request"));
    const extra: OutgoingExtra = {
      type: "location",
      ...{ latitude: 51.501364, longitude: -0.14189 },
      ...{ name: "Example Palace", address: "1 Example Road" },
    };
    expect(sent({ extra })).toEqual(fixture("api-send-location-request"));
  });

  it.each([
    ["api-send-image-by-id-request", file("p.png", "image/png", "https://x.example/p.png"), "The blue one"],
    ["api-send-audio-request", file("v.ogg", "audio/ogg", "https://x.example/v.ogg"), ""],
  ])("%s names by an id what we name by its address", (name, given, text) => {
    const recorded = fixture(name);
    const { id: _, ...rest } = recorded[recorded.type];
    const asked = { ...recorded, [recorded.type]: { ...rest, link: given.url } };
    expect(sent({ text, file: given })).toEqual(asked);
  });

  const MB = 1024 * 1024;
  it.each([
    ["image/jpeg", 5 * MB, "image"],
    ["image/png", 5 * MB + 1, "document"],
    ["video/mp4", 16 * MB, "video"],
    ["video/3gpp", 16 * MB + 1, "document"],
    ["audio/ogg; codecs=opus", 16 * MB, "audio"],
    ["audio/mpeg", 16 * MB + 1, "document"],
    ["image/webp", 1, "document"],
    ["application/pdf", 40 * MB, "document"],
  ])("is a file of %s with %i bytes as a kind that WhatsApp takes of that size: %s", (type, size, kind) => {
    const given = { ...file("f", type, "https://x.example/f"), size };
    expect(sent({ file: given })).toMatchObject({ type: kind, [kind]: { link: given.url } });
  });

  /** A WebP of the extended kind, as far as its flags. */
  const webp = (flags: number) => {
    const head = Buffer.from("RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0", "latin1");
    return Buffer.concat([head, Buffer.from([flags]), Buffer.alloc(30)]);
  };
  it.each<[number, number, string]>([
    [100, 0, "sticker"],
    [101, 0, "document"],
    [101, 0x12, "sticker"],
    [500, 0x02, "sticker"],
  ])(
    "is a sticker of %i KB with the flags %i as what WhatsApp takes of that size: %s",
    async (kb, flags, kind) => {
      const bodies: unknown[] = [];
      const call = async (_: string, { json }: { json?: unknown }) => {
        bodies.push(json);
        return { status: 200, json: { messages: [{ id: WAMID }] } };
      };
      const open = async () => Readable.from([webp(flags).subarray(0, 7), webp(flags).subarray(7)]);
      const sticker = { ...file("s.webp", "image/webp", "https://x.example/s"), size: kb * 1024, open };
      const given = message({ file: { ...sticker, isSticker: true }, replyTo: WAMID });
      await postMessage(given, { path: "/messages", headers: {}, refusalIn }, call);
      expect(bodies).toMatchObject([
        { type: kind, [kind]: { link: sticker.url }, context: { message_id: WAMID } },
      ]);
    },
  );

  it("is a person's card", () => {
    const people = [{ name: "Bob Example", phones: ["+447700900789"], emails: [] }];
    expect(sent({ extra: { type: "contacts", people } })).toEqual(fixture("api-send-contacts-request"));
  });

  it("has up to three short answers as buttons", () => {
    const recorded = fixture("api-send-interactive-buttons-request");
    delete recorded.interactive.footer;
    expect(sent({ text: "Confirm your visit?", extra: choices("Yes", "No") })).toEqual(recorded);
  });

  it.each([
    ["a fourth answer", "Which?", ["One", "Two", "Three", "Four"]],
    ["an answer of more than 20 characters", "Which?", ["Priority Mail Express", "Post"]],
    ["words of more than 1,024", "x".repeat(1025), ["Yes", "No"]],
  ])("has them in a list with %s", (_, text, titles) => {
    const recorded = fixture("api-send-interactive-list-request").interactive.action;
    const { interactive } = sent({ text, extra: choices(...titles) }) as {
      interactive: { action: { sections: { rows: { title: string }[] }[] } };
    };
    expect(interactive).toMatchObject({ type: "list", body: { text }, action: { button: recorded.button } });
    const [section] = interactive.action.sections;
    expect(section!.rows.map(({ title }) => title)).toEqual(titles);
    expect(Object.keys(section!.rows[0]!)).toEqual(["id", "title"]);
  });

  it("has its file above buttons, and beside a list in words", () => {
    const picture = file("p.png", "image/png", "https://x.example/p.png");
    expect(sent({ text: "This one?", file: picture, extra: choices("Yes") })).toMatchObject({
      interactive: { type: "button", header: { type: "image", image: { link: picture.url } } },
    });
    expect(sent({ text: "Which?", file: picture, extra: choices("1", "2", "3", "4") })).toMatchObject({
      type: "image",
      image: { caption: "Which?\n1. 1\n2. 2\n3. 3\n4. 4" },
    });
  });
});

const ORDER: TemplateContent = {
  header: { type: "image" },
  body: "Hi {{1}}, order {{order_id}}.",
  footer: "Acme",
  buttons: [
    { type: "reply", title: "Stop promotions" },
    { type: "url", title: "Track", url: "https://shop.example/{{1}}" },
    { type: "phone", title: "Call" },
  ],
  examples: {},
};

describe("a template", () => {
  it("names each place with its value, its picture and the id of each answer", () => {
    const recorded = fixture("api-send-template-request");
    // A place of its own for money: what is filled in here is text.
    recorded.template.components[1].parameters.pop();
    const values = { "body.1": "Ada", "body.order_id": " 0042 ", "button.1": "track/0042" };
    const extra: OutgoingExtra = {
      ...{ type: "template", name: "order_confirmation", language: "en_US", content: ORDER, values },
      replies: ["STOP_PROMOTIONS"],
    };
    const header = file("h.jpg", "image/jpeg", "https://app.example.com/h.jpg");
    expect(sent({ text: "as it reads", file: header, extra })).toEqual(recorded);
  });

  it("without places has no components", () => {
    const content = { ...ORDER, header: null, body: "Hello", buttons: [] };
    const extra = { type: "template", name: "hi", language: "en", content, values: {}, replies: [] } as const;
    expect(sent({ extra: { ...extra, replies: [] } })).toMatchObject({
      template: { name: "hi", language: { code: "en" } },
    });
    expect(JSON.stringify(sent({ extra: { ...extra, replies: [] } }))).not.toContain("components");
  });

  it("is read from Meta's list with its places and their examples", () => {
    expect(readTemplates(fixture("api-templates-list-response").data)).toEqual([
      {
        ...{ externalId: "1689556908129832", name: "order_confirmation", language: "en_US" },
        ...{ category: "utility", state: "approved", quality: "green", reason: null, obstacle: null },
        content: {
          ...{ header: null, body: "Hi {{1}}, order {{2}} is on its way.", footer: "Acme" },
          buttons: [{ type: "reply", title: "Stop promotions" }],
          examples: { "body.1": "Ada", "body.2": "0042" },
        },
      },
    ]);
  });

  it.each([
    [{ type: "CAROUSEL" }, "carousel"],
    [{ type: "HEADER", format: "LOCATION" }, "location header"],
    [{ type: "BUTTONS", buttons: [{ type: "FLOW", text: "Go" }] }, "flow button"],
  ])("with %j is known, and that it cannot be sent from here", (component, obstacle) => {
    const given = { name: "x", language: "en", status: "APPROVED", components: [component] };
    expect(readTemplates([given, { broken: true }])).toMatchObject([{ obstacle }]);
  });
});

describe("what is done beside writing", () => {
  const target = { externalId: WAMID, isOurs: false, sender: null, hasFile: false };
  async function asked(gesture: Gesture, answer: unknown = { success: true }, status = 200) {
    const calls: unknown[] = [];
    const hatch = { path: "/messages", headers: {}, refusalIn };
    const call = async (_: string, { json }: { json?: unknown }) => {
      calls.push(json);
      return { status, json: answer };
    };
    return { done: await postGesture(gesture, { to: ADA, hatch, call }), calls };
  }

  it.each<[Gesture, string]>([
    [{ type: "reaction", target, emoji: "😀" }, "api-send-reaction-request"],
    [{ type: "read", target }, "api-mark-as-read-request"],
    [{ type: "typing", target }, "api-typing-indicator-request"],
  ])("%j is asked for as recorded", async (gesture, name) => {
    expect(await asked(gesture)).toEqual({ done: { type: "done" }, calls: [fixture(name)] });
  });

  it("takes a reaction back with an empty one, and types nowhere without a message", async () => {
    const { calls } = await asked({ type: "reaction", target, emoji: null });
    expect(calls).toMatchObject([{ reaction: { message_id: WAMID, emoji: "" } }]);
    expect(await asked({ type: "typing", target: null })).toEqual({ done: { type: "done" }, calls: [] });
  });

  it("says why it was refused, and when nobody said anything", async () => {
    const refused = fixture("api-error-131009-parameter-value");
    expect((await asked({ type: "read", target }, refused, 400)).done).toMatchObject({
      failure: { class: "content", code: "131009" },
    });
    await expect(asked({ type: "read", target }, null, 502)).rejects.toThrow(ProviderSilent);
  });
});
