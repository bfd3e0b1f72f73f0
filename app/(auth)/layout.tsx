import Link from "next/link";
import type { ReactNode } from "react";
import { Showcase } from "@/components/auth/showcase";
import { Texts } from "@/components/i18n/provider";
import { StagingBanner } from "@/components/shell/staging";
import { Logo } from "@/components/ui/logo";
import { runtime } from "@/server/infra/runtime";

/** The form on the left, what the product is for on the right; on a phone the form alone. */
export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <Texts of={["ui", "auth"]}>
      {runtime().env.PARLEY_ENV === "staging" ? <StagingBanner /> : null}
      <div className="flex min-h-dvh bg-surface">
        <div className="flex min-w-0 grow flex-col px-5 pb-10 sm:px-9">
          <header className="pt-6 sm:pt-7">
            <Link href="/" className="inline-flex items-center gap-2.5 rounded-8">
              <Logo size={30} />
              <span aria-hidden="true" className="font-[650] text-title text-text tracking-[-0.01em]">
                Parley
              </span>
            </Link>
          </header>
          <main className="mx-auto flex w-full max-w-[360px] grow flex-col justify-center py-10">
            {children}
          </main>
        </div>
        <Showcase />
      </div>
    </Texts>
  );
}
