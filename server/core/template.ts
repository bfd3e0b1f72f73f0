import { z } from "zod";

/** A message that a provider has approved beforehand, in one language, with places to fill in: {{1}} or {{order_id}}. */
export const TemplateContent = z.object({
  /** A file is chosen when it is sent. */
  header: z
    .union([
      z.object({ type: z.literal("text"), text: z.string() }),
      z.object({ type: z.enum(["image", "video", "document"]) }),
    ])
    .nullable(),
  body: z.string(),
  footer: z.string(),
  buttons: z.array(
    z.object({
      /** `reply` comes back as a message; `url` opens a page, `phone` calls; `code` copies what is filled in; `otp` the passcode. */
      type: z.enum(["reply", "url", "phone", "code", "otp"]),
      title: z.string(),
      /** Of `url`: the address, at its end perhaps a place to fill in. */
      url: z.string().optional(),
    }),
  ),
  /** What somebody once filled in, by the keys of the places. */
  examples: z.record(z.string(), z.string()),
});
export type TemplateContent = z.infer<typeof TemplateContent>;

/** One place to fill in. `key` is unique in its template: "header.1", "body.order_id", "button.0". */
export type TemplateVariable = { key: string; part: "header" | "body" | "button"; name: string; at: number };

const PLACE = /\{\{\s*([A-Za-z0-9_]+)\s*\}\}/g;
const namesIn = (text: string) => [...new Set([...text.matchAll(PLACE)].map(([, name]) => name!))];

/** The places of a template, in the order in which they are read. */
export function variablesOf({ header, body, buttons }: TemplateContent): TemplateVariable[] {
  const inText = (part: "header" | "body", text: string) =>
    namesIn(text).map((name) => ({ key: `${part}.${name}`, part, name, at: 0 }));
  return [
    ...(header?.type === "text" ? inText("header", header.text) : []),
    ...inText("body", body),
    ...buttons.flatMap((button, at) =>
      takesValue(button) ? [{ key: `button.${at}`, part: "button" as const, name: button.title, at }] : [],
    ),
  ];
}

function takesValue({ type, url = "" }: TemplateContent["buttons"][number]): boolean {
  return type === "code" || type === "otp" || (type === "url" && namesIn(url).length > 0);
}

/** The text with what is filled in; a place without a value stays as it is. */
export function fillIn(text: string, part: string, values: Record<string, string>): string {
  return text.replace(PLACE, (place, name: string) => values[`${part}.${name}`]?.trim() || place);
}

/** Where a button leads once it is filled in. */
export function addressOf(
  { url = "" }: TemplateContent["buttons"][number],
  at: number,
  values: Record<string, string>,
) {
  return url.replace(PLACE, (place) => values[`button.${at}`]?.trim() || place);
}

/** As the contact reads it, without its buttons; WhatsApp's own marks for bold and italics. */
export function templateInWords(
  { header, body, footer }: TemplateContent,
  values: Record<string, string>,
): string {
  const head = header?.type === "text" ? `*${fillIn(header.text, "header", values)}*` : "";
  return [head, fillIn(body, "body", values), footer && `_${footer}_`].filter(Boolean).join("\n\n");
}

/** Characters that all of a part may have once it is filled in, and a button's value (Meta's reference, "Templates"). */
const MOST = { header: 60, body: 1024, button: 2000 } as const;

export type TemplateProblem = "missing" | "unknown" | "lines" | "long";

/** What is wrong with what was filled in, by the keys of the places. Empty: it can be sent. */
export function problemsOf(
  content: TemplateContent,
  values: Record<string, string>,
): Record<string, TemplateProblem> {
  const variables = variablesOf(content);
  const known = new Set(variables.map(({ key }) => key));
  const wrong: Record<string, TemplateProblem> = {};
  for (const { key, part, at } of variables) {
    const value = values[key]?.trim() ?? "";
    if (!value) wrong[key] = "missing";
    else if (/[\n\r\t]| {5,}/.test(value)) wrong[key] = "lines";
    else if (filled(content, part, at, values).length > MOST[part]) wrong[key] = "long";
  }
  for (const key of Object.keys(values)) if (!known.has(key)) wrong[key] = "unknown";
  return wrong;
}

function filled(
  { header, body }: TemplateContent,
  part: TemplateVariable["part"],
  at: number,
  values: Record<string, string>,
): string {
  if (part === "button") return values[`button.${at}`] ?? "";
  return fillIn(part === "body" ? body : header?.type === "text" ? header.text : "", part, values);
}

/** The provider's word on a template. Only an approved one can be sent. */
export const TEMPLATE_STATES = ["approved", "pending", "rejected", "paused", "disabled"] as const;
export type TemplateState = (typeof TEMPLATE_STATES)[number];
