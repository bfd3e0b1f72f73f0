import { AppError } from "../../core/errors";
import { mintTenantId } from "../../core/ids";
import type { Tx } from "../../infra/db";
import { enqueueMail } from "../../infra/mail/job";
import type { RequestMeta } from "../../infra/request";
import { runtime } from "../../infra/runtime";
import { countAttempt } from "../accounts/attempts";
import {
  createEmailToken,
  getNewEmail,
  NEW_EMAIL_MS,
  refuseTakenEmail,
  spendEmailToken,
} from "../accounts/email";
import { refuseUnlessOwnPassword } from "../accounts/profile";
import type { ChangeEmail } from "../accounts/schema";
import { endSessions } from "../accounts/sessions";
import { hashToken } from "../accounts/tokens";
import { audit } from "../audit/audit";
import { loadMemberById } from "./member-actor";
import { announceEnded } from "./sessions";

/**
 * Mails a link to the new address, which takes the present password; until it is opened nothing changes. Throws AppError:
 * "bad_request" (field "current", or "email" for the present one), "conflict" (field "email"), "too_many_requests".
 */
export async function requestEmailChange(
  own: { user: { id: string; email: string; name: string } },
  input: ChangeEmail,
  from: RequestMeta,
): Promise<void> {
  const { db, limiter, appUrl } = runtime();
  const { user } = own;
  if (input.email === user.email) {
    throw new AppError("bad_request", "This is your e-mail already.", { field: "email" });
  }
  await refuseUnlessOwnPassword(db, user, input.current, from);
  await limiter.reset("sign-in.account", user.email);
  await countAttempt({ "new-email.account": user.id });
  await refuseTakenEmail(db, input.email);
  await db.transaction(async (tx) => {
    const token = await createEmailToken(tx, user.id, input.email);
    await enqueueMail(tx.sql, {
      to: input.email,
      template: "verify-email",
      data: { name: user.name, link: `${appUrl}/email/${token}`, hours: NEW_EMAIL_MS / 3_600_000 },
      tenantId: null,
      idempotencyKey: `new-email:${hashToken(token)}`,
      traceId: from.traceId,
    });
  });
}

/** The address that one's own link confirms. Throws AppError("not_found" | "too_many_requests"). */
export async function readEmailChange(
  own: { user: { id: string } },
  token: string,
  from: RequestMeta,
): Promise<{ email: string }> {
  await countAttempt({ "token.ip": from.ip });
  return getNewEmail(runtime().db, own.user.id, token);
}

/**
 * Moves one's own account to the address a link was sent to, tells the old one, and ends every other session. Having the
 * link is not enough: a mistyped address gives it to a stranger. Throws AppError: "not_found" for a link that is used, too
 * old, unknown or another person's; "conflict" where the address got an account meanwhile.
 */
export async function confirmEmailChange(
  own: { sessionId: string; user: { id: string } },
  token: string,
  from: RequestMeta,
): Promise<{ email: string }> {
  await countAttempt({ "token.ip": from.ip });
  return runtime().db.transaction(async (tx) => {
    const moved = await spendEmailToken(tx, own.user.id, token);
    const others = await endSessions(tx, own.user.id, { except: own.sessionId });
    await announceEnded(tx, own.user.id, others, from.traceId);
    await enqueueMail(tx.sql, {
      to: moved.from,
      template: "email-changed",
      data: { name: moved.name, email: moved.to },
      tenantId: null,
      idempotencyKey: `email-changed:${hashToken(token)}`,
      traceId: from.traceId,
    });
    await record(tx, moved, from);
    return { email: moved.to };
  });
}

/** In every business the person works for, so that whoever manages its members can see it. */
async function record(
  tx: Tx,
  moved: { userId: string; from: string; to: string },
  from: RequestMeta,
): Promise<void> {
  const members = await tx.prisma.member.findMany({
    where: { userId: moved.userId, deactivatedAt: null },
    select: { id: true, tenantId: true },
  });
  for (const { id, tenantId } of members) {
    const actor = await loadMemberById(tx.sql, mintTenantId(tenantId), id);
    if (!actor) continue;
    const ctx = { tenantId: mintTenantId(tenantId), actor, traceId: from.traceId, ip: from.ip };
    await audit(tx, ctx, {
      action: "member.email",
      target: { kind: "member", id },
      before: { email: moved.from },
      after: { email: moved.to },
    });
  }
}
