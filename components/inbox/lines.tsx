"use client";

import { useTranslations } from "next-intl";
import { useNow, useReader } from "../i18n/clock";
import { daysAgo, formatDate, formatLongWeekday } from "../i18n/time";

/** "Yesterday, 19/11/2026" between two rules. */
export function DayLine({ at }: { at: string }) {
  const t = useTranslations("inbox.day");
  const now = useNow();
  const reader = useReader();
  const date = formatDate(at, reader);
  const days = daysAgo(at, now, reader);
  const text =
    days === 0
      ? t("today", { date })
      : days === 1
        ? t("yesterday", { date })
        : t("other", { weekday: formatLongWeekday(at, reader), date });
  return (
    <h3 className="my-3 flex items-center gap-3 font-semibold text-head text-text-2">
      <span aria-hidden="true" className="h-px grow bg-border" />
      <span className="num">{text}</span>
      <span aria-hidden="true" className="h-px grow bg-border" />
    </h3>
  );
}

/** Where what you have not read begins. */
export function NewLine({ count }: { count: number }) {
  const t = useTranslations("inbox");
  return (
    <p data-new className="my-2 flex items-center gap-3 font-semibold text-accent-text text-head">
      <span aria-hidden="true" className="h-px grow bg-accent-line" />
      <span className="num">{t("newLine", { count })}</span>
      <span aria-hidden="true" className="h-px grow bg-accent-line" />
    </p>
  );
}
