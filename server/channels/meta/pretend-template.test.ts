import { expect, it } from "vitest";
import type { OutgoingExtra } from "../outbound";
import { FAKE_TEMPLATES } from "./fake-templates";
import { PostedTemplate, shownTemplate } from "./pretend-template";
import { templateOf } from "./template-body";
import { readTemplates } from "./templates";

type Template = Extract<OutgoingExtra, { type: "template" }>;

function shown(name: string, language: string, more: Partial<Template>) {
  const known = readTemplates([...FAKE_TEMPLATES]).find(
    (one) => one.name === name && one.language === language,
  );
  const content = known?.content ?? { header: null, body: "", footer: "", buttons: [], examples: {} };
  const given: Template = { type: "template", name, language, content, values: {}, replies: [], ...more };
  const file = { name: "p.png", contentType: "image/png", size: 3, url: "https://files.example/p" };
  return shownTemplate(PostedTemplate.parse(templateOf(given, file)));
}

it("a phone shows a template's words with what was filled in, and its answers to press", () => {
  const values = { "body.1": "Grace", "body.2": "0042" };
  expect(shown("order_confirmation", "en_US", { values, replies: ["stop-1"] })).toEqual({
    text: "Hi Grace, order 0042 is on its way.\n\n_Acme_",
    file: null,
    choices: [{ id: "stop-1", title: "Stop promotions" }],
  });
});

it("a place with a name is filled by it, and the picture stands above", () => {
  const values = { "body.first_name": "Ada", "body.parcel": "P-1", "body.day": "Friday", "button.0": "P-1" };
  expect(shown("parcel_update", "en_GB", { values })).toEqual({
    text: "Dear Ada, your parcel P-1 comes on Friday.",
    file: { url: "https://files.example/p", name: "image", contentType: "image/jpeg" },
    choices: [],
  });
});

it("of one that nobody knows here the name is shown", () => {
  expect(shown("unknown", "en", {}).text).toBe("“unknown”");
});
