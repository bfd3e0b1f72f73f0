"use client";

import { clsx } from "clsx";
import { SearchX, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { useNow, useReader } from "../i18n/clock";
import { formatListTime } from "../i18n/time";
import { useWorkspace } from "../realtime/context";
import { Button } from "../ui/button";
import { Empty } from "../ui/empty";
import { ErrorCard } from "../ui/error";
import { IconButton } from "../ui/icon-button";
import { inputClass } from "../ui/input";
import { isPlainClick, NavLink } from "../ui/nav-link";
import { RowSkeletons } from "./list-skeleton";
import { useNames } from "./reference";
import { useRoute } from "./use-route";
import { type SearchFilters, useSearch } from "./use-search";

const SPANS = ["any", "day", "week", "month"] as const;

/** The search in the list's place: words, what it is narrowed to, and what was found, newest first. */
export default function SearchPane() {
  const t = useTranslations("search");
  const ui = useTranslations("ui");
  const { route, href, go } = useRoute();
  const { me } = useWorkspace();
  const { inboxes, members } = useNames();
  const query = route.search ?? "";
  const [filters, setFilters] = useState<SearchFilters>({ inboxId: "", memberId: "", span: "any" });
  const found = useSearch(query, filters);
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const now = useNow();
  const reader = useReader();
  useEffect(() => field.current?.focus(), []);
  const close = () => go({ search: null }, { replace: true });
  function focusResult(by: 1 | -1) {
    const links = [...(list.current?.querySelectorAll<HTMLElement>("a") ?? [])];
    const at = links.indexOf(document.activeElement as HTMLElement);
    if (at === 0 && by === -1) field.current?.focus();
    else links[at < 0 ? 0 : at + by]?.focus();
  }
  const onArrow = (event: React.KeyboardEvent) => {
    if (event.key === "Escape") {
      event.preventDefault();
      close();
    }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    focusResult(event.key === "ArrowDown" ? 1 : -1);
  };
  const select = (
    label: string,
    value: string,
    options: [string, string][],
    put: (value: string) => void,
  ) => (
    <select
      aria-label={label}
      value={value}
      onChange={(event) => put(event.target.value)}
      className="h-6 min-w-0 max-w-32 rounded-6 border border-border bg-surface px-1 text-meta text-text-2 max-sm:h-9"
    >
      {options.map(([id, name]) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  );
  const link = (to: { conversationId: string; seq: number | null }) => ({
    href: href({ ...to, search: query }),
    onClick(event: React.MouseEvent) {
      if (!isPlainClick(event)) return;
      event.preventDefault();
      go({ ...to, search: query });
    },
  });
  const ROW = "row-focus block border-border border-b px-4 py-2.5";
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrows walk from the field into the results.
    <div className="flex min-h-0 grow flex-col" onKeyDown={onArrow}>
      <header className="border-border border-b px-4 pt-2 pb-[9px]">
        <div className="flex items-center gap-2">
          <input
            ref={field}
            type="search"
            aria-label={t("field")}
            placeholder={t("placeholder")}
            value={query}
            maxLength={200}
            onChange={(event) => go({ search: event.target.value }, { replace: true })}
            className={inputClass()}
          />
          <IconButton icon={X} label={t("close")} onClick={close} />
        </div>
        <div className="mt-2 flex flex-wrap gap-2">
          {select(
            t("inbox"),
            filters.inboxId,
            [
              ["", t("everyInbox")],
              ...[...inboxes.values()].map(({ id, name }): [string, string] => [id, name]),
            ],
            (inboxId) => setFilters({ ...filters, inboxId }),
          )}
          {select(
            t("agent"),
            filters.memberId,
            [
              ["", t("everybody")],
              ...[...members.values()].map(({ id, name }): [string, string] => [id, name]),
            ],
            (memberId) => setFilters({ ...filters, memberId }),
          )}
          {select(
            t("time"),
            filters.span,
            SPANS.map((span) => [span, t(`spans.${span}`)]),
            (span) => setFilters({ ...filters, span: span as SearchFilters["span"] }),
          )}
        </div>
        <p role="status" className="sr-only">
          {found.isReady ? t("count", { count: found.messages.length }) : null}
        </p>
      </header>
      <div className="scroll-area min-h-0 grow">
        {found.failed ? (
          <div className="p-4">
            <ErrorCard
              fact={t("failed")}
              next={t("failedNext")}
              action={<Button onClick={found.again}>{ui("tryAgain")}</Button>}
            />
          </div>
        ) : query.trim() === "" ? (
          <p className="p-4 text-text-2">{t("hint")}</p>
        ) : !found.isReady ? (
          <RowSkeletons />
        ) : (
          <>
            <ul ref={list} aria-label={t("results")}>
              {found.conversation ? (
                <li>
                  <a {...link({ conversationId: found.conversation.id, seq: null })} className={ROW}>
                    <span className="font-medium">{found.conversation.contact.name}</span>{" "}
                    <mark className="rounded-4 bg-warning-soft text-text">
                      #{found.conversation.displayNumber}
                    </mark>
                  </a>
                </li>
              ) : null}
              {found.contacts.map((contact) => (
                <li key={contact.id}>
                  <NavLink
                    href={`/t/${me.tenant.slug}/contacts/${contact.id}`}
                    className={clsx(ROW, "text-text-2 hover:bg-hover")}
                  >
                    <span className="font-medium text-text">{contact.name}</span>{" "}
                    {[contact.email, contact.phone].filter(Boolean).join(", ")}
                  </NavLink>
                </li>
              ))}
              {found.messages.map((message) => (
                <li key={message.id}>
                  <a
                    {...link({ conversationId: message.conversationId, seq: message.seq })}
                    aria-current={
                      route.conversationId === message.conversationId && route.seq === message.seq
                        ? "true"
                        : undefined
                    }
                    className={clsx(ROW, "hover:bg-hover aria-[current]:bg-selected")}
                  >
                    <span className="flex items-center gap-2">
                      <span className="truncate font-medium">{message.contact.name}</span>
                      <span className="num text-meta text-text-3">#{message.displayNumber}</span>
                      <time
                        dateTime={message.createdAt}
                        className="num ml-auto shrink-0 text-meta text-text-3"
                      >
                        {formatListTime(message.createdAt, now, reader)}
                      </time>
                    </span>
                    <span className="line-clamp-2 text-text-2">
                      {message.kind === "note" ? `${t("note")}: ` : null}
                      {message.snippet.map((piece, at) =>
                        piece.isMatch ? (
                          // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text do not move.
                          <mark key={at} className="rounded-4 bg-warning-soft font-medium text-text">
                            {piece.text}
                          </mark>
                        ) : (
                          piece.text
                        ),
                      )}
                    </span>
                  </a>
                </li>
              ))}
            </ul>
            {found.isEmpty ? (
              <Empty icon={SearchX} fact={t("nothing", { query })} next={t("nothingNext")} />
            ) : found.more ? (
              <p className="grid place-items-center p-4">
                <Button size="sm" onClick={found.more}>
                  {t("older")}
                </Button>
              </p>
            ) : null}
          </>
        )}
      </div>
    </div>
  );
}
