import { ArrowUpRight, Store } from "lucide-react";
import Link from "next/link";
import { getTranslations } from "next-intl/server";

/** The demo businesses: each a shop with the chat on it, and the way in for whoever answers there. */
export async function DemoShops({ shops }: { shops: readonly { slug: string; name: string }[] }) {
  const t = await getTranslations("site.demo");
  return (
    <section aria-labelledby="demo" className="rounded-16 border border-border bg-sunken p-5 sm:p-7">
      <h2 id="demo" className="font-[650] text-title text-text tracking-[-0.01em]">
        {t("head")}
      </h2>
      <p className="mt-1 max-w-xl text-message text-text-2">{t("lead")}</p>
      <ul className="mt-5 grid gap-3 sm:grid-cols-3">
        {shops.map(({ slug, name }) => (
          <li key={slug} className="flex flex-col rounded-12 border border-border bg-surface p-4 shadow-e1">
            <p className="flex items-center gap-2 font-semibold text-message text-text">
              <Store aria-hidden="true" size={16} strokeWidth={1.75} className="shrink-0 text-text-3" />
              {name}
            </p>
            <p className="mt-3 flex flex-wrap gap-x-4 gap-y-1 text-body">
              <Link
                href={`/demo/${slug}`}
                target="_blank"
                className="inline-flex items-center gap-1 rounded-4 font-medium text-primary-text hover:underline max-sm:min-h-11"
              >
                {t("shop")}
                <ArrowUpRight aria-hidden="true" size={14} strokeWidth={1.75} />
              </Link>
              <Link
                href={`/sign-in?${new URLSearchParams({ email: `agent1@${slug}.demo`, next: `/t/${slug}/inbox` })}`}
                className="inline-flex items-center rounded-4 font-medium text-primary-text hover:underline max-sm:min-h-11"
              >
                {t("agent")}
              </Link>
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
