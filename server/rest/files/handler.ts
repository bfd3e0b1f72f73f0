import { Readable } from "node:stream";
import { can, type MemberCtx } from "../../core/ctx";
import { AppError } from "../../core/errors";
import { Uuid } from "../../core/ids";
import { refuseCrossSite, requestMeta } from "../../infra/request";
import { runtime } from "../../infra/runtime";
import { verifyFileLink } from "../../infra/storage/links";
import { findStoredFile } from "../../modules/messages/files";
import { requireMemberCtx } from "../../modules/tenants/gate";
import { json, refusal } from "../respond";
import { servePicture, uploadPicture } from "./picture";
import { receiveUpload } from "./upload";

/** `PUT /api/files?name=…` stores a member's file; `GET /api/files/<id>?e=…&s=…` serves one to whoever holds its signed link. */
export async function handleFiles(request: Request): Promise<Response> {
  const meta = requestMeta(request.headers);
  try {
    const url = new URL(request.url);
    if (request.method === "PUT" && url.pathname === "/api/files") return await upload(request);
    if (request.method === "PUT" && url.pathname === "/api/files/picture")
      return await uploadPicture(request);
    if (request.method === "GET" || request.method === "HEAD") return await download(request, url);
    throw new AppError("not_found", "There is nothing under this address.");
  } catch (error) {
    return refusal(error, meta);
  }
}

async function upload(request: Request): Promise<Response> {
  refuseCrossSite(request.headers, runtime().appUrl);
  const ctx: MemberCtx = await requireMemberCtx(request.headers);
  if (!UPLOAD.some((permission) => can(ctx.actor, permission))) {
    throw new AppError(
      "forbidden",
      "Your role does not include answering conversations. Ask an administrator for it.",
    );
  }
  await runtime().limiter.enforce("upload.member", ctx.actor.memberId);
  return json(await receiveUpload(request, ctx, { kind: "member", id: ctx.actor.memberId }), 201);
}

const UPLOAD = [
  "conversation_manage_all",
  "conversation_manage_assigned",
  "conversation_manage_participating",
  "conversation_private_notes",
] as const;

/** Shown in the page; everything else is only ever downloaded, so that no markup of a customer's runs here. */
const INLINE =
  /^(image\/(png|jpeg|gif|webp|avif)|audio\/[a-z0-9.+-]+|video\/[a-z0-9.+-]+|application\/pdf|text\/plain)$/;

async function download(request: Request, url: URL): Promise<Response> {
  const { db, storage, secrets } = runtime();
  const missing = () =>
    new AppError(
      "not_found",
      "This link has run out or is not whole. Open the conversation again for a new one.",
    );
  const picture = await servePicture(url);
  if (picture) return picture;
  const fileId = url.pathname.slice("/api/files/".length);
  if (!Uuid.safeParse(fileId).success) throw missing();
  const file = await findStoredFile(db.sql, fileId);
  const link = {
    fileId,
    tenantId: file?.tenantId ?? "",
    expiresAt: url.searchParams.get("e"),
    signature: url.searchParams.get("s"),
  };
  if (!file || !verifyFileLink({ appSecret: secrets.appSecret, ...link })) throw missing();
  const range = readRange(request.headers.get("range"), file.size);
  const found = await storage.get(file.storageKey, range ?? undefined);
  if (!found) throw missing();
  const headers = new Headers({
    "content-type": INLINE.test(file.contentType) ? file.contentType : "application/octet-stream",
    "content-length": String(range ? range.end - range.start + 1 : file.size),
    "content-disposition": `${INLINE.test(file.contentType) ? "inline" : "attachment"}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    "accept-ranges": "bytes",
    "cache-control": "private, max-age=43200, immutable",
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; sandbox",
    "cross-origin-resource-policy": "cross-origin",
  });
  if (range) headers.set("content-range", `bytes ${range.start}-${range.end}/${file.size}`);
  if (request.method === "HEAD") {
    found.body.destroy();
    return new Response(null, { headers });
  }
  return new Response(Readable.toWeb(found.body) as ReadableStream, { status: range ? 206 : 200, headers });
}

/** One range of RFC 9110; anything else is answered whole. */
function readRange(header: string | null, size: number): { start: number; end: number } | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? "");
  if (!match || (!match[1] && !match[2])) return null;
  const start = match[1] ? Number(match[1]) : Math.max(0, size - Number(match[2]));
  const end = match[1] && match[2] ? Math.min(Number(match[2]), size - 1) : size - 1;
  return start <= end && start < size ? { start, end } : null;
}
