import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { AuthFoot, AuthHead, textLink } from "@/components/auth/head";
import { SignUpForm } from "@/components/auth/sign-up-form";
import { signUp } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth"))("signUp.button") };
}

export default async function SignUpPage() {
  const t = await getTranslations("auth");
  return (
    <>
      <AuthHead title={t("signUp.head")}>{t("signUp.lead")}</AuthHead>
      <SignUpForm action={signUp} />
      <AuthFoot>
        {t("signUp.known")}{" "}
        <Link href="/sign-in" className={textLink}>
          {t("signIn.button")}
        </Link>
      </AuthFoot>
    </>
  );
}
