"use client";

import { AlarmClock, BellOff } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ConversationSummary } from "../../../server/modules/conversations/schema";
import { useReader } from "../../i18n/clock";
import { formatDateTime } from "../../i18n/time";

/** What a row says in signs beside the name: muted, and until when it sleeps. */
export function RowMarks({ conversation }: { conversation: ConversationSummary }) {
  const t = useTranslations("acts.row");
  const reader = useReader();
  const { isMuted, status, snoozedUntil } = conversation;
  const icon = { size: 13, strokeWidth: 1.75, "aria-hidden": true, className: "shrink-0 text-text-3" };
  const sleep = snoozedUntil
    ? t("snoozedUntil", { time: formatDateTime(snoozedUntil, reader) })
    : t("snoozed");
  return (
    <>
      {isMuted ? (
        <span title={t("muted")}>
          <BellOff {...icon} />
        </span>
      ) : null}
      {status === "snoozed" ? (
        <span title={sleep}>
          <AlarmClock {...icon} />
        </span>
      ) : null}
    </>
  );
}
