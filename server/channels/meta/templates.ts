import { z } from "zod";
import type { TemplateContent } from "../../core/template";
import type { ProviderTemplate } from "../templates";
import { reasonOf, stateOf } from "./template-state";

const text = z.string();
const Button = z.looseObject({
  type: text,
  text: text.optional(),
  url: text.optional(),
  example: z.union([z.array(text), text]).optional(),
});
const NamedExamples = z.array(z.looseObject({ param_name: text, example: text }));
const Component = z.looseObject({
  type: text,
  format: text.optional(),
  text: text.optional(),
  buttons: z.array(Button).optional(),
  example: z
    .looseObject({
      header_text: z.array(text).optional().catch(undefined),
      body_text: z.array(z.array(text)).optional().catch(undefined),
      header_text_named_params: NamedExamples.optional().catch(undefined),
      body_text_named_params: NamedExamples.optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
});
type Component = z.infer<typeof Component>;

const GraphTemplate = z.looseObject({
  id: text.optional(),
  name: text,
  language: text,
  status: text,
  category: text.optional(),
  quality_score: z.looseObject({ score: text.optional() }).optional().catch(undefined),
  rejected_reason: text.nullish(),
  components: z.array(Component).default([]),
});
type GraphTemplate = z.infer<typeof GraphTemplate>;

/** Templates as Meta lists them (contract whatsapp-cloud §6); one that cannot be read is left out and hides none of the others. */
export function readTemplates(given: readonly unknown[]): ProviderTemplate[] {
  return given.flatMap((one) => {
    const parsed = GraphTemplate.safeParse(one);
    return parsed.success ? templateOf(parsed.data) : [];
  });
}

function templateOf(given: GraphTemplate): ProviderTemplate[] {
  const state = stateOf(given.status);
  if (state === "deleted") return [];
  const { id, name, language, category, quality_score: quality, rejected_reason: reason } = given;
  return [
    {
      ...{ externalId: id ?? null, name, language, category: category?.toLowerCase() ?? null, state },
      quality: quality?.score?.toLowerCase() ?? null,
      reason: state === "approved" ? null : reasonOf(reason),
      obstacle: obstacleIn(given),
      content: contentOf(given),
    },
  ];
}

const PARTS = new Set(["HEADER", "BODY", "FOOTER", "BUTTONS"]);
const FILES: Record<string, "image" | "video" | "document"> = {
  IMAGE: "image",
  VIDEO: "video",
  DOCUMENT: "document",
};
const BUTTONS: Record<string, TemplateContent["buttons"][number]["type"]> = {
  QUICK_REPLY: "reply",
  URL: "url",
  PHONE_NUMBER: "phone",
  COPY_CODE: "code",
  OTP: "otp",
};
const readable = (word: string) => word.toLowerCase().replaceAll("_", " ");

function obstacleIn({ components }: GraphTemplate): string | null {
  const foreign = components.find(({ type }) => !PARTS.has(type))?.type;
  if (foreign) return readable(foreign);
  const format = partOf(components, "HEADER")?.format;
  if (format && format !== "TEXT" && !FILES[format]) return `${readable(format)} header`;
  const button = partOf(components, "BUTTONS")?.buttons?.find(({ type }) => !BUTTONS[type]);
  return button ? `${readable(button.type)} button` : null;
}

const partOf = (components: readonly Component[], type: string) =>
  components.find((component) => component.type === type);

function contentOf({ components }: GraphTemplate): TemplateContent {
  const header = partOf(components, "HEADER");
  const body = partOf(components, "BODY");
  const buttons = partOf(components, "BUTTONS")?.buttons ?? [];
  const file = FILES[header?.format ?? ""];
  return {
    header: file ? { type: file } : header?.text ? { type: "text", text: header.text } : null,
    body: body?.text ?? "",
    footer: partOf(components, "FOOTER")?.text ?? "",
    buttons: buttons.map(({ type, text: title = "", url }) => ({
      ...{ type: BUTTONS[type] ?? "reply", title: title || readable(type) },
      ...(url && { url }),
    })),
    examples: {
      ...examplesOf("header", header?.example?.header_text, header?.example?.header_text_named_params),
      ...examplesOf("body", body?.example?.body_text?.[0], body?.example?.body_text_named_params),
      ...Object.fromEntries(
        buttons.flatMap(({ example }, at) => {
          const [first] = [example ?? []].flat();
          return first ? [[`button.${at}`, first]] : [];
        }),
      ),
    },
  };
}

function examplesOf(part: string, listed: string[] = [], named: z.infer<typeof NamedExamples> = []) {
  return Object.fromEntries([
    ...listed.map((example, at) => [`${part}.${at + 1}`, example] as const),
    ...named.map(({ param_name: name, example }) => [`${part}.${name}`, example] as const),
  ]);
}
