/** How a value is asked for. `days_before` is older than so many days. */
export const OPERATORS = [
  "equal_to",
  "not_equal_to",
  "contains",
  "does_not_contain",
  "is_present",
  "is_not_present",
  "is_greater_than",
  "is_less_than",
  "days_before",
] as const;
export type Operator = (typeof OPERATORS)[number];

/** What can be asked of each kind of field, the likeliest first (reference: Chatwoot's filters). */
export const OPERATORS_OF = {
  /** One of a fixed set, always there. */
  status: ["equal_to", "not_equal_to"],
  /** One of a fixed set, or none. */
  choice: ["equal_to", "not_equal_to", "is_present", "is_not_present"],
  number: ["equal_to", "not_equal_to", "is_greater_than", "is_less_than", "contains", "does_not_contain"],
  amount: ["equal_to", "not_equal_to", "is_greater_than", "is_less_than", "is_present", "is_not_present"],
  text: ["contains", "does_not_contain", "equal_to", "not_equal_to", "is_present", "is_not_present"],
  date: ["is_greater_than", "is_less_than", "days_before"],
  day: ["equal_to", "is_greater_than", "is_less_than", "days_before", "is_present", "is_not_present"],
  checkbox: ["equal_to"],
} as const satisfies Record<string, readonly Operator[]>;
export type FieldKind = keyof typeof OPERATORS_OF;

/** The fields every tenant has. A field of the tenant's own is "conversation.<key>" or "contact.<key>". */
export const FIELDS = {
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
} as const satisfies Record<string, FieldKind>;
export type Field = keyof typeof FIELDS;

/** The kind a tenant's own field has here, by the kind of its definition. */
export const KIND_OF_ATTRIBUTE = {
  text: "text",
  link: "text",
  number: "amount",
  currency: "amount",
  percent: "amount",
  date: "day",
  list: "choice",
  checkbox: "checkbox",
} as const satisfies Record<string, FieldKind>;

export function needsValue(operator: Operator): boolean {
  return operator !== "is_present" && operator !== "is_not_present";
}

const CUSTOM = /^(conversation|contact)\.([A-Za-z0-9_-]{1,64})$/;
export function attributeOf(field: string): { subject: "conversation" | "contact"; key: string } | null {
  const match = CUSTOM.exec(field);
  return match && { subject: match[1] as "conversation" | "contact", key: match[2]! };
}
