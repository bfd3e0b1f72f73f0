import { MailOpen } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { readerOf, TIME_ZONE } from "@/components/i18n/reader";
import { formatDateTime } from "@/components/i18n/time";
import { Empty } from "@/components/ui/empty";
import { listKeptMail } from "@/server/infra/mail/read-kept";
import { requireKeptMail } from "./gate";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("mail"))("title") };
}

export default async function KeptMailPage() {
  const { db, scope } = await requireKeptMail();
  const [t, locale] = await Promise.all([getTranslations("mail"), getLocale()]);
  const mails = await listKeptMail(db, scope);
  return (
    <>
      <h1 className="font-[650] text-hero text-text tracking-[-0.022em]">{t("title")}</h1>
      <p className="mt-1 text-message text-text-2">{t("lead")}</p>
      <div className="mt-6 overflow-hidden rounded-12 border border-border bg-surface shadow-e1">
        {mails.length === 0 ? <Empty icon={MailOpen} fact={t("emptyFact")} next={t("emptyNext")} /> : null}
        <ul className="divide-y divide-border">
          {mails.map((mail) => (
            <li key={mail.id}>
              <Link
                href={`/dev/mail/${mail.id}`}
                className="row-focus flex flex-wrap items-baseline gap-x-4 px-4 py-3 hover:bg-hover"
              >
                <span className="min-w-0 grow basis-60 truncate font-medium text-text">{mail.subject}</span>
                <span className="truncate text-body text-text-2">{mail.to}</span>
                <time dateTime={mail.createdAt.toISOString()} className="num text-meta text-text-3">
                  {formatDateTime(mail.createdAt.toISOString(), readerOf(locale, TIME_ZONE))}
                </time>
              </Link>
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}
