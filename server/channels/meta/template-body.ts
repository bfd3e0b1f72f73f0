import { type TemplateVariable, variablesOf } from "../../core/template";
import type { Outgoing, OutgoingExtra } from "../outbound";

type Template = Extract<OutgoingExtra, { type: "template" }>;

/** A template with what was filled in (contract whatsapp-cloud §6). */
export function templateOf(given: Template, file: Outgoing["file"]): object {
  const { name, language, content, values } = given;
  const variables = variablesOf(content);
  const of = (part: string) =>
    variables.filter((one) => one.part === part).map((one) => parameterOf(one, values[one.key] ?? ""));
  const header =
    content.header && content.header.type !== "text" && file
      ? [fileOf(content.header.type, file)]
      : of("header");
  const body = of("body");
  const buttons = variables.filter(({ part }) => part === "button");
  const components = [
    ...(header.length > 0 ? [{ type: "header", parameters: header }] : []),
    ...(body.length > 0 ? [{ type: "body", parameters: body }] : []),
    ...repliesOf(given),
    ...buttons.map(({ at, key }) => buttonOf(content.buttons[at]!.type, at, values[key] ?? "")),
  ];
  return { name, language: { code: language }, ...(components.length > 0 && { components }) };
}

/** A place with a name has to be named again (`parameter_format` NAMED). */
function parameterOf({ name }: TemplateVariable, value: string): object {
  const isNamed = !/^\d+$/.test(name);
  return { type: "text", ...(isNamed && { parameter_name: name }), text: value.trim() };
}

function fileOf(type: "image" | "video" | "document", file: NonNullable<Outgoing["file"]>): object {
  return { type, [type]: { link: file.url, ...(type === "document" && { filename: file.name }) } };
}

/** By its own id an answer is known when it comes back. */
function repliesOf({ content, replies }: Template): object[] {
  const places = content.buttons.flatMap(({ type }, at) => (type === "reply" ? [at] : []));
  return places.flatMap((at, nth) => {
    const payload = replies[nth];
    if (!payload) return [];
    const parameters = [{ type: "payload", payload }];
    return [{ type: "button", sub_type: "quick_reply", index: String(at), parameters }];
  });
}

/** What is copied is a coupon's code; a passcode's button is an address to Meta. */
function buttonOf(type: string, at: number, value: string): object {
  const isCode = type === "code";
  const parameter = isCode
    ? { type: "coupon_code", coupon_code: value.trim() }
    : { type: "text", text: value.trim() };
  return {
    type: "button",
    sub_type: isCode ? "copy_code" : "url",
    index: String(at),
    parameters: [parameter],
  };
}
