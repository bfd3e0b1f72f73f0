import type { ReactNode } from "react";
import { Logo } from "@/components/ui/logo";

export const metadata = { robots: { index: false }, referrer: "no-referrer" };

/** The mail that an installation without a mail server has kept. */
export default function KeptMailLayout({ children }: { children: ReactNode }) {
  return (
    <div className="min-h-dvh bg-canvas">
      <header className="mx-auto max-w-3xl px-4 py-5">
        <a href="/" className="inline-block rounded-8">
          <Logo size={30} />
        </a>
      </header>
      <main className="mx-auto max-w-3xl px-4 pb-12">{children}</main>
    </div>
  );
}
