import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { AuthHead } from "@/components/auth/head";
import { ResetForm } from "@/components/auth/reset-form";
import { buttonClass } from "@/components/ui/button";
import { serverCaller } from "@/server/trpc/caller";
import { refusalOf } from "@/server/trpc/refusal";
import { resetPassword } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  // The address holds the link's secret: no other site may learn it.
  return { title: (await getTranslations("auth"))("reset.head"), referrer: "no-referrer" };
}

export default async function ResetPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const t = await getTranslations("auth");
  const { account } = await serverCaller();
  const found = await account.passwordReset({ token }).catch(refusalOf);
  if ("refusal" in found) {
    return (
      <>
        <AuthHead title={t("linkGone")}>{found.refusal}</AuthHead>
        <Link href="/forgot" className={buttonClass({ variant: "primary", size: "lg" })}>
          {t("reset.again")}
        </Link>
      </>
    );
  }
  return (
    <>
      <AuthHead title={t("reset.head")}>{t("reset.lead", { email: found.email })}</AuthHead>
      <ResetForm action={resetPassword.bind(null, token)} email={found.email} />
    </>
  );
}
