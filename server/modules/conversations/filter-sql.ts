import {
  attributeOf,
  FIELDS,
  type Field,
  type FieldKind,
  KIND_OF_ATTRIBUTE,
  needsValue,
  OPERATORS_OF,
  type Operator,
} from "../../core/conversation-filter";
import type { TenantCtx } from "../../core/ctx";
import { AppError } from "../../core/errors";
import { type Sql, statement } from "../../infra/db";
import type { Condition, Filter, Group } from "./filter-schema";
import type { Values } from "./list-sql";

/** A filter as SQL over the alias `c`; every value goes through `values`. */
export type CompiledFilter = (values: Values) => string;

const DEFINITIONS = statement<{ field: string; kind: string }>(
  "attribute_kinds",
  `select subject || '.' || key as field, kind from attribute_definition
   where tenant_id = $1::uuid and subject || '.' || key = any($2::text[])`,
);

/** Throws bad_request for a field that the tenant does not have, and for a value that is none of its kind. */
export async function compileFilter(
  sql: Sql,
  ctx: Pick<TenantCtx, "tenantId">,
  filter: Filter,
  memberId: string | null,
): Promise<CompiledFilter> {
  const conditions = filter.items.flatMap((item) => ("items" in item ? item.items : [item]));
  const custom = conditions.map(({ field }) => field).filter((field) => attributeOf(field));
  const rows = custom.length ? await sql(DEFINITIONS, [ctx.tenantId, custom]) : [];
  const kinds = new Map(
    rows.map((row) => [row.field, KIND_OF_ATTRIBUTE[row.kind as keyof typeof KIND_OF_ATTRIBUTE] ?? "text"]),
  );
  for (const condition of conditions) {
    check(condition, FIELDS[condition.field as Field] ?? kinds.get(condition.field));
  }
  const one = (values: Values, condition: Condition) =>
    conditionSql(
      condition,
      FIELDS[condition.field as Field] ?? kinds.get(condition.field)!,
      memberId,
      values,
    );
  const group = (values: Values, { join, items }: Group | Filter): string =>
    `(${items.map((item) => ("items" in item ? group(values, item) : one(values, item))).join(` ${join} `)})`;
  return (values) => group(values, filter);
}

