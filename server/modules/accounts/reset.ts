import { AppError } from "../../core/errors";
import { newId } from "../../core/ids";
import { type Db, statement, type Tx } from "../../infra/db";
import { endSessions } from "./sessions";
import { hashToken, newToken } from "./tokens";

export const RESET_MS = 60 * 60_000;

type LiveToken = { user_id: string; email: string; name: string };
const LIVE_TOKEN = `select k.user_id, u.email, u.name
     from user_token k join "user" u on u.id = k.user_id
    where k.token_hash = $1 and k.purpose = 'reset_password' and k.used_at is null and k.expires_at > now()`;
const FIND_TOKEN = statement<LiveToken>("reset_token_find", LIVE_TOKEN);
const LOCK_TOKEN = statement<LiveToken>("reset_token_lock", `${LIVE_TOKEN} for update`);

const gone = () =>
  new AppError("not_found", "This link has been used or is older than an hour. Ask for a new one.");

/** Makes a link's token for a user; an earlier one stops working. The caller sends it, and keeps it nowhere. */
export async function createResetToken(tx: Tx, userId: string): Promise<string> {
  const { token, tokenHash } = newToken();
  const expiresAt = new Date(Date.now() + RESET_MS);
  await tx.prisma.userToken.deleteMany({ where: { userId, purpose: "reset_password" } });
  await tx.prisma.userToken.create({
    data: { id: newId(), userId, purpose: "reset_password", tokenHash, expiresAt },
  });
  return token;
}

/** Whose password a link resets. Throws AppError("not_found") when it is used, too old or unknown. */
export async function getReset(db: Db, token: string): Promise<{ email: string; name: string }> {
  const [found] = await db.sql(FIND_TOKEN, [hashToken(token)]);
  if (!found) throw gone();
  return found;
}

/**
 * Sets the new password by a link, which works once, and ends every session of the user. Returns the sessions that
 * lived, for the caller to announce. Throws AppError("not_found") as getReset.
 */
export async function spendReset(
  tx: Tx,
  token: string,
  passwordHash: string,
): Promise<{ userId: string; ended: string[] }> {
  const [found] = await tx.sql(LOCK_TOKEN, [hashToken(token)]);
  if (!found) throw gone();
  const userId = found.user_id;
  await tx.prisma.userToken.updateMany({ where: { userId, usedAt: null }, data: { usedAt: new Date() } });
  await tx.prisma.user.update({ where: { id: userId }, data: { passwordHash } });
  return { userId, ended: await endSessions(tx, userId, { except: null }) };
}
