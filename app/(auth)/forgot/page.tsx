import type { Metadata } from "next";
import { headers } from "next/headers";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { ForgotForm } from "@/components/auth/forgot-form";
import { AuthFoot, AuthHead, textLink } from "@/components/auth/head";
import { keptMailScope } from "@/server/infra/mail/read-kept";
import { runtime } from "@/server/infra/runtime";
import { fromOf } from "@/server/infra/this-machine";
import { requestPasswordReset } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth"))("forgot.head") };
}

export default async function ForgotPage() {
  const t = await getTranslations("auth");
  const { env, mailer } = runtime();
  const isMailKept = keptMailScope(env, mailer, fromOf(await headers())) !== null;
  return (
    <>
      <AuthHead title={t("forgot.head")}>{t("forgot.lead")}</AuthHead>
      <ForgotForm action={requestPasswordReset} isMailKept={isMailKept} />
      <AuthFoot>
        <Link href="/sign-in" className={textLink}>
          {t("forgot.back")}
        </Link>
      </AuthFoot>
    </>
  );
}
