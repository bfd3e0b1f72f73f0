import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { AuthFoot, AuthHead, textLink } from "@/components/auth/head";
import { SignInForm } from "@/components/auth/sign-in-form";
import { Banner } from "@/components/ui/banner";
import { findOwnSession } from "@/server/trpc/gate";
import { safePath } from "@/server/trpc/safe-path";
import { signIn } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth"))("signIn.title") };
}

const NOTICES = ["ended", "password-changed", "signed-out"] as const;
type Query = Promise<{ next?: string; email?: string; notice?: string }>;

export default async function SignInPage({ searchParams }: { searchParams: Query }) {
  const { next, email, notice } = await searchParams;
  const path = safePath(next);
  if (await findOwnSession()) redirect(path ?? "/t");
  const t = await getTranslations("auth");
  const known = NOTICES.find((name) => name === notice);
  return (
    <>
      <AuthHead title={t("signIn.head")}>{t("signIn.lead")}</AuthHead>
      {known ? (
        <div className="mb-5">
          <Banner tone="info" fact={t(`signIn.notice.${known}`)} role="status" />
        </div>
      ) : null}
      <SignInForm action={signIn} next={path} email={typeof email === "string" ? email : ""} />
      <AuthFoot>
        {t("signIn.new")}{" "}
        <Link href="/sign-up" className={textLink}>
          {t("signUp.button")}
        </Link>
      </AuthFoot>
    </>
  );
}
