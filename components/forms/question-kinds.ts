import { FIELD_OF_ATTRIBUTE } from "../../server/core/field-kinds";
import type { FieldKind, FormField } from "../../server/core/form";
import type { AttributeDefinitionDto } from "../../server/modules/contacts/schema";

export type Definition = Pick<AttributeDefinitionDto, "subject" | "key" | "name" | "kind" | "options">;

/** Something that can be asked: a kind of answer, a detail of the contact, or one of the business's own attributes. */
type Offered = {
  id: string;
  kind: FieldKind;
  savesTo: string | null;
  name?: string;
  choices?: string[];
};

const DETAILS = { name: "text", email: "email", phone: "phone" } as const;
const PLAIN = ["text", "select", "checkbox", "date", "number", "link"] as const;

/** What it is called in the catalogue. */
export function wordOf({ kind, savesTo }: Pick<FormField, "kind" | "savesTo">): FieldKind | "name" {
  return savesTo === "name" ? savesTo : kind;
}

/** What is not asked yet; a plain question can be asked any number of times. */
export function offered(definitions: readonly Definition[], asked: readonly FormField[]): Offered[] {
  const taken = new Set(asked.map(({ savesTo }) => savesTo));
  const all: Offered[] = [
    ...Object.entries(DETAILS).map(([id, kind]) => ({ id, kind, savesTo: id })),
    ...PLAIN.map((kind) => ({ id: `plain.${kind}`, kind, savesTo: null })),
    ...definitions.map(({ subject, key, name, kind, options }) => ({
      ...{ id: `${subject}.${key}`, kind: FIELD_OF_ATTRIBUTE[kind], savesTo: `${subject}.${key}`, name },
      choices: options.choices,
    })),
  ];
  return all.filter(({ savesTo }) => savesTo === null || !taken.has(savesTo));
}

export function newQuestion(
  { kind, savesTo, name, choices = [] }: Offered,
  label: string,
  asked: readonly FormField[],
): FormField {
  const keys = new Set(asked.map(({ key }) => key));
  let n = asked.length + 1;
  while (keys.has(`q${n}`)) n++;
  const empty = { placeholder: "", hint: "", isRequired: false, pattern: "" };
  return { ...empty, key: `q${n}`, kind, savesTo, choices, label: name ?? (savesTo ? label : "") };
}
