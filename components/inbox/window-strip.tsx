"use client";

import { clsx } from "clsx";
import { ChevronRight, Timer } from "lucide-react";
import { useTranslations } from "next-intl";
import { type RefObject, useEffect, useRef, useState } from "react";
import type { ConversationSummary } from "../../server/modules/conversations/schema";
import { useNow, useReader } from "../i18n/clock";
import { formatDateTime, formatSoon } from "../i18n/time";
import { openAct } from "./acts/acts-store";
import { useNames } from "./reference";
import { spanOf } from "./row-timer";
import type { ComposerState } from "./use-composer";

const HOUR = 3_600_000;

/** How long one may still write freely: neutral above four hours, warning below, danger below one; and when it has ended. */
export function WindowStrip(props: {
  conversation: ConversationSummary;
  hours: number;
  state: Pick<ComposerState, "refused" | "text">;
}) {
  const { conversation, hours, state } = props;
  const t = useTranslations("trace.window");
  const now = useNow();
  const reader = useReader();
  const { windowClosesAt, contact } = conversation;
  const hasTemplates = useNames().inboxes.get(conversation.inboxId)?.carries.includes("template");
  const templates = useTranslations("templates");
  const left = windowClosesAt ? Date.parse(windowClosesAt) - now : 0;
  const isClosed = left <= 0;
  const offer = useRef<HTMLButtonElement>(null);
  const isRefused = useRefused(state, offer) && isClosed;
  const look =
    isClosed || left < HOUR
      ? "border-danger-line bg-danger-soft text-danger-text"
      : left < 4 * HOUR
        ? "border-warning-line bg-warning-soft text-warning-text"
        : "border-border bg-sunken text-text-2";
  return (
    <div
      className={clsx(
        "col-span-3 flex items-center gap-2 border-b px-3 py-2 text-body sm:first:rounded-t-12",
        look,
      )}
    >
      <Timer aria-hidden="true" size={14} strokeWidth={1.75} className="shrink-0" />
      {isClosed ? (
        <p role={isRefused ? "alert" : "status"}>
          {isRefused ? <b className="font-semibold">{t("refused")} </b> : null}
          {windowClosesAt
            ? t("closed", { hours, at: formatDateTime(windowClosesAt, reader) })
            : t("never", { name: contact.name })}
        </p>
      ) : (
        <p>
          <span role="timer" aria-live="off" className="num font-semibold">
            {t("left", { hours: Math.floor(left / HOUR), minutes: Math.floor(left / 60_000) % 60 })}
          </span>{" "}
          {t("until", { at: formatSoon(windowClosesAt!, now, reader) })}
        </p>
      )}
      <span role="status" className="sr-only">
        {spoken(left, t)}
      </span>
      {hasTemplates ? (
        <button
          ref={offer}
          type="button"
          onClick={() => openAct("template", [conversation.id])}
          className="-my-1 ml-auto flex shrink-0 items-center gap-1 rounded-6 px-1.5 py-1 font-semibold hover:bg-press/50 max-sm:min-h-11"
        >
          {templates(isClosed ? "openClosed" : "open")}
          <ChevronRight aria-hidden="true" size={14} strokeWidth={1.75} />
        </button>
      ) : null}
    </div>
  );
}

/** From when what was written could not go until something else is written; what goes instead then has the focus. */
function useRefused(
  { refused, text }: Pick<ComposerState, "refused" | "text">,
  offer: RefObject<HTMLElement | null>,
): boolean {
  const seen = useRef(refused);
  const [said, setSaid] = useState<string | null>(null);
  useEffect(() => {
    if (refused === seen.current) return;
    seen.current = refused;
    setSaid(text);
    offer.current?.focus();
  }, [refused, text, offer]);
  return said === text;
}

/** Said aloud at four hours, one hour and ten minutes. */
function spoken(left: number, t: ReturnType<typeof useTranslations<"trace.window">>): string {
  const mark = [HOUR / 6, HOUR, 4 * HOUR].find((one) => left > 0 && left <= one);
  return mark ? t("spoken", spanOf(mark)) : "";
}
