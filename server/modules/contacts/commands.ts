import type { MemberCtx } from "../../core/ctx";
import { AppError } from "../../core/errors";
import { newId } from "../../core/ids";
import { isUniqueViolation, type Sql, statement, type Tx } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { audit } from "../audit/audit";
import { publish } from "../tenants/publish";
import { getTenantLocale } from "../tenants/queries";
import { mergeAttributes } from "./attributes";
import { listDefinitions } from "./definitions";
import { normaliseCountry, normaliseEmail, normalisePhone, normaliseTimeZone } from "./fields";
import { tellContacts } from "./live";
import { contactMissing, findTwins, getContact } from "./queries";
import { CONTACT_COLUMNS, type ContactRow, toContact } from "./row";
import type {
  AttributeValues,
  ContactField,
  ContactListed,
  ContactTwin,
  CreateContact,
  UpdateContact,
} from "./schema";

/** The contact as it stands now, with those who share its e-mail or telephone number. */
export type SavedContact = { contact: ContactListed; twins: ContactTwin[] };

const LOCK = statement<ContactRow>(
  "contact_lock",
  `select ${CONTACT_COLUMNS} from contact k
   where k.tenant_id = $1::uuid and k.id = $2::uuid and k.merged_into_id is null for update of k`,
);

/** Locks the row until the end of the transaction. Throws not_found, also for a contact that went into another. */
export async function lockContact(
  tx: Tx,
  ctx: Pick<MemberCtx, "tenantId">,
  contactId: string,
): Promise<ContactListed> {
  const [row] = await tx.sql(LOCK, [ctx.tenantId, contactId]);
  if (!row) throw contactMissing();
  return toContact(row);
}

const VOUCH = statement<never>(
  "contact_phone_vouch",
  `update identity set data = data #- '{said,phone}'
   where tenant_id = $1::uuid and contact_id = $2::uuid and data -> 'said' ? 'phone'`,
);

const ORDINARY = ["company", "city", "language", "externalId"] as const;

/** The fields that are given, checked and as they are stored; the rest is left out. Throws bad_request. */
export function readFields(given: Partial<Record<ContactField, string>>) {
  const read: Partial<Record<ContactField, string | null>> = {};
  if (given.name !== undefined) read.name = given.name;
  if (given.email !== undefined) read.email = normaliseEmail(given.email);
  if (given.phone !== undefined) read.phone = normalisePhone(given.phone);
  if (given.country !== undefined) read.country = normaliseCountry(given.country);
  if (given.timeZone !== undefined) read.timeZone = normaliseTimeZone(given.timeZone);
  for (const field of ORDINARY) if (given[field] !== undefined) read[field] = given[field] || null;
  return read as Partial<Record<Exclude<ContactField, "name">, string | null>> & { name?: string };
}

/** Throws bad_request, and conflict for an external id that is somebody else's. */
export async function createContact(ctx: MemberCtx, input: CreateContact): Promise<SavedContact> {
  const { attributes, ...given } = input;
  const read = readFields(given);
  const name = read.name || read.email || read.phone || "";
  if (!name) throw new AppError("bad_request", "Give a name, an e-mail or a number.", { field: "name" });
  const id = newId();
  return ofOneExternalId(async () => {
    const saved = await runtime().db.transaction(async (tx) => {
      await tx.prisma.contact.create({
        data: {
          ...read,
          id,
          name,
          tenantId: ctx.tenantId,
          attributes: await withAttributes(tx.sql, ctx, {}, attributes),
        },
      });
      await publish(tx, ctx, { type: "contact.created", contactId: id });
      await audit(tx, ctx, { action: "contact.create", target: { kind: "contact", id }, after: { name } });
      const contact = await getContact(tx.sql, ctx, id);
      return { contact, twins: await findTwins(tx.sql, ctx, contact) };
    });
    tellContacts({ tenantId: ctx.tenantId, ids: [id], what: "created" });
    return saved;
  });
}

/** Changes the given fields and attributes, and nothing else. Throws bad_request, not_found, conflict. */
export async function updateContact(ctx: MemberCtx, input: UpdateContact): Promise<SavedContact> {
  const { contactId, attributes, ...given } = input;
  const read = readFields(given);
  if (read.name === "") throw new AppError("bad_request", "A contact has a name.", { field: "name" });
  return ofOneExternalId(async () => {
    const saved = await runtime().db.transaction(async (tx) => {
      const before = await lockContact(tx, ctx, contactId);
      const merged = await withAttributes(tx.sql, ctx, before.attributes, attributes);
      const after = { ...before, ...read, attributes: merged };
      const changed = changesOf(before, after);
      // Whoever writes the number vouches for it, also when a visitor typed the same before.
      if (read.phone !== undefined) await tx.sql(VOUCH, [ctx.tenantId, contactId]);
      if (Object.keys(changed.after).length > 0) {
        await tx.prisma.contact.updateMany({
          where: { tenantId: ctx.tenantId, id: contactId },
          data: { ...read, attributes: merged, updatedAt: new Date() },
        });
        await publish(tx, ctx, { type: "contact.updated", contactId });
        await audit(tx, ctx, {
          action: "contact.update",
          target: { kind: "contact", id: contactId },
          ...changed,
        });
      }
      const contact = await getContact(tx.sql, ctx, contactId);
      return { contact, twins: await findTwins(tx.sql, ctx, contact) };
    });
    tellContacts({ tenantId: ctx.tenantId, ids: [contactId], what: "updated" });
    return saved;
  });
}

type Plain = { [key: string]: string | number | boolean | null };

/** What differs, before and after, for the audit. */
function changesOf(before: ContactListed, after: ContactListed): { before: Plain; after: Plain } {
  const was: Plain = {};
  const is: Plain = {};
  const note = (name: string, old: Plain[string] | undefined, now: Plain[string] | undefined) => {
    if (old === now) return;
    was[name] = old ?? null;
    is[name] = now ?? null;
  };
  for (const field of ["name", "email", "phone", "country", "timeZone", ...ORDINARY] as const) {
    note(field, before[field], after[field]);
  }
  for (const key of new Set([...Object.keys(before.attributes), ...Object.keys(after.attributes)])) {
    note(`attributes.${key}`, before.attributes[key], after.attributes[key]);
  }
  return { before: was, after: is };
}

async function ofOneExternalId<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isUniqueViolation(error, "external_id")) throw error;
    throw new AppError("conflict", "Another contact has this external id. Merge them, or choose another.", {
      field: "externalId",
    });
  }
}

/** The standing values with the given ones; a day that somebody typed is read as the business writes it. Throws bad_request. */
export async function withAttributes(
  sql: Sql,
  ctx: Pick<MemberCtx, "tenantId">,
  standing: AttributeValues,
  given: CreateContact["attributes"],
): Promise<AttributeValues> {
  if (!given) return standing;
  const definitions = await listDefinitions(sql, ctx, "contact");
  return mergeAttributes(definitions, standing, given, await getTenantLocale(sql, ctx.tenantId));
}
