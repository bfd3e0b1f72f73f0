import { z } from "zod";
import type { MemberCtx } from "../../core/ctx";
import { AppError } from "../../core/errors";
import { mintTenantId, newId, type TenantId } from "../../core/ids";
import { type Db, statement } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { readToken, signToken } from "../../infra/signing";
import { audit } from "../audit/audit";
import { csvLine } from "./csv";
import { listDefinitions } from "./definitions";
import { ExportContacts } from "./import-schema";
import { listedWhere } from "./queries";
import { CONTACT_COLUMNS, type ContactRow, toContact } from "./row";
import { CONTACT_FIELDS } from "./schema";

export const ERRORS_PURPOSE = "contact-import-errors";
const EXPORT_PURPOSE = "contact-export";
const LINK_MS = 15 * 60_000;
const PAGE = 1000;

const Claims = z.object({ t: z.uuid(), i: z.uuid(), e: z.number() });

/**
 * Notes who takes which contacts out, and answers a signed link for 15 minutes; the file is made while it is fetched.
 * Throws too_many_requests, bad_request, not_found.
 */
export async function exportContacts(ctx: MemberCtx, input: ExportContacts): Promise<{ url: string }> {
  const { db, limiter, secrets } = runtime();
  await limiter.enforce("contact-export.member", ctx.actor.memberId);
  const { where, values } = await questionSql(db, ctx.tenantId, input);
  const { rows } = await db.pool.query<{ n: number }>(
    `select count(*)::int as n from contact k where ${where}`,
    values,
  );
  const count = rows[0]!.n;
  if (input.contactIds && count === 0)
    throw new AppError("not_found", "These contacts are not here any more.");
  const id = newId();
  await db.transaction((tx) =>
    audit(tx, ctx, {
      action: "contact.export",
      target: { kind: "contact_export", id },
      after: JSON.parse(JSON.stringify({ question: input, rows: count })),
    }),
  );
  const token = signToken(secrets.appSecret, EXPORT_PURPOSE, {
    t: ctx.tenantId,
    i: id,
    e: Date.now() + LINK_MS,
  });
  return { url: `/api/contacts/export?token=${token}` };
}

async function questionSql(db: Db, tenantId: TenantId, { contactIds, search, filter }: ExportContacts) {
  const values: unknown[] = [];
  const put = (value: unknown) => `$${values.push(value)}`;
  let where = await listedWhere(db.sql, { tenantId }, { search, filter }, put);
  if (contactIds) where += ` and k.id = any(${put(contactIds)}::uuid[])`;
  return { where, values, put };
}

function readClaims(purpose: string, token: string): { tenantId: TenantId; id: string } {
  const claims = Claims.safeParse(readToken(runtime().secrets.appSecret, purpose, token));
  if (!claims.success || claims.data.e < Date.now()) {
    throw new AppError("not_found", "This link has run out. Ask for the file again.");
  }
  return { tenantId: mintTenantId(claims.data.t), id: claims.data.i };
}

/** The lines of the file behind an export link, page by page, never whole in memory. Throws not_found. */
export async function readExport(token: string): Promise<AsyncGenerator<string>> {
  const { db } = runtime();
  const { tenantId, id } = readClaims(EXPORT_PURPOSE, token);
  const noted = await db.prisma.auditEntry.findFirst({
    where: { tenantId, targetId: id, action: "contact.export" },
  });
  const question = ExportContacts.parse((noted?.after as { question?: unknown } | null)?.question);
  return exportLines(db, tenantId, question);
}

async function* exportLines(db: Db, tenantId: TenantId, question: ExportContacts): AsyncGenerator<string> {
  const definitions = await listDefinitions(db.sql, { tenantId }, "contact");
  const labels = await db.prisma.label.findMany({ where: { tenantId }, select: { id: true, name: true } });
  const names = new Map(labels.map((label) => [label.id, label.name]));
  const own = definitions.map(({ key }) => key);
  const head = ["id", ...CONTACT_FIELDS, "labels", "isBlocked", "createdAt", "lastActivityAt", ...own];
  // The mark at the start tells Excel that this is UTF-8.
  yield `\ufeff${csvLine(head)}`;
  let after = "00000000-0000-0000-0000-000000000000";
  for (;;) {
    const { where, values, put } = await questionSql(db, tenantId, question);
    const text = `select ${CONTACT_COLUMNS} from contact k where ${where} and k.id > ${put(after)}::uuid
      order by k.id limit ${PAGE}`;
    const { rows } = await db.pool.query<ContactRow>(text, values);
    const lines = rows
      .map(toContact)
      .map((contact) =>
        csvLine([
          contact.id,
          ...CONTACT_FIELDS.map((field) => contact[field]),
          contact.labelIds.flatMap((id) => names.get(id) ?? []).join("; "),
          contact.isBlocked,
          contact.createdAt,
          contact.lastActivityAt,
          ...own.map((key) => contact.attributes[key]),
        ]),
      );
    if (lines.length) yield lines.join("");
    if (rows.length < PAGE) return;
    after = rows.at(-1)!.id;
  }
}

const ERRORS = statement<{ row: number; reason: string; cells: string[] }>(
  "import_errors",
  `select e.row, e.reason, e.cells from contact_import_error e
   where e.tenant_id = $1::uuid and e.import_id = $2::uuid and e.row > $3::int order by e.row limit ${PAGE}`,
);

/** The rows that an import did not take, each with its number and the reason. Throws not_found. */
export async function readImportErrors(token: string): Promise<AsyncGenerator<string>> {
  const { tenantId, id } = readClaims(ERRORS_PURPOSE, token);
  return errorLines(tenantId, id);
}

async function* errorLines(tenantId: TenantId, importId: string): AsyncGenerator<string> {
  yield `\ufeff${csvLine(["row", "reason", "cells"])}`;
  let after = 0;
  for (;;) {
    const rows = await runtime().db.sql(ERRORS, [tenantId, importId, after]);
    if (rows.length) yield rows.map(({ row, reason, cells }) => csvLine([row, reason, ...cells])).join("");
    if (rows.length < PAGE) return;
    after = rows.at(-1)!.row;
  }
}
