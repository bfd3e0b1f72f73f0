import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { readerOf, TIME_ZONE } from "@/components/i18n/reader";
import { formatDateTime } from "@/components/i18n/time";
import { buttonClass } from "@/components/ui/button";
import { Uuid } from "@/server/core/ids";
import { findKeptMail, partsOf } from "@/server/infra/mail/read-kept";
import { requireKeptMail } from "../gate";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("mail"))("title") };
}

export default async function KeptMailPage({ params }: { params: Promise<{ id: string }> }) {
  const { db, scope } = await requireKeptMail();
  const id = Uuid.safeParse((await params).id);
  const mail = id.success ? await findKeptMail(db, scope, id.data) : null;
  if (!mail) notFound();
  const [t, locale] = await Promise.all([getTranslations("mail"), getLocale()]);
  return (
    <article className="rounded-12 border border-border bg-surface p-5 shadow-e1 sm:p-7">
      <p className="mb-4 text-body">
        <Link href="/dev/mail" className="rounded-4 font-medium text-primary-text hover:underline">
          {t("all")}
        </Link>
      </p>
      <h1 className="text-balance font-[650] text-hero text-text tracking-[-0.022em]">{mail.subject}</h1>
      <p className="num mt-1 mb-6 border-border border-b pb-5 text-body text-text-2">
        {t("to", {
          to: mail.to,
          when: formatDateTime(mail.createdAt.toISOString(), readerOf(locale, TIME_ZONE)),
        })}
      </p>
      {partsOf(mail.text).map(({ text, link }) => (
        <p key={text} className="mb-4 max-w-prose break-words text-message text-text">
          {link ? (
            <a href={link} className={buttonClass({ variant: "primary", size: "lg" })}>
              {text}
            </a>
          ) : (
            text
          )}
        </p>
      ))}
    </article>
  );
}
