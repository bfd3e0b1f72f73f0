"use client";

import { useTranslations } from "next-intl";
import { useReader } from "../i18n/clock";
import { formatDateTime } from "../i18n/time";

/** Since when an inbox that should be busy has heard nothing. */
export function SilentSince({ since }: { since: string }) {
  const t = useTranslations("connection");
  const reader = useReader();
  return t("silentFact", { since: formatDateTime(since, reader) });
}
