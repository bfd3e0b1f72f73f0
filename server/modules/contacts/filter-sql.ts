import { AppError } from "../../core/errors";
import type { ContactCondition, ContactFilter, FilterOperator } from "./filter";
import type { AttributeDefinitionDto } from "./schema";

/** Adds a value to the statement and answers its placeholder. */
export type Placeholder = (value: unknown) => string;
type Kind = "text" | "number" | "date" | "time" | "flag" | "labels";

const TEXTS: Record<string, string> = {
  name: "k.name",
  email: "k.email",
  phone: "k.phone",
  company: "k.company",
  city: "k.city",
  country: "k.country",
  externalId: "k.external_id",
  language: "k.language",
  timeZone: "k.time_zone",
};
const TIMES: Record<string, string> = { createdAt: "k.created_at", lastActivityAt: "k.last_activity_at" };

/** The operators each kind of field understands. */
export const KIND_OPERATORS: Record<Kind, readonly FilterOperator[]> = {
  text: [
    "equal_to",
    "not_equal_to",
    "contains",
    "does_not_contain",
    "starts_with",
    "is_present",
    "is_not_present",
  ],
  number: ["equal_to", "not_equal_to", "is_greater_than", "is_less_than", "is_present", "is_not_present"],
  date: ["equal_to", "is_greater_than", "is_less_than", "days_before", "is_present", "is_not_present"],
  time: ["is_greater_than", "is_less_than", "days_before"],
  flag: ["equal_to", "not_equal_to"],
  labels: ["equal_to", "not_equal_to", "is_present", "is_not_present"],
};

/**
 * The filter as one SQL condition over the alias `k` (contact), every value a placeholder. Throws bad_request for a field,
 * an operator or a value that do not fit together.
 */
export function filterSql(
  filter: ContactFilter,
  definitions: readonly AttributeDefinitionDto[],
  put: Placeholder,
): string {
  const groups = filter.groups.map((group) =>
    join(
      group.join,
      group.conditions.map((condition) => conditionSql(condition, definitions, put)),
    ),
  );
  return groups.length ? join(filter.join, groups) : "true";
}

function join(by: "and" | "or", parts: readonly string[]): string {
  return `(${parts.join(by === "and" ? " and " : " or ")})`;
}

function conditionSql(
  condition: ContactCondition,
  definitions: readonly AttributeDefinitionDto[],
  put: Placeholder,
): string {
  const { kind, column } = fieldOf(condition.field, definitions, put);
  if (!KIND_OPERATORS[kind].includes(condition.operator)) {
    throw wrong(`“${condition.field}” cannot be asked with “${condition.operator.replaceAll("_", " ")}”.`);
  }
  switch (kind) {
    case "text":
      return textSql(column, condition, put);
    case "number":
      return comparedSql(column, condition, put, `${put(numberOf(condition))}::float8`);
    case "flag": {
      const wanted = `${put(flagOf(condition))}::bool`;
      return `coalesce(${column}, false) ${condition.operator === "equal_to" ? "=" : "<>"} ${wanted}`;
    }
    case "labels":
      return labelsSql(condition, put);
    case "date":
    case "time":
      return timeSql(kind, column, condition, put);
  }
}

function fieldOf(
  field: string,
  definitions: readonly AttributeDefinitionDto[],
  put: Placeholder,
): { kind: Kind; column: string } {
  if (Object.hasOwn(TEXTS, field)) return { kind: "text", column: TEXTS[field]! };
  if (Object.hasOwn(TIMES, field)) return { kind: "time", column: TIMES[field]! };
  if (field === "isBlocked") return { kind: "flag", column: "k.is_blocked" };
  if (field === "labels") return { kind: "labels", column: "" };
  const key = field.startsWith("attributes.") ? field.slice("attributes.".length) : null;
  const definition = definitions.find((one) => one.subject === "contact" && one.key === key);
  if (!definition) throw wrong(`There is no field “${field}” to filter by.`);
  const text = `(k.attributes ->> ${put(definition.key)}::text)`;
  switch (definition.kind) {
    case "number":
    case "currency":
    case "percent":
      // A value of another kind cannot be there, but one that were must not break the list.
      return {
        kind: "number",
        column: `(case when ${text} ~ '^-?[0-9]+(\\.[0-9]+)?(e[-+]?[0-9]+)?$' then ${text}::float8 end)`,
      };
    case "date":
      return {
        kind: "date",
        column: `(case when ${text} ~ '^\\d{4}-\\d\\d-\\d\\d$' then ${text}::date end)`,
      };
    case "checkbox":
      return { kind: "flag", column: `(${text} = 'true')` };
    default:
      return { kind: "text", column: text };
  }
}

