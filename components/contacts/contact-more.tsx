"use client";

import { useTranslations } from "next-intl";
import { useNow, useReader } from "../i18n/clock";
import { formatListTime } from "../i18n/time";
import { useWorkspace } from "../realtime/context";
import { NavLink } from "../ui/nav-link";
import { ContactNotes } from "./contact-notes";
import { Earlier } from "./earlier";
import { GroupPeople } from "./group-people";
import { RatingsOf } from "./ratings-of";
import { useContact } from "./use-contact";

/** Below the conversation's own facts: earlier conversations, notes, pages visited. */
export default function ContactMore({
  contactId,
  conversationId,
}: {
  contactId: string;
  conversationId: string;
}) {
  const t = useTranslations("contacts");
  const { me } = useWorkspace();
  const { contact } = useContact(contactId);
  if (!contact) return null;
  return (
    <>
      <GroupPeople people={contact.people} />
      <Earlier contactId={contactId} conversationId={conversationId} />
      <RatingsOf contactId={contactId} className="border-border border-b px-4 py-3" />
      <ContactNotes contact={contact} title={t("notes")} />
      <Visits visits={contact.visits} />
      <p className="px-4 py-3">
        <NavLink
          href={`/t/${me.tenant.slug}/contacts/${contactId}`}
          className="text-meta text-primary-text hover:underline"
        >
          {t("openPage")}
        </NavLink>
      </p>
    </>
  );
}

export function Visits({
  visits,
}: {
  visits: readonly { id: string; url: string; title: string; visitedAt: string }[];
}) {
  const t = useTranslations("contacts");
  const reader = useReader();
  const now = useNow();
  if (visits.length === 0) return null;
  return (
    <section aria-label={t("visits")} className="border-border border-b px-4 py-3">
      <h3 className="mb-1 font-semibold text-meta">{t("visits")}</h3>
      <ul>
        {visits.map((visit) => (
          <li key={visit.id} className="flex items-baseline gap-2 py-0.5">
            <a
              href={visit.url}
              target="_blank"
              rel="noreferrer noopener"
              title={visit.url}
              className="min-w-0 grow truncate hover:underline"
            >
              {visit.title || visit.url.replace(/^https?:\/\//, "")}
            </a>
            <span className="num shrink-0 text-meta text-text-3">
              {formatListTime(visit.visitedAt, now, reader)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
