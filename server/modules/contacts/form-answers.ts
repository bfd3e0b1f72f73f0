import { AppError } from "../../core/errors";
import { FIELD_OF_ATTRIBUTE } from "../../core/field-kinds";
import type { AnswerRow, FormAnswers, FormField } from "../../core/form";
import type { Locale } from "../../core/locales";
import { MAX_MATCHED, wholePattern } from "../../core/pattern";
import { cleanText } from "../../core/text";
import { attributeWords, readAttribute } from "./attributes";
import { normaliseEmail, normalisePhone } from "./fields";
import type { AttributeDefinitionDto, AttributeValue } from "./schema";

/** What a customer answered: rows for people, and what goes where beside them. */
export type ReadAnswers = {
  rows: AnswerRow[];
  name: string | null;
  email: string | null;
  phone: string | null;
  contact: Record<string, AttributeValue>;
  conversation: Record<string, AttributeValue>;
};

const MAX_TEXT = 500;

/** The fields as they can be asked today: those for an attribute follow its definition, and go with it. */
export function resolveFields(
  fields: readonly FormField[],
  definitions: readonly AttributeDefinitionDto[],
): FormField[] {
  return fields.flatMap((field) => {
    const definition = definitionOf(field, definitions);
    if (definition === undefined) return [];
    if (definition === null) return [field];
    const choices = definition.options.choices ?? [];
    return [{ ...field, kind: FIELD_OF_ATTRIBUTE[definition.kind], choices }];
  });
}

/** Null for a field that is no attribute's, undefined for one whose attribute is gone. */
function definitionOf(
  { savesTo }: FormField,
  definitions: readonly AttributeDefinitionDto[],
): AttributeDefinitionDto | null | undefined {
  const [subject, key] = savesTo?.split(".") ?? [];
  if (!key) return null;
  return definitions.find((one) => one.subject === subject && one.key === key);
}

/**
 * The one place that says whether a form is answered. `fields` as resolveFields gives them; answers to anything else are left
 * out. Throws bad_request with the field "answers.<key>" for the first that is wrong or missing.
 */
export function readAnswers(
  fields: readonly FormField[],
  given: FormAnswers,
  definitions: readonly AttributeDefinitionDto[],
  locale: Locale,
): ReadAnswers {
  const read: ReadAnswers = { rows: [], name: null, email: null, phone: null, contact: {}, conversation: {} };
  for (const field of fields) {
    const value = readAnswer(field, given[field.key]);
    if (value === null) continue;
    const definition = definitionOf(field, definitions);
    const kept = definition ? asAttribute(field, definition, value, locale) : value;
    const words = definition ? attributeWords(definition, kept, locale) : value;
    const isPlain = typeof value === "boolean" || field.kind === "date";
    read.rows.push({ label: field.label, kind: field.kind, value: isPlain ? value : String(words) });
    const [place, key] = field.savesTo?.split(".") ?? [];
    if (key) read[place as "contact" | "conversation"][key] = kept;
    else if (place) read[place as "name" | "email" | "phone"] = String(value).slice(0, 254);
  }
  return read;
}

/** Null: not answered, and need not be. */
function readAnswer(field: FormField, given: string | boolean | undefined): string | boolean | null {
  const { kind, isRequired, label } = field;
  if (kind === "checkbox") {
    const isTicked = given === true || given === "true";
    if (isRequired && !isTicked) throw wrong(field, `“${label}” has to be ticked.`);
    return isTicked;
  }
  const text = cleanText(String(given ?? "")).trim();
  if (text === "") {
    if (isRequired) throw wrong(field, `“${label}” is still missing.`);
    return null;
  }
  const most = field.pattern ? MAX_MATCHED : MAX_TEXT;
  if (text.length > most) throw wrong(field, `${label}: up to ${most} characters.`);
  const value = asKind(field, text);
  if (field.pattern && !wholePattern(field.pattern).test(text))
    throw wrong(field, field.hint || `“${text.slice(0, 40)}” does not look right.`);
  return value;
}

function asKind(field: FormField, text: string): string {
  const { kind, choices } = field;
  if (kind === "email") return named(field, () => normaliseEmail(text))!;
  if (kind === "phone") return named(field, () => normalisePhone(text))!;
  if (kind === "select" && !choices.includes(text))
    throw wrong(field, `“${text.slice(0, 40)}” is not one of the choices.`);
  if (kind === "date" && !isDay(text)) throw wrong(field, "A day is written as in 2026-11-21.");
  return text;
}

function isDay(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  const at = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return Boolean(day) && Number(year) >= 1000 && at.getUTCMonth() === Number(month) - 1;
}

function asAttribute(
  field: FormField,
  definition: AttributeDefinitionDto,
  value: string | boolean,
  locale: Locale,
): AttributeValue {
  return named(field, () => readAttribute(definition, value, locale))!;
}

/** A refusal of what is inside is one of this field. */
function named<T>(field: FormField, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw wrong(field, error.message);
  }
}

function wrong({ key }: FormField, message: string): AppError {
  return new AppError("bad_request", message, { field: `answers.${key}` });
}

/** The rows as one text, for lists, mails and channels that show words only. */
export function rowsInWords(rows: readonly AnswerRow[], locale: Locale): string {
  const definition = (kind: AnswerRow["kind"]) =>
    ({ kind: kind === "date" ? "date" : "text", options: {} }) as const;
  return rows
    .map(({ label, kind, value }) => `${label}: ${attributeWords(definition(kind), value, locale)}`)
    .join("\n");
}