/** In LIKE, % _ and \ stand for themselves. */
export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}

function textSql(column: string, { operator, value }: ContactCondition, put: Placeholder): string {
  const text = typeof value === "string" ? value.trim().toLowerCase() : String(value).toLowerCase();
  const bare = `lower(coalesce(${column}, ''))`;
  const like = (pattern: string) => `${put(pattern)}::text`;
  switch (operator) {
    case "equal_to":
      return `${bare} = ${like(text)}`;
    case "not_equal_to":
      return `${bare} <> ${like(text)}`;
    case "contains":
      return `${bare} like ${like(`%${escapeLike(text)}%`)}`;
    case "does_not_contain":
      return `${bare} not like ${like(`%${escapeLike(text)}%`)}`;
    case "starts_with":
      return `${bare} like ${like(`${escapeLike(text)}%`)}`;
    default:
      return presence(`nullif(${column}, '')`, operator);
  }
}

function presence(column: string, operator: FilterOperator): string {
  return `${column} is ${operator === "is_present" ? "not null" : "null"}`;
}

function comparedSql(
  column: string,
  { operator }: ContactCondition,
  _put: Placeholder,
  value: string,
): string {
  const signs = { equal_to: "=", is_greater_than: ">", is_less_than: "<" } as const;
  if (operator === "not_equal_to") return `${column} is distinct from ${value}`;
  if (operator === "is_present" || operator === "is_not_present") return presence(column, operator);
  return `${column} ${signs[operator as keyof typeof signs]} ${value}`;
}

/** A day counts whole: after it means from the next midnight, before it until its own, in UTC. */
function timeSql(
  kind: "date" | "time",
  column: string,
  condition: ContactCondition,
  put: Placeholder,
): string {
  const { operator } = condition;
  if (operator === "is_present" || operator === "is_not_present") return presence(column, operator);
  if (operator === "days_before") {
    const days = numberOf(condition);
    if (days < 0 || days > 36_500) throw wrong("Days are counted from 0 to 36,500.");
    const ago = `${put(days)}::int * interval '1 day'`;
    return kind === "date" ? `${column} <= (current_date - ${ago})` : `${column} <= now() - ${ago}`;
  }
  const text = String(condition.value);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(Date.parse(text))) {
    throw wrong("A day is written as 2026-11-21.");
  }
  const day = `${put(text)}::date`;
  if (kind === "date") return comparedSql(column, condition, put, day);
  return operator === "is_greater_than" ? `${column} >= (${day} + 1)` : `${column} < ${day}`;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function labelsSql({ operator, value }: ContactCondition, put: Placeholder): string {
  const has = (more: string) =>
    `exists (select 1 from contact_label l where l.contact_id = k.id and l.tenant_id = k.tenant_id${more})`;
  if (operator === "is_present") return has("");
  if (operator === "is_not_present") return `not ${has("")}`;
  const ids = [value].flat().map(String);
  if (ids.length === 0 || !ids.every((id) => UUID.test(id))) throw wrong("Choose a label.");
  const any = has(` and l.label_id = any(${put(ids)}::uuid[])`);
  return operator === "equal_to" ? any : `not ${any}`;
}

function numberOf({ operator, value }: ContactCondition): number {
  if (operator === "is_present" || operator === "is_not_present") return 0;
  const number = typeof value === "string" && value.trim() === "" ? Number.NaN : Number(value);
  if (Number.isFinite(number)) return number;
  throw wrong("Give a number to compare with.");
}

function flagOf({ value }: ContactCondition): boolean {
  return value === true || value === "true";
}

function wrong(message: string): AppError {
  return new AppError("bad_request", message, { field: "filter" });
}
