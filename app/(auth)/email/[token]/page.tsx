import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { AuthHead } from "@/components/auth/head";
import { NewEmailForm } from "@/components/auth/new-email-form";
import { serverCaller } from "@/server/trpc/caller";
import { findOwnSession } from "@/server/trpc/gate";
import { refusalOf } from "@/server/trpc/refusal";
import { confirmEmail } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  // The address holds the link's secret: no other site may learn it.
  return { title: (await getTranslations("auth"))("newEmail.head"), referrer: "no-referrer" };
}

/** For the person who asked, signed in. Asks before it moves the account: what opens links in mails by itself must not. */
export default async function NewEmailPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  if (!(await findOwnSession())) redirect(`/sign-in?${new URLSearchParams({ next: `/email/${token}` })}`);
  const t = await getTranslations("auth");
  const { account } = await serverCaller();
  const found = await account.emailChange({ token }).catch(refusalOf);
  if ("refusal" in found) return <AuthHead title={t("linkGone")}>{found.refusal}</AuthHead>;
  return (
    <>
      <AuthHead title={t("newEmail.head")}>{t("newEmail.lead", { email: found.email })}</AuthHead>
      <NewEmailForm action={confirmEmail.bind(null, token)} />
    </>
  );
}
