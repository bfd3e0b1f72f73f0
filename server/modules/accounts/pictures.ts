import type { Readable } from "node:stream";
import { AppError } from "../../core/errors";
import { newId } from "../../core/ids";
import { runtime } from "../../infra/runtime";
import { signFileLink, verifyFileLink } from "../../infra/storage/links";

/** 5 MB, far more than the square of 256 px that the profile page makes of it. */
export const MAX_PICTURE_BYTES = 5 * 1024 * 1024;

const KINDS: Record<string, string> = {
  "image/png": "png",
  "image/jpeg": "jpg",
  "image/webp": "webp",
  "image/avif": "avif",
  "image/gif": "gif",
};
/** Stands where a file's link has its tenant: no tenant is called so. */
const SCOPE = "picture";
const KEY = /^pictures\/[0-9a-f-]{36}\/[0-9a-f-]{36}\.(png|jpg|webp|avif|gif)$/;

/** A path on Parley's host to somebody's picture; it expires within a day. */
export function pictureLink(key: string | null): string | null {
  const { appSecret } = runtime().secrets;
  return key && signFileLink({ appSecret, tenantId: SCOPE, fileId: key });
}

/** Puts the picture in the place of the old one. Throws AppError: "bad_request" for another kind of file, "too_large". */
export async function putPicture(
  userId: string,
  input: { contentType: string; body: Readable },
): Promise<{ pictureUrl: string }> {
  const { storage } = runtime();
  const kind = KINDS[input.contentType];
  if (!kind)
    throw new AppError("bad_request", "A picture is a PNG, JPEG, WebP, AVIF or GIF file.", { field: "name" });
  const key = `pictures/${userId}/${newId()}.${kind}`;
  await storage.put(key, input.body, { maxBytes: MAX_PICTURE_BYTES, contentType: input.contentType });
  await exchange(userId, key);
  return { pictureUrl: pictureLink(key)! };
}

/** Initials stand in its place again. */
export async function removePicture(userId: string): Promise<void> {
  await exchange(userId, null);
}

async function exchange(userId: string, key: string | null): Promise<void> {
  const { db, storage } = runtime();
  const before = await db.prisma.user.findUniqueOrThrow({
    where: { id: userId },
    select: { pictureKey: true },
  });
  await db.prisma.user.update({ where: { id: userId }, data: { pictureKey: key } });
  if (before.pictureKey) await storage.delete(before.pictureKey);
}

/** The stored picture behind a signed link's path, or null when the link does not hold. */
export function readPictureLink(
  path: string,
  query: URLSearchParams,
): { key: string; contentType: string } | null {
  if (!KEY.test(path)) return null;
  const link = { tenantId: SCOPE, fileId: path, expiresAt: query.get("e"), signature: query.get("s") };
  if (!verifyFileLink({ appSecret: runtime().secrets.appSecret, ...link })) return null;
  const kind = path.slice(path.lastIndexOf(".") + 1);
  const contentType = Object.keys(KINDS).find((type) => KINDS[type] === kind)!;
  return { key: path, contentType };
}
