import { AppError } from "../../core/errors";
import { mintTenantId } from "../../core/ids";
import type { Tx } from "../../infra/db";
import type { RequestMeta } from "../../infra/request";
import { runtime } from "../../infra/runtime";
import { checkCredentials } from "../accounts/credentials";
import type { SignIn } from "../accounts/schema";
import { endSessions, startSession } from "../accounts/sessions";
import { publish } from "./publish";

/** `expiresAt` is the session's end, whatever the cookie says. */
export type NewSession = { userId: string; sessionId: string; name: string; email: string; expiresAt: Date };

/** Signs in by e-mail and password. Throws as checkCredentials does. */
export async function signIn(input: SignIn, from: RequestMeta): Promise<NewSession> {
  const user = await checkCredentials(input, from);
  // A second factor, once a user can set one up, is asked for here: after the password, before there is a session.
  const started = await runtime().db.transaction(async (tx) => {
    const session = await startSession(tx, user, { ...from, keep: input.keep });
    await announceEnded(tx, user.id, session.evicted, from.traceId);
    return session;
  });
  return { userId: user.id, name: user.name, email: user.email, ...started };
}

/** Ends the session the person is using. Nothing happens when it has ended already. */
export async function signOut(own: { userId: string; sessionId: string }, traceId: string): Promise<void> {
  await runtime().db.transaction(async (tx) => {
    const ended = await endSessions(tx, own.userId, { only: own.sessionId });
    await announceEnded(tx, own.userId, ended, traceId);
  });
}

/** Ends one session of the person. Throws AppError("not_found") for anybody else's. */
export async function revokeSession(userId: string, sessionId: string, traceId: string): Promise<void> {
  await runtime().db.transaction(async (tx) => {
    const ended = await endSessions(tx, userId, { only: sessionId });
    if (ended.length === 0) throw new AppError("not_found", "This session has ended already.");
    await announceEnded(tx, userId, ended, traceId);
  });
}

/** Ends every session of the person but the one in use. Returns how many. */
export async function revokeOtherSessions(
  own: { userId: string; sessionId: string },
  traceId: string,
): Promise<number> {
  return runtime().db.transaction(async (tx) => {
    const ended = await endSessions(tx, own.userId, { except: own.sessionId });
    await announceEnded(tx, own.userId, ended, traceId);
    return ended.length;
  });
}

/**
 * Tells every business the user works for that these sessions have ended, and closes the user's sockets there after the
 * commit; those of a session that still lives come back at once.
 */
export async function announceEnded(
  tx: Tx,
  userId: string,
  ended: readonly string[],
  traceId: string,
): Promise<void> {
  if (ended.length === 0) return;
  const members = await tx.prisma.member.findMany({
    where: { userId, deactivatedAt: null },
    select: { id: true, tenantId: true },
  });
  for (const member of members) {
    const ctx = { tenantId: mintTenantId(member.tenantId), traceId };
    for (const sessionId of ended) await publish(tx, ctx, { type: "session.revoked", userId, sessionId });
  }
  tx.afterCommit(() => closeSockets(members.map((member) => member.id)));
}

/** Cuts the sockets of members whose access has changed. They come back with the rooms they still may have. */
export async function closeSockets(memberIds: readonly string[]): Promise<void> {
  const { realtime, log } = runtime();
  for (const memberId of memberIds) {
    try {
      await realtime.terminateUser(memberId);
    } catch (error) {
      // The session is gone all the same: the next request and the next room are refused.
      log.warn({ err: error, memberId }, "a member's sockets could not be closed");
    }
  }
}
