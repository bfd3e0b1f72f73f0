import { AppError } from "../core/errors";
import type { TenantId } from "../core/ids";
import type { Locale } from "../core/locales";
import type { Tx } from "../infra/db";
import { enqueueMail } from "../infra/mail/job";
import type { RequestMeta } from "../infra/request";
import { runtime } from "../infra/runtime";
import { countAttempt } from "../modules/accounts/attempts";
import type { SignedIn } from "../modules/accounts/session";
import { createUser, type PreparedUser, prepareUser } from "../modules/accounts/users";
import { createWebsiteInbox, joinAllInboxes } from "../modules/inboxes/create";
import { addMember, createTenant, type NewTenant } from "../modules/tenants/create";
import { getInvitation, type Joined, joinByInvitation } from "../modules/tenants/joining";
import type { AcceptInvitation, InvitationPreview, SignUp } from "../modules/tenants/schema";

/** A business with its website inbox and the user as its primary owner. For the caller's transaction. */
export async function openBusiness(
  tx: Tx,
  given: { name: string; userId: string; traceId: string; locale?: Locale },
): Promise<NewTenant> {
  const tenant = await createTenant(tx, given.name, given.locale);
  const ctx = { tenantId: tenant.id, traceId: given.traceId };
  await createWebsiteInbox(tx, ctx, "Website");
  const owner = { userId: given.userId, role: "owner", isPrimaryOwner: true } as const;
  await joinAllInboxes(tx, ctx, await addMember(tx, ctx, owner));
  return tenant;
}

/**
 * Signs a person and their business up: user, tenant, website inbox and primary owner, or none of them. Throws AppError:
 * "conflict" (field "email"), "bad_request" (field "password"), "too_many_requests".
 */
export async function signUp(
  input: SignUp,
  from: RequestMeta,
): Promise<{ tenantId: TenantId; slug: string }> {
  await countAttempt({ "sign-up.ip": from.ip });
  const { db, appUrl } = runtime();
  const person = await prepareUser(input);
  return db.transaction(async (tx) => {
    const user = await createUser(tx, person);
    const { business: name, locale } = input;
    const tenant = await openBusiness(tx, { name, locale, userId: user.id, traceId: from.traceId });
    await enqueueMail(tx.sql, {
      to: person.email,
      template: "welcome",
      data: { name: person.name, tenant: tenant.name, link: `${appUrl}/t/${tenant.slug}/inbox` },
      tenantId: tenant.id,
      idempotencyKey: `welcome:${tenant.id}`,
      traceId: from.traceId,
    });
    return { tenantId: tenant.id, slug: tenant.slug };
  });
}

/** What an invitation's link opens. Throws AppError("not_found" | "too_many_requests"). */
export async function readInvitation(token: string, from: RequestMeta): Promise<InvitationPreview> {
  await countAttempt({ "token.ip": from.ip });
  return getInvitation(runtime().db, token);
}

/**
 * Accepts an invitation: as the signed-in person, or as a new user for the e-mail it was sent to. Throws AppError:
 * "not_found" for a link that no longer works, "forbidden" for somebody else's, "unauthenticated" when the e-mail has an
 * account that must sign in first, "bad_request" (field "password").
 */
export async function acceptInvitation(
  input: AcceptInvitation,
  signedIn: SignedIn | null,
  from: RequestMeta,
): Promise<{ slug: string; email: string }> {
  await countAttempt({ "token.ip": from.ip });
  const { db } = runtime();
  const { email, hasAccount } = await getInvitation(db, input.token);
  const newcomer = hasAccount ? null : await newcomerOf(input, email);
  const joined = await db.transaction(async (tx) => {
    const user = newcomer ? { ...(await createUser(tx, newcomer)), email } : signedIn?.user;
    if (!user) throw new AppError("unauthenticated", `${email} has an account. Sign in to it to join.`);
    return join(tx, input.token, { id: user.id, email: user.email, traceId: from.traceId, ip: from.ip });
  });
  return { slug: joined.slug, email };
}

async function newcomerOf({ name, password }: AcceptInvitation, email: string): Promise<PreparedUser> {
  if (!name) throw new AppError("bad_request", "Enter your name", { field: "name" });
  if (!password) throw new AppError("bad_request", "Choose a password", { field: "password" });
  return prepareUser({ name, password, email });
}

async function join(
  tx: Tx,
  token: string,
  user: { id: string; email: string; traceId: string; ip: string },
): Promise<Joined> {
  const joined = await joinByInvitation(tx, token, user);
  await joinAllInboxes(tx, joined, joined.memberId);
  return joined;
}
