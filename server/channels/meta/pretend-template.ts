import { z } from "zod";
import type { PhoneArrival } from "../pretend";
import { FAKE_TEMPLATES, type FakeTemplate } from "./fake-templates";

const text = z.string();
const Link = z.looseObject({ link: text, filename: text.optional() });
const Parameter = z.looseObject({
  text: text.optional(),
  parameter_name: text.optional(),
  payload: text.optional(),
  image: Link.optional(),
  video: Link.optional(),
  document: Link.optional(),
});
/** A template as an inbox posts it (contract whatsapp-cloud §6). */
export const PostedTemplate = z.looseObject({
  name: text,
  language: z.looseObject({ code: text }),
  components: z
    .array(z.looseObject({ type: text, index: text.optional(), parameters: z.array(Parameter) }))
    .default([]),
});
type Posted = z.infer<typeof PostedTemplate>;
type Shown = Pick<Extract<PhoneArrival, { type: "message" }>, "text" | "file" | "choices">;

/** What a phone shows of it: the words of the template with all that was filled in, in WhatsApp's signs. */
export function shownTemplate(posted: Posted): Shown {
  const found = FAKE_TEMPLATES.find(
    ({ name, language }) => name === posted.name && language === posted.language.code,
  );
  if (!found) return { text: `“${posted.name}”`, file: null, choices: [] };
  const [header = "", body = "", footer = ""] = ["HEADER", "BODY", "FOOTER"].map((type) =>
    filled(found, type, posted),
  );
  const words = [header && `*${header}*`, body, footer && `_${footer}_`].filter(Boolean);
  return { text: words.join("\n\n"), file: fileOf(posted), choices: choicesOf(found, posted) };
}

const parametersOf = ({ components }: Posted, type: string) =>
  components.find((one) => one.type === type.toLowerCase())?.parameters ?? [];

function filled({ components }: FakeTemplate, type: string, posted: Posted): string {
  const given = parametersOf(posted, type);
  const of = (name: string) =>
    given.find((one) => one.parameter_name === name) ?? given[Number(name) - 1] ?? null;
  const words = components.find((one) => one.type === type)?.text ?? "";
  return words.replace(/\{\{(\w+)\}\}/g, (place, name: string) => of(name)?.text ?? place);
}

const TYPES = { image: "image/jpeg", video: "video/mp4", document: "application/octet-stream" } as const;

function fileOf(posted: Posted): Shown["file"] {
  const [header] = parametersOf(posted, "header");
  const kind = (["image", "video", "document"] as const).find((one) => header?.[one]);
  const { link: url, filename } = (kind && header?.[kind]) ?? {};
  return kind && url ? { url, name: filename ?? kind, contentType: TYPES[kind] } : null;
}

/** Those that come back as an answer. */
function choicesOf({ components }: FakeTemplate, { components: given }: Posted): Shown["choices"] {
  const buttons = components.find(({ type }) => type === "BUTTONS")?.buttons ?? [];
  return buttons.flatMap(({ type, text: title }, at) => {
    const own = given.find((one) => one.type === "button" && one.index === String(at));
    const id = own?.parameters[0]?.payload;
    return type === "QUICK_REPLY" && id ? [{ id, title }] : [];
  });
}
