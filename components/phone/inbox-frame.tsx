"use client";

import { useTranslations } from "next-intl";

/** The inbox itself, at the conversation that the phone shows. */
export function InboxFrame({ slug, conversationId }: { slug: string; conversationId: string | null }) {
  const t = useTranslations("phone");
  const address = `/t/${slug}/inbox${conversationId ? `/${conversationId}` : ""}?view=all`;
  return (
    <>
      <iframe
        title={t("inbox")}
        src={address}
        className="min-h-0 grow rounded-12 border border-border bg-surface shadow-e1 max-lg:hidden"
      />
      <p className="text-center text-body lg:hidden">
        <a href={address} className="rounded-4 font-medium text-primary-text hover:underline">
          {t("openInbox")}
        </a>
      </p>
    </>
  );
}
