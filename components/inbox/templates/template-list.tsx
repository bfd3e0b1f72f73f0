"use client";

import { ChevronRight, RefreshCw, Search } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useRef } from "react";
import type { TemplateListed } from "../../../server/modules/templates/schema";
import { useReader } from "../../i18n/clock";
import { formatDateTime } from "../../i18n/time";
import { Badge, type Tone } from "../../ui/badge";
import { Button } from "../../ui/button";
import { Input } from "../../ui/input";
import { languageOf } from "./language-of";
import type { Templates } from "./use-templates";

const TONES: Record<string, Tone> = {
  pending: "info",
  rejected: "danger",
  paused: "warning",
  disabled: "danger",
};
const ICON = { strokeWidth: 1.75, "aria-hidden": true } as const;

/** Every template with its words, searched by name and words; why one cannot be sent stands at it. */
export function TemplateList({
  found,
  onChoose,
}: {
  found: Templates;
  onChoose: (one: TemplateListed) => void;
}) {
  const t = useTranslations("templates");
  const { items, state, error, search, nextCursor } = found;
  const whole = useRef<HTMLDivElement>(null);
  /** Up and down through the search and what can be chosen; Enter in the search takes the first. */
  function walk(event: React.KeyboardEvent) {
    if (event.nativeEvent.isComposing) return;
    const all = [...(whole.current?.querySelectorAll<HTMLElement>("[type=search], li button") ?? [])];
    const at = all.indexOf(event.target as HTMLElement);
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Enter" && at === 0) all[1]?.click();
    else if (by) all[at + by]?.focus();
    else return;
    event.preventDefault();
  }
  return (
    <div ref={whole} className="flex flex-col gap-3">
      <div className="relative">
        <Search
          {...ICON}
          size={16}
          className="-translate-y-1/2 pointer-events-none absolute top-1/2 left-2.5 text-text-3"
        />
        <Input
          type="search"
          autoFocus
          aria-label={t("search")}
          placeholder={t("search")}
          value={search}
          maxLength={100}
          onChange={(event) => found.setSearch(event.target.value)}
          onKeyDown={walk}
          className="pl-8"
        />
      </div>
      <SyncLine found={found} />
      {error ? (
        <p role="alert" className="text-danger-text text-meta">
          {error}
        </p>
      ) : null}
      <ul aria-label={t("list")} aria-busy={state !== null} className="flex flex-col gap-2">
        {items.map((one) => (
          <Entry key={one.id} one={one} onChoose={onChoose} onKeyDown={walk} />
        ))}
      </ul>
      {items.length === 0 && !state && !error ? (
        <p className="rounded-10 bg-sunken px-3 py-6 text-center text-body text-text-2">
          {search ? t("noMatch", { search }) : t("empty")}
        </p>
      ) : null}
      {nextCursor ? (
        <Button busy={state === "loading"} onClick={found.more} className="self-center">
          {t("more")}
        </Button>
      ) : null}
    </div>
  );
}

/** When the provider was last asked, what it said, and asking it now. */
function SyncLine({ found }: { found: Templates }) {
  const t = useTranslations("templates");
  const reader = useReader();
  const { state, syncedAt, problem } = found;
  const words =
    state === "syncing"
      ? t("syncing")
      : (problem ?? (syncedAt ? t("synced", { at: formatDateTime(syncedAt, reader) }) : ""));
  return (
    <div className="flex min-h-7 items-center justify-between gap-3 text-meta">
      <p role="status" className={problem && state !== "syncing" ? "text-danger-text" : "text-text-3"}>
        {words}
      </p>
      <Button
        size="sm"
        busy={state === "syncing"}
        onClick={found.sync}
        icon={<RefreshCw {...ICON} size={14} />}
      >
        {t("sync")}
      </Button>
    </div>
  );
}

function Entry(props: {
  one: TemplateListed;
  onChoose: (one: TemplateListed) => void;
  onKeyDown: (event: React.KeyboardEvent) => void;
}) {
  const { one, onChoose } = props;
  const t = useTranslations("templates");
  const locale = useLocale();
  const { name, language, category, state, quality, whyNot, content } = one;
  const inside = (
    <>
      <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className="font-semibold">{name.replaceAll("_", " ")}</span>
        <span className="text-meta text-text-2">{languageOf(language, locale)}</span>
        {category ? <Badge>{category}</Badge> : null}
        {quality === "red" || quality === "yellow" ? (
          <Badge tone="warning">{t("quality", { quality })}</Badge>
        ) : null}
        {state !== "approved" ? <Badge tone={TONES[state]}>{t(`states.${state}`)}</Badge> : null}
      </span>
      <span className="line-clamp-2 whitespace-pre-line text-body text-text-2">{content.body}</span>
      {whyNot ? <span className="text-danger-text text-meta">{whyNot}</span> : null}
    </>
  );
  const look = "flex w-full items-center gap-3 rounded-10 border border-border px-3 py-2.5 text-left";
  return (
    <li>
      {whyNot ? (
        <div className={`${look} bg-sunken`}>
          <span className="flex min-w-0 grow flex-col gap-1">{inside}</span>
        </div>
      ) : (
        <button
          type="button"
          className={`${look} bg-surface hover:bg-hover`}
          onClick={() => onChoose(one)}
          onKeyDown={props.onKeyDown}
        >
          <span className="flex min-w-0 grow flex-col gap-1">{inside}</span>
          <ChevronRight {...ICON} size={16} className="shrink-0 text-text-3" />
        </button>
      )}
    </li>
  );
}
