import { AppError } from "../../core/errors";
import { newId } from "../../core/ids";
import type { Locale } from "../../core/locales";
import { cleanText } from "../../core/text";
import { readAttribute } from "./attributes";
import { readFields } from "./commands";
import { unguard } from "./csv";
import {
  type AttributeDefinitionDto,
  type AttributeValues,
  CONTACT_FIELDS,
  type ContactField,
} from "./schema";

export type ImportRow = { row: number; cells: string[] };
/** A contact as an import makes or changes it; the names are the columns'. */
export type Draft = {
  id: string;
  name: string;
  email: string | null;
  phone: string | null;
  company: string | null;
  city: string | null;
  country: string | null;
  external_id: string | null;
  time_zone: string | null;
  language: string | null;
  attributes: AttributeValues;
  isNew: boolean;
};
export type RowError = { row: number; reason: string; cells: string[] };
export type Planned = {
  drafts: Draft[];
  labels: { contact: string; label: string }[];
  errors: RowError[];
  created: number;
  updated: number;
};

const COLUMN_OF: Record<ContactField, keyof Draft> = {
  name: "name",
  email: "email",
  phone: "phone",
  company: "company",
  city: "city",
  country: "country",
  externalId: "external_id",
  timeZone: "time_zone",
  language: "language",
};
const LIMITS: Partial<Record<string, number>> = {
  name: 200,
  company: 200,
  city: 100,
  externalId: 200,
  language: 20,
};

/** The keys by which the rows may be somebody already here. */
export function keysOf(rows: readonly ImportRow[], columns: readonly string[]) {
  const keys = { externalIds: new Set<string>(), emails: new Set<string>(), phones: new Set<string>() };
  for (const { cells } of rows) {
    try {
      const { externalId, email, phone } = readFields(fieldsOf(cells, columns));
      if (externalId) keys.externalIds.add(externalId);
      if (email) keys.emails.add(email);
      if (phone) keys.phones.add(phone);
    } catch {
      // The row is reported when it is planned.
    }
  }
  return keys;
}

function fieldsOf(
  cells: readonly string[],
  columns: readonly string[],
): Partial<Record<ContactField, string>> {
  const given: Partial<Record<ContactField, string>> = {};
  for (const field of CONTACT_FIELDS) {
    const at = columns.indexOf(field);
    const text =
      at < 0
        ? ""
        : cleanText(unguard(cells[at] ?? ""))
            .replace(/\s+/g, " ")
            .trim();
    if (text === "") continue;
    const limit = LIMITS[field];
    if (limit && text.length > limit)
      throw new AppError("bad_request", `${field}: up to ${limit} characters.`);
    given[field] = text;
  }
  return given;
}

/** Decides for each row, in the order of the file, whether it makes a contact, changes one, or is not taken and why. */
export function planRows(
  rows: readonly ImportRow[],
  given: {
    columns: readonly string[];
    definitions: readonly AttributeDefinitionDto[];
    /** In which its days are written. */
    locale: Locale;
    /** By name in small letters. */
    labelIds: ReadonlyMap<string, string>;
    /** Those here already that the keys of these rows find; oldest first. */
    present: readonly Draft[];
  },
): Planned {
  const plan: Planned = { drafts: [], labels: [], errors: [], created: 0, updated: 0 };
  const byKey = new Map<string, Draft>();
  const touched = new Set<Draft>();
  const learn = (draft: Draft) => {
    for (const [kind, value] of [
      ["x", draft.external_id],
      ["e", draft.email],
      ["p", draft.phone],
    ] as const) {
      if (value && !byKey.has(kind + value)) byKey.set(kind + value, draft);
    }
  };
  for (const draft of given.present) learn(draft);
  for (const { row, cells } of rows) {
    try {
      const read = readFields(fieldsOf(cells, given.columns));
      const attributes = attributesOf(cells, given);
      const labels = labelsOf(cells, given.columns, given.labelIds);
      const known =
        (read.externalId && byKey.get(`x${read.externalId}`)) ||
        (read.email && byKey.get(`e${read.email}`)) ||
        (read.phone && byKey.get(`p${read.phone}`)) ||
        null;
      if (known && read.externalId && known.external_id && known.external_id !== read.externalId) {
        throw new AppError("bad_request", `This e-mail or number belongs to “${known.external_id}”.`);
      }
      const name = read.name || read.email || read.phone;
      if (!known && !name)
        throw new AppError("bad_request", "There is no name, e-mail or number in this row.");
      const draft = known ?? emptyDraft(name!);
      for (const field of CONTACT_FIELDS)
        if (read[field]) Object.assign(draft, { [COLUMN_OF[field]]: read[field] });
      Object.assign(draft.attributes, attributes);
      learn(draft);
      for (const label of labels) plan.labels.push({ contact: draft.id, label });
      if (known) plan.updated++;
      else plan.created++;
      touched.add(draft);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      plan.errors.push({ row, reason: error.message, cells });
    }
  }
  plan.drafts.push(...touched);
  return plan;
}

function emptyDraft(name: string): Draft {
  const nothing = { email: null, phone: null, company: null, city: null, country: null };
  const rest = { external_id: null, time_zone: null, language: null };
  return { id: newId(), name, ...nothing, ...rest, attributes: {}, isNew: true };
}

function attributesOf(
  cells: readonly string[],
  given: Pick<Parameters<typeof planRows>[1], "columns" | "definitions" | "locale">,
): AttributeValues {
  const { columns, definitions, locale } = given;
  const values: AttributeValues = {};
  for (const [at, column] of columns.entries()) {
    if (!column.startsWith("attributes.")) continue;
    const definition = definitions.find(({ key }) => `attributes.${key}` === column);
    if (!definition)
      throw new AppError("bad_request", `There is no attribute “${column.slice(11)}” any more.`);
    const value = readAttribute(definition, unguard(cells[at] ?? ""), locale);
    if (value !== null) values[definition.key] = value;
  }
  return values;
}

function labelsOf(
  cells: readonly string[],
  columns: readonly string[],
  labelIds: ReadonlyMap<string, string>,
): string[] {
  const at = columns.indexOf("labels");
  const names = at < 0 ? [] : (cells[at] ?? "").split(/[;,|]/).map((name) => name.trim());
  return names.filter(Boolean).map((name) => {
    const id = labelIds.get(name.toLowerCase());
    if (!id) throw new AppError("bad_request", `There is no label “${name.slice(0, 60)}”.`);
    return id;
  });
}
