"use client";

import { useTranslations } from "next-intl";
import type { Reader } from "../i18n/reader";
import { formatListTime } from "../i18n/time";
import { CLOSING_MS } from "../realtime/views";
import { useNames } from "./reference";
import type { RowProps } from "./row";
import { spanOf } from "./row-timer";
import { timerOf } from "./timer";

/** "Grace Whitfield, WhatsApp Orders, high priority, 2 unread, you wrote: A new pot…, 11:04, label Delivery" */
export function useRowLabel(
  { conversation, unread, isTyping, draft }: RowProps,
  inboxName: string | undefined,
  now: number,
  reader: Reader,
): string {
  const t = useTranslations("inbox.row");
  const { labels } = useNames();
  const { contact, priority, lastMessage, lastMessageAt, labelIds } = conversation;
  const text = lastMessage?.preview || (lastMessage?.hasFile ? t("file") : "");
  const said = {
    outgoing: () => t("youWrote", { text }),
    note: () => t("noteWritten", { text }),
    incoming: () => text,
    activity: () => text,
  };
  const timer = timerOf(conversation, now, CLOSING_MS);
  const names = labelIds.flatMap((id) => labels.get(id)?.name ?? []).join(", ");
  return [
    contact.name,
    inboxName,
    priority && t(`priority.${priority}`),
    unread > 0 && t("unread", { count: unread }),
    isTyping ? t("typing") : draft ? `${t("draft")}: ${draft}` : lastMessage && said[lastMessage.kind](),
    formatListTime(lastMessageAt, now, reader),
    timer && t(`timer.${timer.kind}`, spanOf(timer.left)),
    names && t("labels", { count: labelIds.length, names }),
  ]
    .filter(Boolean)
    .join(", ");
}
