import { cookies, headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { AppError } from "../core/errors";
import { chooseLocale, type Locale } from "../core/locales";
import { runtime } from "../infra/runtime";
import { findSignedIn, type SignedIn } from "../modules/accounts/session";
import { readSessionClaim } from "../modules/accounts/session-cookie";
import { loadMemberGate, type MemberGate } from "../modules/tenants/gate";

/**
 * The session gate of the pages below /t/[tenant]: the member, or the sign-in page (and back), or not found. Once a
 * request, however many layouts and pages ask.
 */
export async function requireMember(slug: string): Promise<MemberGate> {
  try {
    const member = await findMember(slug);
    return member ?? (await toSignIn(slug));
  } catch (error) {
    if (error instanceof AppError && error.code === "unauthenticated") return toSignIn(slug);
    if (error instanceof AppError && error.code === "not_found") return notFound();
    throw error;
  }
}

/** The person behind the cookie in that tenant, null without one. Throws AppError("unauthenticated" | "not_found"). */
const findMember = cache(async function findMember(slug: string): Promise<MemberGate | null> {
  const claim = await claimOfRequest();
  return claim && loadMemberGate(runtime().db, claim, slug);
});

/** The language in which the signed-in person reads that tenant, or what belongs to none; null for a stranger. */
export async function findOwnLocale(slug: string | undefined): Promise<Locale | null> {
  try {
    const member = slug ? await findMember(slug) : null;
    if (member) return member.locale;
  } catch (error) {
    // The page itself says what is wrong; it is said in some language.
    if (!(error instanceof AppError)) throw error;
  }
  const own = (await findOwnSession())?.user.locale;
  return own ? chooseLocale(own) : null;
}

/** The signed-in person, or null. */
export const findOwnSession = cache(async function findOwnSession(): Promise<SignedIn | null> {
  const claim = await claimOfRequest();
  return claim && findSignedIn(runtime().db, claim);
});

async function claimOfRequest() {
  return readSessionClaim((await cookies()).toString());
}

/** Back to the page that was asked for; middleware.ts names it in x-parley-path. */
async function toSignIn(slug: string): Promise<never> {
  const path = (await headers()).get("x-parley-path") ?? `/t/${encodeURIComponent(slug)}/inbox`;
  return redirect(`/sign-in?next=${encodeURIComponent(path)}`);
}
