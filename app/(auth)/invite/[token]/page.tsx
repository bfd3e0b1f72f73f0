import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { AuthFoot, AuthHead, textLink } from "@/components/auth/head";
import { JoinForm } from "@/components/auth/join-form";
import { buttonClass } from "@/components/ui/button";
import { serverCaller } from "@/server/trpc/caller";
import { findOwnSession } from "@/server/trpc/gate";
import { refusalOf } from "@/server/trpc/refusal";
import { acceptInvitation } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  // The address holds the link's secret: no other site may learn it.
  return { title: (await getTranslations("auth"))("invite.title"), referrer: "no-referrer" };
}

export default async function InvitePage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const t = await getTranslations("auth");
  const { account } = await serverCaller();
  const invitation = await account.invitation({ token }).catch(refusalOf);
  if ("refusal" in invitation) return <AuthHead title={t("linkGone")}>{invitation.refusal}</AuthHead>;
  const { tenantName, inviterName, email, hasAccount } = invitation;
  const session = await findOwnSession();
  const isTheirs = session?.user.email === email;
  const role = (await getTranslations("members.roles"))(invitation.role);
  const signIn = `/sign-in?${new URLSearchParams({ email, next: `/invite/${token}` })}`;
  return (
    <>
      <AuthHead title={t("invite.head", { tenant: tenantName })}>
        {t("invite.lead", { inviter: inviterName, role })}
      </AuthHead>
      {hasAccount && !isTheirs ? (
        <>
          <p className="mb-5 text-message text-text-2">
            {session ? t("invite.other", { own: session.user.email, email }) : t("invite.known", { email })}
          </p>
          {/* A plain link: signing out must not happen by fetching ahead. */}
          {session ? (
            <a href="/sign-out" className={buttonClass({ size: "lg" })}>
              {t("invite.signOut")}
            </a>
          ) : (
            <Link href={signIn} className={buttonClass({ variant: "primary", size: "lg" })}>
              {t("invite.signIn", { email })}
            </Link>
          )}
        </>
      ) : (
        <JoinForm
          action={acceptInvitation.bind(null, token)}
          tenantName={tenantName}
          newEmail={hasAccount ? null : email}
        />
      )}
      {!hasAccount ? (
        <AuthFoot>
          {t("invite.wrong")}{" "}
          <Link href="/" className={textLink}>
            {t("invite.leave")}
          </Link>
        </AuthFoot>
      ) : null}
    </>
  );
}
