import { AppError } from "../../core/errors";
import { newId } from "../../core/ids";
import { type Db, isUniqueViolation, statement, type Tx } from "../../infra/db";
import { hashToken, newToken } from "./tokens";

export const NEW_EMAIL_MS = 24 * 60 * 60_000;

type LiveToken = { name: string; old_email: string; new_email: string };
const LIVE_TOKEN = `select u.name, u.email as old_email, k.email as new_email
     from user_token k join "user" u on u.id = k.user_id
    where k.token_hash = $1 and k.user_id = $2::uuid and k.purpose = 'verify_email' and k.email is not null and k.used_at is null and k.expires_at > now()`;
const FIND_TOKEN = statement<LiveToken>("new_email_find", LIVE_TOKEN);
const LOCK_TOKEN = statement<LiveToken>("new_email_lock", `${LIVE_TOKEN} for update`);

const gone = () =>
  new AppError("not_found", "This link has been used or is older than a day. Change the e-mail again.");

/** Throws AppError("conflict", field "email") where the address has an account. */
export async function refuseTakenEmail(db: Db, email: string): Promise<void> {
  const taken = await db.prisma.user.findUnique({ where: { email }, select: { id: true } });
  if (taken) throw emailTaken();
}

function emailTaken(): AppError {
  return new AppError("conflict", "This e-mail has an account already.", { field: "email" });
}

/** Makes a link's token that moves the user to `email`; an earlier one stops working. The caller sends it, and keeps it nowhere. */
export async function createEmailToken(tx: Tx, userId: string, email: string): Promise<string> {
  const { token, tokenHash } = newToken();
  const expiresAt = new Date(Date.now() + NEW_EMAIL_MS);
  await tx.prisma.userToken.deleteMany({ where: { userId, purpose: "verify_email" } });
  await tx.prisma.userToken.create({
    data: { id: newId(), userId, purpose: "verify_email", tokenHash, email, expiresAt },
  });
  return token;
}

/** The address a link of the user's confirms. Throws AppError("not_found") when it is used, too old, unknown or another's. */
export async function getNewEmail(db: Db, userId: string, token: string): Promise<{ email: string }> {
  const [found] = await db.sql(FIND_TOKEN, [hashToken(token), userId]);
  if (!found) throw gone();
  return { email: found.new_email };
}

/** Moves the user to the new address by their own link, which works once; links that went to the old one stop working. Throws not_found, conflict. */
export async function spendEmailToken(
  tx: Tx,
  userId: string,
  token: string,
): Promise<{ userId: string; name: string; from: string; to: string }> {
  const [found] = await tx.sql(LOCK_TOKEN, [hashToken(token), userId]);
  if (!found) throw gone();
  const { name, old_email: from, new_email: to } = found;
  await tx.prisma.userToken.updateMany({ where: { userId, usedAt: null }, data: { usedAt: new Date() } });
  try {
    await tx.prisma.user.update({ where: { id: userId }, data: { email: to } });
  } catch (error) {
    if (isUniqueViolation(error, "email")) throw emailTaken();
    throw error;
  }
  return { userId, name, from, to };
}