function check({ field, operator, values }: Condition, kind: FieldKind | undefined): void {
  if (!kind) throw new AppError("bad_request", `There is no field “${field}” any more.`, { field: "filter" });
  if (!(OPERATORS_OF[kind] as readonly Operator[]).includes(operator))
    throw new AppError("bad_request", `The field “${field}” cannot be asked like that.`, { field: "filter" });
  if (needsValue(operator) && !values.every((value) => fits(field, kind, operator, value)))
    throw new AppError("bad_request", `That is no value for “${field}”.`, { field: "filter" });
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const IDS = ["assignee", "inbox", "team", "labels"];
const NAMES: Record<string, readonly string[]> = {
  status: ["open", "pending", "snoozed", "resolved"],
  priority: ["low", "medium", "high", "urgent"],
};

function fits(field: string, kind: FieldKind, operator: Operator, value: string): boolean {
  if (field === "assignee" && value === "me") return true;
  if (IDS.includes(field)) return UUID.test(value);
  if (NAMES[field]) return NAMES[field].includes(value);
  if (operator === "days_before") return /^\d{1,5}$/.test(value);
  if (kind === "number" && !operator.includes("contain")) return /^\d{1,9}$/.test(value);
  if (kind === "amount") return /^-?\d{1,15}(\.\d{1,6})?$/.test(value);
  if (kind === "date" || kind === "day") return !Number.isNaN(Date.parse(value));
  return kind !== "checkbox" || value === "true" || value === "false";
}

function conditionSql(
  condition: Condition,
  kind: FieldKind,
  memberId: string | null,
  values: Values,
): string {
  const custom = attributeOf(condition.field);
  if (condition.field === "labels") return labelsSql(condition, values);
  if (custom) return attributeSql(condition, kind, custom, values);
  if (condition.field === "contact") {
    const name = `(k.name || ' ' || coalesce(k.email, '') || ' ' || coalesce(k.phone, ''))`;
    return ofContact(textSql(condition, name, values));
  }
  if (condition.field === "language") return ofContact(textSql(condition, "k.language", values));
  switch (condition.field as Field) {
    case "status":
    case "priority":
      return choiceSql(condition, `c.${condition.field}::text`, "text", condition.values, values);
    case "assignee": {
      // "Me" is whoever looks, so that a shared view is everybody's own.
      const ids = condition.values.map((value) => (value === "me" ? memberId : value));
      return choiceSql(condition, "c.assignee_id", "uuid", ids, values);
    }
    case "inbox":
      return choiceSql(condition, "c.inbox_id", "uuid", condition.values, values);
    case "team":
      return choiceSql(condition, "c.team_id", "uuid", condition.values, values);
    case "number":
      return condition.operator.includes("contain")
        ? textSql(condition, "c.display_number::text", values)
        : comparedSql(condition, "c.display_number", "int", values);
    default: {
      const column = condition.field === "created" ? "c.created_at" : "c.last_message_at";
      return comparedSql(condition, column, "timestamptz", values);
    }
  }
}

const ofContact = (condition: string) =>
  `exists (select 1 from contact k where k.id = c.contact_id and ${condition})`;

/** "Not" is also true of what has no value. */
function choiceSql(
  { operator }: Condition,
  column: string,
  type: string,
  given: readonly unknown[],
  values: Values,
): string {
  if (operator === "is_present") return `${column} is not null`;
  if (operator === "is_not_present") return `${column} is null`;
  const isOne = `${column} = any(${values.put(given, `${type}[]`)})`;
  return operator === "equal_to" ? `coalesce(${isOne}, false)` : `not coalesce(${isOne}, false)`;
}

function labelsSql({ operator, values: given }: Condition, values: Values): string {
  const some = (more: string) =>
    `exists (select 1 from conversation_label l where l.conversation_id = c.id${more})`;
  if (operator === "is_present") return some("");
  if (operator === "is_not_present") return `not ${some("")}`;
  const isOne = some(` and l.label_id = any(${values.put(given, "uuid[]")})`);
  return operator === "equal_to" ? isOne : `not ${isOne}`;
}

function textSql({ operator, values: given }: Condition, text: string, values: Values): string {
  const filled = `nullif(trim(${text}), '')`;
  if (operator === "is_present") return `${filled} is not null`;
  if (operator === "is_not_present") return `${filled} is null`;
  const isWhole = operator === "equal_to" || operator === "not_equal_to";
  const patterns = given.map((value) => {
    const escaped = value.replace(/[\\%_]/g, "\\$&");
    return isWhole ? escaped : `%${escaped}%`;
  });
  const isOne = `coalesce(trim(${text}) ilike any(${values.put(patterns, "text[]")}), false)`;
  return operator === "equal_to" || operator === "contains" ? isOne : `not ${isOne}`;
}

function comparedSql(
  { operator, values: given }: Condition,
  column: string,
  type: string,
  values: Values,
): string {
  if (operator === "is_present") return `${column} is not null`;
  if (operator === "is_not_present") return `${column} is null`;
  if (operator === "days_before")
    return `${column} < now() - make_interval(days => ${values.put(Number(given[0]), "int")})`;
  const isOne = (sign: string) => `coalesce(${column} ${sign} ${values.put(given[0], type)}, false)`;
  if (operator === "is_greater_than") return isOne(">");
  if (operator === "is_less_than") return isOne("<");
  return choiceSql({ operator } as Condition, column, type, given, values);
}

function attributeSql(
  condition: Condition,
  kind: FieldKind,
  { subject, key }: { subject: "conversation" | "contact"; key: string },
  values: Values,
): string {
  const at = `${subject === "contact" ? "k" : "c"}.attributes`;
  const name = values.put(key, "text");
  const text = `(${at} ->> ${name})`;
  const sql = () => {
    switch (kind) {
      case "amount":
        return comparedSql(
          condition,
          `(case when jsonb_typeof(${at} -> ${name}) = 'number' then ${text}::numeric end)`,
          "numeric",
          values,
        );
      case "day":
        return comparedSql(
          condition,
          `(case when pg_input_is_valid(${text}, 'date') then ${text}::date end)`,
          "date",
          values,
        );
      case "checkbox":
        return `coalesce(${text}, 'false') = ${values.put(condition.values[0], "text")}`;
      case "choice":
        return choiceSql(condition, text, "text", condition.values, values);
      default:
        return textSql(condition, text, values);
    }
  };
  return subject === "contact" ? ofContact(sql()) : sql();
}
