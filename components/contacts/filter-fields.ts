"use client";

import { useTranslations } from "next-intl";
import type { FilterOperator } from "../../server/modules/contacts/filter";
import type { AttributeDefinitionDto } from "../../server/modules/contacts/schema";

export type FieldKind = "text" | "number" | "date" | "flag" | "labels" | "list";
export type FilterField = { field: string; name: string; kind: FieldKind; choices?: readonly string[] };

const OPERATORS: Record<FieldKind, readonly FilterOperator[]> = {
  text: [
    "contains",
    "does_not_contain",
    "equal_to",
    "not_equal_to",
    "starts_with",
    "is_present",
    "is_not_present",
  ],
  list: ["equal_to", "not_equal_to", "is_present", "is_not_present"],
  number: ["equal_to", "not_equal_to", "is_greater_than", "is_less_than", "is_present", "is_not_present"],
  date: ["is_greater_than", "is_less_than", "days_before"],
  flag: ["equal_to", "not_equal_to"],
  labels: ["equal_to", "not_equal_to", "is_present", "is_not_present"],
};

export const operatorsOf = (kind: FieldKind) => OPERATORS[kind];
export const takesValue = (operator: FilterOperator) =>
  operator !== "is_present" && operator !== "is_not_present";

/** Every field one can filter by, the tenant's own at the end. */
export function useFilterFields(definitions: readonly AttributeDefinitionDto[]): FilterField[] {
  const t = useTranslations("contactPages");
  const texts = ["name", "email", "phone", "company", "city", "country", "externalId"] as const;
  return [
    ...texts.map((field) => ({ field, name: t(field), kind: "text" as const })),
    { field: "labels", name: t("labels"), kind: "labels" },
    { field: "isBlocked", name: t("blocked"), kind: "flag" },
    { field: "createdAt", name: t("created"), kind: "date" },
    { field: "lastActivityAt", name: t("lastActivity"), kind: "date" },
    ...definitions.map((definition) => ({
      field: `attributes.${definition.key}`,
      name: definition.name,
      kind: kindOf(definition),
      choices: definition.options.choices,
    })),
  ];
}

function kindOf({ kind }: AttributeDefinitionDto): FieldKind {
  switch (kind) {
    case "number":
    case "currency":
    case "percent":
      return "number";
    case "checkbox":
      return "flag";
    case "date":
    case "list":
      return kind;
    default:
      return "text";
  }
}
