import { can, type MemberCtx } from "../../core/ctx";
import { AppError } from "../../core/errors";
import { newId } from "../../core/ids";
import { statement, type Tx } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { audit } from "../audit/audit";
import { type StoredAttachment, signAttachments } from "../conversations/message-row";
import { findStoredFile, getAttachable, uploadFile } from "../messages/files";
import type { AttachmentDto } from "../messages/schema";
import { tellReference } from "../tenants/live";
import type { CannedDto, CannedId, CreateCanned, UpdateCanned } from "./schema";

type CannedRow = {
  id: string;
  short_code: string;
  content: string;
  attachments: StoredAttachment[];
  owner_id: string | null;
};

const LIST = statement<CannedRow>(
  "canned_list",
  `select id, short_code, content, attachments, owner_id from canned_response
   where tenant_id = $1::uuid and (owner_id is null or owner_id = $2::uuid) order by short_code, id limit 1000`,
);

/** What everybody shares and what is one's own, by short code. */
export async function listCanned(ctx: MemberCtx): Promise<CannedDto[]> {
  const rows = await runtime().db.sql(LIST, [ctx.tenantId, ctx.actor.memberId]);
  return rows.map((row) => ({
    id: row.id,
    shortCode: row.short_code,
    content: row.content,
    files: signAttachments(ctx.tenantId, row.attachments),
    isShared: row.owner_id === null,
  }));
}

/** Throws forbidden for a shared one without settings_account, conflict (field "shortCode") when the code is taken. */
export async function createCanned(ctx: MemberCtx, input: CreateCanned): Promise<{ cannedId: string }> {
  const id = newId();
  if (input.isShared) refuseUnlessSharer(ctx);
  await runtime().db.transaction(async (tx) => {
    const attachments = await newFiles(tx, ctx, input.fileIds);
    const data = {
      shortCode: input.shortCode,
      content: input.content,
      attachments,
      ownerId: ownerOf(ctx, input),
    };
    await refuseTaken(tx, ctx, input, id);
    await tx.prisma.cannedResponse.create({ data: { id, tenantId: ctx.tenantId, ...data } });
    tellCanned(tx, ctx, input.isShared);
    if (input.isShared) {
      const target = { kind: "canned_response", id };
      await audit(tx, ctx, {
        action: "canned_response.create",
        target,
        after: { shortCode: input.shortCode },
      });
    }
  });
  return { cannedId: id };
}

/** Throws as createCanned, and not_found for somebody else's own. */
export async function updateCanned(ctx: MemberCtx, input: UpdateCanned): Promise<void> {
  const { cannedId: id, shortCode, content } = input;
  await runtime().db.transaction(async (tx) => {
    const before = await lock(tx, ctx, id);
    if (input.isShared) refuseUnlessSharer(ctx);
    const kept = before.attachments.filter((file) => input.fileIds.includes(file.fileId));
    const known = new Set(kept.map((file) => file.fileId));
    const added = await newFiles(
      tx,
      ctx,
      input.fileIds.filter((fileId) => !known.has(fileId)),
    );
    await refuseTaken(tx, ctx, input, id);
    await tx.prisma.cannedResponse.updateMany({
      where: { tenantId: ctx.tenantId, id },
      data: { shortCode, content, attachments: [...kept, ...added], ownerId: ownerOf(ctx, input) },
    });
    const isShared = input.isShared || before.owner_id === null;
    tellCanned(tx, ctx, isShared);
    if (isShared) {
      await audit(tx, ctx, {
        action: "canned_response.update",
        target: { kind: "canned_response", id },
        before: { shortCode: before.short_code, content: before.content, isShared: before.owner_id === null },
        after: { shortCode, content, isShared: input.isShared },
      });
    }
  });
}

export async function deleteCanned(ctx: MemberCtx, { cannedId: id }: CannedId): Promise<void> {
  await runtime().db.transaction(async (tx) => {
    const before = await lock(tx, ctx, id);
    await tx.prisma.cannedResponse.deleteMany({ where: { tenantId: ctx.tenantId, id } });
    tellCanned(tx, ctx, before.owner_id === null);
    if (before.owner_id !== null) return;
    await audit(tx, ctx, {
      action: "canned_response.delete",
      target: { kind: "canned_response", id },
      before: { shortCode: before.short_code, content: before.content },
    });
  });
}

/** Its files once more, as uploads of this member: a file belongs to one message. Throws not_found. */
export async function copyCannedFiles(ctx: MemberCtx, { cannedId }: CannedId): Promise<AttachmentDto[]> {
  const { db, storage } = runtime();
  const row = (await db.sql(LIST, [ctx.tenantId, ctx.actor.memberId])).find(({ id }) => id === cannedId);
  if (!row) throw gone();
  const copies: AttachmentDto[] = [];
  for (const { fileId, name, contentType } of row.attachments) {
    const stored = await findStoredFile(db.sql, fileId);
    const found = stored?.tenantId === ctx.tenantId ? await storage.get(stored.storageKey) : null;
    if (!found) continue;
    const file = { name, contentType, body: found.body };
    copies.push(await uploadFile(ctx, { kind: "member", id: ctx.actor.memberId }, file));
  }
  return copies;
}

const LOCK = statement<CannedRow>(
  "canned_lock",
  `select id, short_code, content, attachments, owner_id from canned_response
   where tenant_id = $1::uuid and id = $2::uuid and (owner_id is null or owner_id = $3::uuid) for update`,
);

async function lock(tx: Tx, ctx: MemberCtx, id: string): Promise<CannedRow> {
  const [row] = await tx.sql(LOCK, [ctx.tenantId, id, ctx.actor.memberId]);
  if (!row) throw gone();
  if (row.owner_id === null) refuseUnlessSharer(ctx);
  return row;
}

/** Shared ones to everybody, one's own to one's own devices. */
function tellCanned(tx: Tx, ctx: MemberCtx, isShared: boolean): void {
  tellReference(tx, ctx, "canned", isShared ? undefined : ctx.actor.memberId);
}

function gone(): AppError {
  return new AppError("not_found", "This canned response is not here any more.");
}

function newFiles(tx: Tx, ctx: MemberCtx, fileIds: readonly string[]) {
  return getAttachable(tx.sql, ctx.tenantId, { kind: "member", id: ctx.actor.memberId }, fileIds, "");
}

const ownerOf = (ctx: MemberCtx, { isShared }: { isShared: boolean }) =>
  isShared ? null : ctx.actor.memberId;

function refuseUnlessSharer(ctx: MemberCtx): void {
  if (can(ctx.actor, "settings_account")) return;
  throw new AppError(
    "forbidden",
    "You can keep canned responses of your own. Shared ones need “Account settings”: ask an administrator.",
    { permission: "settings_account" },
  );
}

async function refuseTaken(tx: Tx, ctx: MemberCtx, input: CreateCanned, exceptId: string): Promise<void> {
  const where = { tenantId: ctx.tenantId, shortCode: input.shortCode, ownerId: ownerOf(ctx, input) };
  const other = await tx.prisma.cannedResponse.findFirst({ where: { ...where, id: { not: exceptId } } });
  if (!other) return;
  throw new AppError("conflict", `There is a canned response “/${input.shortCode}” already.`, {
    field: "shortCode",
  });
}
