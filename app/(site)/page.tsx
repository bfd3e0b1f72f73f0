import { CodeXml, type LucideIcon, Radio, ShieldCheck, Users } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { StagingBanner } from "@/components/shell/staging";
import { DemoShops } from "@/components/site/demo-shops";
import { buttonClass } from "@/components/ui/button";
import { Logo } from "@/components/ui/logo";
import { runtime } from "@/server/infra/runtime";
import { listDemoTenants } from "@/server/modules/tenants/queries";
import { findOwnSession } from "@/server/trpc/gate";

export async function generateMetadata(): Promise<Metadata> {
  return { title: { absolute: (await getTranslations("site"))("title") } };
}

const FACTS = [
  { key: "live", Icon: Radio },
  { key: "safe", Icon: ShieldCheck },
  { key: "team", Icon: Users },
  { key: "install", Icon: CodeXml },
] as const satisfies { key: string; Icon: LucideIcon }[];

/** The product's front page: what it does today, and the ways in. */
export default async function FrontPage() {
  const t = await getTranslations("site");
  const [session, shops] = await Promise.all([findOwnSession(), listDemoTenants(runtime().db)]);
  const primary = buttonClass({ variant: "primary", size: "lg" });
  return (
    <div className="min-h-dvh bg-surface">
      {runtime().env.PARLEY_ENV === "staging" ? <StagingBanner /> : null}
      <header className="mx-auto flex max-w-5xl items-center justify-between gap-4 px-5 py-5 sm:px-8">
        <span className="inline-flex items-center gap-2.5">
          <Logo size={30} />
          <span aria-hidden="true" className="font-[650] text-title text-text tracking-[-0.01em]">
            Parley
          </span>
        </span>
        <nav aria-label={t("ways")} className="flex items-center gap-2">
          {session ? (
            <Link href="/t" className={buttonClass({ variant: "primary" })}>
              {t("toInbox")}
            </Link>
          ) : (
            <Link href="/sign-in" className={buttonClass()}>
              {t("signIn")}
            </Link>
          )}
        </nav>
      </header>
      <main className="mx-auto max-w-5xl px-5 pb-16 sm:px-8">
        <section className="pt-12 pb-14 sm:pt-20 sm:pb-20">
          <h1 className="max-w-2xl text-balance font-[650] text-[2.125rem]/[2.5rem] text-text tracking-[-0.028em] sm:text-[3rem]/[3.375rem]">
            {t("head")}
          </h1>
          <p className="mt-5 max-w-xl text-[1rem]/[1.625rem] text-text-2">{t("lead")}</p>
          {session ? null : (
            <p className="mt-8 flex flex-wrap gap-3">
              <Link href="/sign-up" className={primary}>
                {t("signUp")}
              </Link>
            </p>
          )}
        </section>
        {shops.length > 0 ? <DemoShops shops={shops} /> : null}
        <ul className="mt-14 grid gap-x-10 gap-y-9 border-border border-t pt-12 sm:grid-cols-2">
          {FACTS.map(({ key, Icon }) => (
            <li key={key} className="flex gap-4">
              <span
                aria-hidden="true"
                className="grid size-9 shrink-0 place-items-center rounded-10 border border-primary-line bg-primary-soft text-primary-text"
              >
                <Icon size={18} strokeWidth={1.75} />
              </span>
              <div>
                <h2 className="font-semibold text-list text-text">{t(`facts.${key}.title`)}</h2>
                <p className="mt-1 max-w-sm text-message text-text-2">{t(`facts.${key}.text`)}</p>
              </div>
            </li>
          ))}
        </ul>
      </main>
      <footer className="mx-auto max-w-5xl px-5 pb-10 text-meta text-text-3 sm:px-8">{t("footer")}</footer>
    </div>
  );
}
