import { Readable } from "node:stream";
import type { ReadableStream as NodeStream } from "node:stream/web";
import { AppError } from "../../core/errors";
import type { TenantId } from "../../core/ids";
import { Line } from "../../core/text";
import { type Uploader, uploadFile } from "../../modules/messages/files";
import { type AttachmentDto, MAX_FILE_BYTES } from "../../modules/messages/schema";

const FileName = Line(200)
  .transform((name) => name.replace(/[/\\]/g, "_").replace(/^\.+/, ""))
  .pipe(Line(200));

/** Streams a raw body into the storage: the name in `?name=`, the kind in Content-Type. Throws bad_request, too_large. */
export async function receiveUpload(
  request: Request,
  ctx: { tenantId: TenantId },
  uploader: Uploader,
): Promise<AttachmentDto> {
  if (Number(request.headers.get("content-length") ?? 0) > MAX_FILE_BYTES) {
    throw new AppError("too_large", "Files can be up to 40 MB each. Send a smaller one, or a link.");
  }
  if (!request.body)
    throw new AppError("bad_request", "This file is empty. Choose another one.", { field: "name" });
  const name = FileName.parse(new URL(request.url).searchParams.get("name") ?? "") || "file";
  const given = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
  const contentType = /^[a-z0-9.+-]{1,60}\/[a-z0-9.+-]{1,100}$/.test(given)
    ? given
    : "application/octet-stream";
  const body = Readable.fromWeb(request.body as NodeStream);
  return uploadFile(ctx, uploader, { name, contentType, body });
}
