import type { AttributeDefinitionDto } from "../../server/modules/contacts/schema";
import type { Condition, Field, FieldKind, Operator } from "../../server/modules/conversations/filter-schema";

/** As the server's filter-schema.ts, which has the last word; this is what the builder offers. */
const FIELDS: Record<Field, FieldKind> = {
  status: "status",
  assignee: "choice",
  inbox: "choice",
  team: "choice",
  priority: "choice",
  labels: "choice",
  contact: "text",
  number: "number",
  created: "date",
  last_activity: "date",
  language: "text",
};
export const FIELD_NAMES = Object.keys(FIELDS) as Field[];
const OPERATORS: Record<FieldKind, readonly Operator[]> = {
  status: ["equal_to", "not_equal_to"],
  choice: ["equal_to", "not_equal_to", "is_present", "is_not_present"],
  number: ["equal_to", "not_equal_to", "is_greater_than", "is_less_than", "contains", "does_not_contain"],
  amount: ["equal_to", "not_equal_to", "is_greater_than", "is_less_than", "is_present", "is_not_present"],
  text: ["contains", "does_not_contain", "equal_to", "not_equal_to", "is_present", "is_not_present"],
  date: ["is_greater_than", "is_less_than", "days_before"],
  day: ["equal_to", "is_greater_than", "is_less_than", "days_before", "is_present", "is_not_present"],
  checkbox: ["equal_to"],
};
const KIND_OF_ATTRIBUTE: Record<AttributeDefinitionDto["kind"], FieldKind> = {
  text: "text",
  link: "text",
  number: "amount",
  currency: "amount",
  percent: "amount",
  date: "day",
  list: "choice",
  checkbox: "checkbox",
};

/** A field of the builder; `own` is the definition of one of the tenant's own. */
export type FilterField = { name: string; kind: FieldKind; own: AttributeDefinitionDto | null };

export function fieldsOf(definitions: readonly AttributeDefinitionDto[]): FilterField[] {
  return [
    ...FIELD_NAMES.map((name): FilterField => ({ name, kind: FIELDS[name], own: null })),
    ...definitions.map((own) => ({
      name: `${own.subject}.${own.key}`,
      kind: KIND_OF_ATTRIBUTE[own.kind],
      own,
    })),
  ];
}

export function operatorsOf({ kind }: FilterField): readonly Operator[] {
  return OPERATORS[kind];
}

export function needsValue(operator: Operator): boolean {
  return operator !== "is_present" && operator !== "is_not_present";
}

export function newCondition(field: FilterField): Condition {
  return {
    field: field.name,
    operator: operatorsOf(field)[0]!,
    values: field.kind === "checkbox" ? ["true"] : [],
  };
}

/** Whether it can be asked as it stands. */
export function isWhole({ operator, values }: Condition): boolean {
  return !needsValue(operator) || values.some((value) => value.trim() !== "");
}
