"use client";

import { clsx } from "clsx";
import { Clock, Timer } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ConversationSummary } from "../../server/modules/conversations/schema";
import { CLOSING_MS } from "../realtime/views";
import { timerOf } from "./timer";

const HOUR = 3_600_000;

/** How long the channel's window stays open, once that is short; otherwise how long the contact has been waiting. Silent. */
export function RowTimer({ conversation, now }: { conversation: ConversationSummary; now: number }) {
  const t = useTranslations("inbox.row");
  const timer = timerOf(conversation, now, CLOSING_MS);
  if (!timer) return null;
  const { kind, left } = timer;
  const Icon = kind === "waiting" ? Clock : Timer;
  const words = kind === "closed" ? t("closed") : t("span", spanOf(left));
  return (
    <span
      role="timer"
      aria-live="off"
      title={kind === "waiting" ? t("waiting", { span: words }) : undefined}
      className={clsx(
        "num ml-auto flex shrink-0 items-center gap-1",
        kind === "closing"
          ? left < HOUR
            ? "font-medium text-danger-text"
            : "font-medium text-warning-text"
          : "text-text-3",
      )}
    >
      <Icon aria-hidden="true" size={12} strokeWidth={1.75} />
      {words}
    </span>
  );
}

/** Whole days, hours and minutes of a span in ms; the catalogue shows the two largest. */
export function spanOf(ms: number): { days: number; hours: number; minutes: number } {
  const minutes = Math.floor(ms / 60_000);
  return { days: Math.floor(minutes / 1440), hours: Math.floor(minutes / 60) % 24, minutes: minutes % 60 };
}
