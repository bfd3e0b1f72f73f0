import type { MemberCtx } from "../../core/ctx";
import { AppError } from "../../core/errors";
import { enqueue } from "../../infra/outbox/enqueue";
import { runtime } from "../../infra/runtime";
import { signToken } from "../../infra/signing";
import { audit } from "../audit/audit";
import { getTenantLocale } from "../tenants/queries";
import { ERRORS_PURPOSE } from "./downloads";
import { IMPORT_KIND, laneOf } from "./import-run";
import type { ContactImportDto, ContactImportId, ImportState, StartImport } from "./import-schema";
import type { ImportMapping } from "./import-upload";

const LINK_MS = 24 * 3_600_000;

/** Begins what was uploaded; the outbox does it. Throws not_found, conflict, bad_request. */
export async function startImport(ctx: MemberCtx, input: StartImport): Promise<void> {
  const { contactImportId: importId, columns } = input;
  const used = columns.filter(Boolean);
  if (new Set(used).size !== used.length) {
    throw new AppError("bad_request", "Two columns go to the same field. Choose one of them.", {
      field: "columns",
    });
  }
  if (!used.some((column) => ["name", "email", "phone", "externalId"].includes(column))) {
    throw new AppError(
      "bad_request",
      "Choose a column for the name, the e-mail, the number or the external id.",
      {
        field: "columns",
      },
    );
  }
  await runtime().db.transaction(async (tx) => {
    const row = await tx.prisma.contactImport.findFirst({ where: { tenantId: ctx.tenantId, id: importId } });
    if (!row) throw missing();
    const locale = await getTenantLocale(tx.sql, ctx.tenantId);
    const mapping: ImportMapping = { ...(row.mapping as ImportMapping), columns, locale };
    const { count } = await tx.prisma.contactImport.updateMany({
      where: { tenantId: ctx.tenantId, id: importId, state: "waiting" },
      data: { state: "running", mapping },
    });
    if (count === 0) throw new AppError("conflict", "This import has begun already.");
    await audit(tx, ctx, {
      action: "contact.import",
      target: { kind: "contact_import", id: importId },
      after: { fileName: row.fileName, columns },
    });
    const entry = {
      tenantId: ctx.tenantId,
      kind: IMPORT_KIND,
      lane: laneOf(ctx.tenantId),
      payload: { importId },
    };
    await enqueue(tx.sql, [
      { ...entry, idempotencyKey: `contact-import-${importId}-0`, traceId: ctx.traceId },
    ]);
  });
}

/** What is in stays in. Throws not_found, conflict. */
export async function cancelImport(ctx: MemberCtx, { contactImportId }: ContactImportId): Promise<void> {
  const { db, storage } = runtime();
  const where = { tenantId: ctx.tenantId, id: contactImportId };
  const row = await db.prisma.contactImport.findFirst({ where });
  if (!row) throw missing();
  const { count } = await db.prisma.contactImport.updateMany({
    where: { ...where, state: { in: ["waiting", "running"] } },
    data: { state: "cancelled", finishedAt: new Date() },
  });
  if (count === 0) throw new AppError("conflict", "This import has ended already.");
  await storage.delete(row.storageKey).catch(() => {});
}

/** The last 20, newest first. */
export async function listImports(ctx: MemberCtx): Promise<ContactImportDto[]> {
  const { db, secrets } = runtime();
  const rows = await db.prisma.contactImport.findMany({
    where: { tenantId: ctx.tenantId },
    orderBy: { createdAt: "desc" },
    take: 20,
  });
  return rows.map((row) => ({
    id: row.id,
    fileName: row.fileName,
    state: row.state as ImportState,
    progress: row.state === "done" ? 1 : Number(row.bytesDone) / Math.max(1, Number(row.bytesTotal)),
    rowsDone: row.rowsDone,
    created: row.created,
    updated: row.updated,
    failed: row.failed,
    errorsUrl:
      row.failed > 0 || row.state === "failed"
        ? `/api/contacts/errors?token=${signToken(secrets.appSecret, ERRORS_PURPOSE, { t: ctx.tenantId, i: row.id, e: Date.now() + LINK_MS })}`
        : null,
    createdAt: row.createdAt.toISOString(),
  }));
}

function missing(): AppError {
  return new AppError("not_found", "This import is not here any more.");
}
