import { cookies, headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { AppError } from "../core/errors";
import { runtime } from "../infra/runtime";
import { findSignedIn, type SignedIn } from "../modules/accounts/session";
import { readSessionClaim } from "../modules/accounts/session-cookie";
import { loadMemberGate, type MemberGate } from "../modules/tenants/gate";

/**
 * The session gate of the pages below /t/[tenant]: the member, or the sign-in page (and back), or not found. Once a
 * request, however many layouts and pages ask.
 */
export const requireMember = cache(async function requireMember(slug: string): Promise<MemberGate> {
  const claim = await claimOfRequest();
  if (!claim) return toSignIn(slug);
  try {
    return await loadMemberGate(runtime().db, claim, slug);
  } catch (error) {
    if (error instanceof AppError && error.code === "unauthenticated") return toSignIn(slug);
    if (error instanceof AppError && error.code === "not_found") return notFound();
    throw error;
  }
});

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
