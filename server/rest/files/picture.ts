import { Readable } from "node:stream";
import type { ReadableStream as NodeStream } from "node:stream/web";
import { AppError } from "../../core/errors";
import { refuseCrossSite } from "../../infra/request";
import { runtime } from "../../infra/runtime";
import { MAX_PICTURE_BYTES, putPicture, readPictureLink } from "../../modules/accounts/pictures";
import { requireMemberCtx } from "../../modules/tenants/gate";
import { tellOfPerson } from "../../modules/tenants/tell-person";
import { json } from "../respond";

/** `PUT /api/files/picture`, raw body: the signed-in person's own picture. Throws bad_request, too_large. */
export async function uploadPicture(request: Request): Promise<Response> {
  refuseCrossSite(request.headers, runtime().appUrl);
  const { actor } = await requireMemberCtx(request.headers);
  await runtime().limiter.enforce("upload.member", actor.memberId);
  if (Number(request.headers.get("content-length") ?? 0) > MAX_PICTURE_BYTES) {
    throw new AppError("too_large", "A picture can be up to 5 MB. Choose a smaller one.");
  }
  if (!request.body) throw new AppError("bad_request", "This file is empty. Choose another one.");
  const contentType = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
  const body = Readable.fromWeb(request.body as NodeStream);
  const put = await putPicture(actor.userId, { contentType, body });
  await tellOfPerson(actor.userId);
  return json(put, 201);
}

/** A picture for whoever holds its signed link; null for any other address. */
export async function servePicture(url: URL): Promise<Response | null> {
  const link = readPictureLink(url.pathname.slice("/api/files/".length), url.searchParams);
  const found = link && (await runtime().storage.get(link.key));
  if (!found) return null;
  return new Response(Readable.toWeb(found.body) as ReadableStream, {
    headers: {
      "content-type": link.contentType,
      "content-length": String(found.size),
      "cache-control": "private, max-age=43200, immutable",
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; sandbox",
      "cross-origin-resource-policy": "cross-origin",
    },
  });
}
