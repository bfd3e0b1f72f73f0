import { clock } from "../../core/clock";
import { enqueueMail } from "../../infra/mail/job";
import type { RequestMeta } from "../../infra/request";
import { runtime } from "../../infra/runtime";
import { countAttempt } from "../accounts/attempts";
import { hashPassword } from "../accounts/password";
import { refuseUnlessOwnPassword } from "../accounts/profile";
import { createResetToken, getReset, RESET_MS, spendReset } from "../accounts/reset";
import type { ChangePassword, RequestPasswordReset, ResetPassword } from "../accounts/schema";
import { endSessions } from "../accounts/sessions";
import { hashToken } from "../accounts/tokens";
import { refuseWeakPassword } from "../accounts/users";
import { announceEnded } from "./sessions";

/** Both answers, account or none, take at least this long, so that the time tells nothing. */
const REQUEST_FLOOR_MS = 250;

/** Mails a link that sets a new password, if the e-mail has an account; the answer is the same if not. */
export async function requestPasswordReset(input: RequestPasswordReset, from: RequestMeta): Promise<void> {
  await countAttempt({ "forgot.ip": from.ip, "forgot.account": input.email });
  const answerAt = clock.now() + REQUEST_FLOOR_MS;
  const { db, appUrl } = runtime();
  const user = await db.prisma.user.findUnique({ where: { email: input.email } });
  if (user) {
    await db.transaction(async (tx) => {
      const token = await createResetToken(tx, user.id);
      await enqueueMail(tx.sql, {
        to: user.email,
        template: "reset-password",
        data: { name: user.name, link: `${appUrl}/reset/${token}`, minutes: RESET_MS / 60_000 },
        tenantId: null,
        idempotencyKey: `reset:${hashToken(token)}`,
        traceId: from.traceId,
      });
    });
  }
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, answerAt - clock.now())));
}

/** Whose password a link resets. Throws AppError("not_found" | "too_many_requests"). */
export async function readPasswordReset(token: string, from: RequestMeta): Promise<{ email: string }> {
  await countAttempt({ "token.ip": from.ip });
  const { email } = await getReset(runtime().db, token);
  return { email };
}

/**
 * Sets the password a link asks for and ends every session of the user. Throws AppError: "not_found" for a link that is
 * used, too old or unknown; "bad_request" (field "password") for a weak password, after which the link is still good.
 */
export async function resetPassword(input: ResetPassword, from: RequestMeta): Promise<{ email: string }> {
  await countAttempt({ "token.ip": from.ip });
  const { db, limiter } = runtime();
  const person = await getReset(db, input.token);
  refuseWeakPassword(input.password, person);
  const passwordHash = await hashPassword(input.password);
  await db.transaction(async (tx) => {
    const { userId, ended } = await spendReset(tx, input.token, passwordHash);
    await announceEnded(tx, userId, ended, from.traceId);
  });
  await limiter.reset("sign-in.account", person.email);
  return { email: person.email };
}

/** Changes one's own password, which takes the present one, and ends every other session. Returns how many ended. */
export async function changePassword(
  own: { sessionId: string; user: { id: string; email: string; name: string } },
  input: ChangePassword,
  from: RequestMeta,
): Promise<number> {
  const { db, limiter } = runtime();
  await refuseUnlessOwnPassword(db, own.user, input.current, from);
  refuseWeakPassword(input.password, own.user);
  const passwordHash = await hashPassword(input.password);
  const ended = await db.transaction(async (tx) => {
    await tx.prisma.user.update({ where: { id: own.user.id }, data: { passwordHash } });
    // A link that somebody else may have read must not undo the change.
    await tx.prisma.userToken.updateMany({
      where: { userId: own.user.id, usedAt: null },
      data: { usedAt: new Date() },
    });
    const others = await endSessions(tx, own.user.id, { except: own.sessionId });
    await announceEnded(tx, own.user.id, others, from.traceId);
    return others.length;
  });
  await limiter.reset("sign-in.account", own.user.email);
  return ended;
}
