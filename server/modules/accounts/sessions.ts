import { AppError } from "../../core/errors";
import { newId } from "../../core/ids";
import { type Db, statement, type Tx } from "../../infra/db";
import type { RequestMeta } from "../../infra/request";
import { deviceName } from "./device";
import type { SessionDto } from "./schema";

/** As Chatwoot: the one used longest ago makes room. */
export const MAX_SESSIONS = 25;
const DAY = 86_400_000;
/** "Keep me signed in" lasts 30 days; without it the cookie goes with the browser, and the session after a day. */
export const KEPT_SESSION_MS = 30 * DAY;
const SHORT_SESSION_MS = DAY;

const LOCK_USER = statement<{ password_hash: string | null }>(
  "user_lock",
  `select password_hash from "user" where id = $1::uuid for update`,
);

const EVICT_SESSIONS = statement<{ id: string }>(
  "session_evict",
  `update session set revoked_at = now() where id in (
     select id from session where user_id = $1::uuid and revoked_at is null and expires_at > now()
      order by last_seen_at desc, id desc offset $2::int) returning id`,
);

export type StartedSession = { sessionId: string; expiresAt: Date; evicted: string[] };

/**
 * Signs a user in on one device. The password that was checked must still be the user's: one changed meanwhile lets
 * nobody in. `evicted` are the sessions beyond 25, which the caller announces.
 */
export async function startSession(
  tx: Tx,
  user: { id: string; passwordHash: string },
  device: RequestMeta & { keep: boolean },
): Promise<StartedSession> {
  const [locked] = await tx.sql(LOCK_USER, [user.id]);
  if (locked?.password_hash !== user.passwordHash) {
    throw new AppError("unauthenticated", "Your password has just been changed. Sign in with the new one.");
  }
  const evicted = await tx.sql(EVICT_SESSIONS, [user.id, MAX_SESSIONS - 1]);
  const expiresAt = new Date(Date.now() + (device.keep ? KEPT_SESSION_MS : SHORT_SESSION_MS));
  const sessionId = newId();
  await tx.prisma.session.create({
    data: { id: sessionId, userId: user.id, userAgent: device.userAgent, ip: device.ip, expiresAt },
  });
  return { sessionId, expiresAt, evicted: evicted.map((row) => row.id) };
}

/** Ends live sessions of a user: the named one, or all but `except`. Returns the ids of those that lived. */
export async function endSessions(
  tx: Tx,
  userId: string,
  which: { only: string } | { except: string | null },
): Promise<string[]> {
  const id = "only" in which ? which.only : which.except ? { not: which.except } : undefined;
  const ended = await tx.prisma.session.updateManyAndReturn({
    where: { userId, revokedAt: null, ...(id && { id }) },
    data: { revokedAt: new Date() },
    select: { id: true },
  });
  return ended.map((row) => row.id);
}

/** The person's live sessions, the one in use first, then the latest used. */
export async function listSessions(
  db: Db,
  own: { userId: string; sessionId: string },
): Promise<SessionDto[]> {
  const rows = await db.prisma.session.findMany({
    where: { userId: own.userId, revokedAt: null, expiresAt: { gt: new Date() } },
    orderBy: { lastSeenAt: "desc" },
    take: MAX_SESSIONS * 2,
  });
  const sessions = rows.map((row) => ({
    id: row.id,
    device: deviceName(row.userAgent),
    ip: row.ip,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    isCurrent: row.id === own.sessionId,
  }));
  return sessions.sort((a, b) => Number(b.isCurrent) - Number(a.isCurrent));
}
