"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { GroupPersonDto } from "../../server/modules/contacts/schema";
import { formatPhone } from "./phone";

/** More than these are shown when asked for. */
const FIRST = 8;

/** Who is in the group, as its network last said; nothing for one person. */
export function GroupPeople({ people }: { people: readonly GroupPersonDto[] }) {
  const t = useTranslations("contacts");
  const [isAll, setAll] = useState(false);
  if (people.length === 0) return null;
  const shown = isAll ? people : people.slice(0, FIRST);
  return (
    <section aria-label={t("inGroup")} className="border-border border-b px-4 py-3">
      <h3 className="mb-1 font-semibold text-meta">
        {t("inGroup")} <span className="num font-normal text-text-3">{people.length}</span>
      </h3>
      <ul>
        {shown.map(({ id, name, phone, isAdmin }) => (
          <li key={id} className="flex flex-wrap items-baseline gap-x-2 py-0.5">
            <span className="min-w-0 grow break-words">{name ?? formatPhone(phone ?? id)}</span>
            {name && phone ? (
              <span className="num shrink-0 text-meta text-text-3">{formatPhone(phone)}</span>
            ) : null}
            {isAdmin ? <span className="shrink-0 text-caption text-text-2">{t("groupAdmin")}</span> : null}
          </li>
        ))}
      </ul>
      {people.length > shown.length ? (
        <button
          type="button"
          className="mt-1 rounded-4 text-meta text-primary-text hover:underline max-sm:py-2"
          onClick={() => setAll(true)}
        >
          {t("wholeGroup", { count: people.length })}
        </button>
      ) : null}
    </section>
  );
}
