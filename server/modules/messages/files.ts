import type { Readable } from "node:stream";
import { AppError } from "../../core/errors";
import { newId } from "../../core/ids";
import { type Sql, statement } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { type StoredAttachment, signAttachments } from "../conversations/message-row";
import { measureImage } from "./image-size";
import { type AttachmentDto, MAX_FILE_BYTES } from "./schema";

/** Who uploads: a member, or a visitor by identity. Only the uploader may attach the file. */
export type Uploader = { kind: "member" | "contact"; id: string };

const DANGEROUS = /\.(exe|msi|bat|cmd|com|scr|pif|vbs|vbe|jse|wsf|wsh|ps1|lnk|hta|jar|apk|dmg|reg|dll)$/i;

/** By its name: one that does something when it is opened. */
export function isProgram(name: string): boolean {
  return DANGEROUS.test(name);
}

/**
 * Streams the bytes to the storage and notes the file; with fewer than `size` it is only a part of one. Throws bad_request,
 * too_large, unavailable; leaves nothing behind then.
 */
export async function uploadFile(
  ctx: { tenantId: string },
  uploader: Uploader,
  input: { name: string; contentType: string; body: Readable; size?: number | null },
): Promise<AttachmentDto> {
  const { db, storage } = runtime();
  if (isProgram(input.name)) {
    throw new AppError(
      "bad_request",
      "Programs cannot be sent. Put the file into a ZIP archive or send a link.",
      {
        field: "name",
      },
    );
  }
  const id = newId();
  const storageKey = `${ctx.tenantId}/${id}`;
  const image = measureImage(input.contentType, input.body);
  const { size, sha256 } = await storage.put(storageKey, image.body, {
    maxBytes: MAX_FILE_BYTES,
    contentType: input.contentType,
  });
  if (size < (input.size ?? 0)) {
    await storage.delete(storageKey);
    throw new AppError("unavailable", `Only ${size} of its ${input.size} bytes came.`);
  }
  if (size === 0) {
    await storage.delete(storageKey);
    throw new AppError("bad_request", "This file is empty. Choose another one.", { field: "name" });
  }
  const { width, height } = image.result();
  try {
    await db.prisma.file.create({
      data: {
        id,
        tenantId: ctx.tenantId,
        uploaderKind: uploader.kind,
        uploaderId: uploader.id,
        name: input.name,
        contentType: input.contentType,
        size,
        sha256,
        width,
        height,
        storageKey,
        state: "stored",
      },
    });
  } catch (error) {
    // Bytes without a row would never be found again.
    await storage.delete(storageKey).catch(() => {});
    throw error;
  }
  const stored = { fileId: id, name: input.name, contentType: input.contentType, size, width, height };
  return signAttachments(ctx.tenantId, [stored])[0]!;
}

const ATTACHABLE = statement<StoredAttachment & { fileId: string }>(
  "files_attachable",
  `select f.id as "fileId", f.name, f.content_type as "contentType", f.size, f.width, f.height
   from file f where f.tenant_id = $1::uuid and f.id = any($2::uuid[]) and f.uploader_kind = $3::text::author_kind
     and f.uploader_id = $4::uuid and f.state = 'stored' and (f.message_id is null or exists (
       select 1 from message m where m.tenant_id = f.tenant_id and m.id = f.message_id and m.client_id = $5::text))`,
);

/** The files in the order given, ready to go into a message. A repeated send of the same client id finds them again. */
export async function getAttachable(
  sql: Sql,
  tenantId: string,
  uploader: Uploader,
  fileIds: readonly string[],
  clientId: string,
): Promise<StoredAttachment[]> {
  if (fileIds.length === 0) return [];
  const rows = await sql(ATTACHABLE, [tenantId, fileIds, uploader.kind, uploader.id, clientId]);
  const byId = new Map(rows.map((row) => [row.fileId, row]));
  return [...new Set(fileIds)].map((id) => {
    const file = byId.get(id);
    if (!file)
      throw new AppError("not_found", "One of the files is not here any more. Attach it again.", {
        field: "fileIds",
      });
    return file;
  });
}

const STORED_FILE = statement<{
  tenantId: string;
  storageKey: string;
  name: string;
  contentType: string;
  size: number;
}>(
  "file_stored",
  `select f.tenant_id as "tenantId", f.storage_key as "storageKey", f.name, f.content_type as "contentType", f.size
   from file f where f.id = $1::uuid and f.state = 'stored'`,
);

/** For a link whose signature the caller checks against the tenant found here, before a byte is served. */
export async function findStoredFile(sql: Sql, fileId: string) {
  const [file] = await sql(STORED_FILE, [fileId]);
  return file ?? null;
}

const STORED = statement<{ storage_key: string }>(
  "file_stored",
  "select storage_key from file where tenant_id = $1::uuid and id = $2::uuid and state = 'stored'",
);

/** The bytes of a stored file. Throws not_found. */
export async function openFile(tenantId: string, fileId: string): Promise<Readable> {
  const { db, storage } = runtime();
  const [file] = await db.sql(STORED, [tenantId, fileId]);
  const found = file && (await storage.get(file.storage_key));
  if (!found) throw new AppError("not_found", "This file is not here any more.");
  return found.body;
}
