import {
  FIELDS,
  type Field,
  type FieldKind,
  KIND_OF_ATTRIBUTE,
  needsValue,
  OPERATORS_OF,
  type Operator,
} from "../../server/core/conversation-filter";
import type { AttributeDefinitionDto } from "../../server/modules/contacts/schema";
import type { Condition } from "../../server/modules/conversations/filter-schema";

export const FIELD_NAMES = Object.keys(FIELDS) as Field[];

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
  return OPERATORS_OF[kind];
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
