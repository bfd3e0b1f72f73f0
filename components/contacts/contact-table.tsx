"use client";

import { clsx } from "clsx";
import { ArrowDown, ArrowUp, Ban } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { ContactSort } from "../../server/modules/contacts/filter";
import type { ContactListed } from "../../server/modules/contacts/schema";
import { useNow, useReader } from "../i18n/clock";
import { formatDate, formatListTime } from "../i18n/time";
import { LabelDots } from "../inbox/label-dots";
import { useWorkspace } from "../realtime/context";
import { Avatar } from "../ui/avatar";
import { NavLink } from "../ui/nav-link";
import { useWaits } from "../ui/use-hydrated";
import { formatPhone } from "./phone";

type Props = {
  contacts: readonly ContactListed[];
  sort: ContactSort;
  isDescending: boolean;
  onSort: (sort: ContactSort) => void;
  selected: ReadonlySet<string>;
  onSelect: (ids: ReadonlySet<string>) => void;
};

const CELL = "border-border border-b px-3 max-sm:block max-sm:border-0 max-sm:p-0";

/** Contacts as a table with a standing head and first column; below 640 px each is a card. */
export function ContactTable(props: Props) {
  const t = useTranslations("contactPages");
  const { contacts, selected, onSelect } = props;
  const waits = useWaits(true);
  const isAll = contacts.length > 0 && contacts.every(({ id }) => selected.has(id));
  const toggle = (id: string) => {
    const next = new Set(selected);
    if (!next.delete(id)) next.add(id);
    onSelect(next);
  };
  return (
    <table className="w-full border-separate border-spacing-0 text-left max-sm:block">
      <thead className="max-sm:sr-only">
        <tr className="h-8 text-head text-text-2">
          <th scope="col" className="sticky top-0 left-0 z-20 w-10 border-border border-b bg-sunken pl-4">
            <input
              type="checkbox"
              disabled={waits}
              aria-label={t("selectAll")}
              className="block size-4 accent-primary"
              checked={isAll}
              onChange={() => onSelect(isAll ? new Set() : new Set(contacts.map(({ id }) => id)))}
            />
          </th>
          <SortHead {...props} by="name" className="left-10 z-20">
            {t("name")}
          </SortHead>
          <Head>{t("email")}</Head>
          <Head>{t("phone")}</Head>
          <Head>{t("company")}</Head>
          <Head>{t("city")}</Head>
          <Head>{t("labels")}</Head>
          <SortHead {...props} by="lastActivityAt">
            {t("lastActivity")}
          </SortHead>
          <SortHead {...props} by="createdAt">
            {t("created")}
          </SortHead>
        </tr>
      </thead>
      <tbody className="max-sm:block">
        {contacts.map((contact) => (
          <Row
            key={contact.id}
            contact={contact}
            isSelected={selected.has(contact.id)}
            onToggle={() => toggle(contact.id)}
          />
        ))}
      </tbody>
    </table>
  );
}

function Head({ children }: { children: ReactNode }) {
  return (
    <th
      scope="col"
      className="sticky top-0 z-10 whitespace-nowrap border-border border-b bg-sunken px-3 font-semibold"
    >
      {children}
    </th>
  );
}

function SortHead(props: Props & { by: ContactSort; className?: string; children: ReactNode }) {
  const isSorted = props.sort === props.by;
  const Icon = props.isDescending ? ArrowDown : ArrowUp;
  return (
    <th
      scope="col"
      aria-sort={isSorted ? (props.isDescending ? "descending" : "ascending") : undefined}
      className={clsx(
        "sticky top-0 z-10 whitespace-nowrap border-border border-b bg-sunken px-3",
        props.className,
      )}
    >
      <button
        type="button"
        onClick={() => props.onSort(props.by)}
        className="-mx-1.5 flex h-6 items-center gap-1 rounded-6 px-1.5 font-semibold hover:bg-hover"
      >
        {props.children}
        {isSorted ? <Icon aria-hidden="true" size={12} strokeWidth={2} /> : null}
      </button>
    </th>
  );
}

function Row(props: { contact: ContactListed; isSelected: boolean; onToggle: () => void }) {
  const t = useTranslations("contactPages");
  const { me } = useWorkspace();
  const reader = useReader();
  const now = useNow();
  const waits = useWaits(true);
  const { contact, isSelected } = props;
  const back = isSelected ? "bg-selected" : "bg-surface group-hover:bg-hover";
  return (
    <tr
      className={clsx(
        "group h-10 max-sm:relative max-sm:block max-sm:h-auto max-sm:border-border max-sm:border-b max-sm:py-3 max-sm:pr-4 max-sm:pl-14",
        isSelected ? "bg-selected" : "hover:bg-hover",
      )}
    >
      <td
        className={clsx(
          "sticky left-0 border-border border-b pl-4 max-sm:absolute max-sm:top-4 max-sm:border-0",
          back,
        )}
      >
        <input
          type="checkbox"
          disabled={waits}
          aria-label={t("select", { name: contact.name })}
          className="block size-4 accent-primary"
          checked={isSelected}
          onChange={props.onToggle}
        />
      </td>
      <th scope="row" className={clsx(CELL, "sticky left-10 max-w-64 font-medium", back)}>
        <NavLink
          href={`/t/${me.tenant.slug}/contacts/${contact.id}`}
          className="row-focus flex items-center gap-2 rounded-6 hover:underline max-sm:min-h-8"
        >
          <Avatar id={contact.id} name={contact.name} size={22} />
          <span className="truncate">{contact.name}</span>
          {contact.isBlocked ? (
            <Ban
              aria-label={t("blocked")}
              size={14}
              strokeWidth={1.75}
              className="shrink-0 text-danger-text"
            />
          ) : null}
        </NavLink>
      </th>
      <td className={clsx(CELL, "max-w-56 truncate")}>{contact.email}</td>
      <td className={clsx(CELL, "num whitespace-nowrap")}>{contact.phone && formatPhone(contact.phone)}</td>
      <td className={clsx(CELL, "max-w-40 truncate text-text-2")}>{contact.company}</td>
      <td className={clsx(CELL, "max-w-32 truncate text-text-2 max-sm:hidden")}>{contact.city}</td>
      <td className={CELL}>
        <span className="flex gap-2 text-meta text-text-2">
          <LabelDots labelIds={contact.labelIds} />
        </span>
      </td>
      <td className={clsx(CELL, "num whitespace-nowrap text-text-2 max-sm:text-meta")}>
        <span className="sm:hidden">{t("lastActivity")} </span>
        {formatListTime(contact.lastActivityAt, now, reader)}
      </td>
      <td className={clsx(CELL, "num whitespace-nowrap text-text-2 max-sm:hidden")}>
        {formatDate(contact.createdAt, reader)}
      </td>
    </tr>
  );
}
