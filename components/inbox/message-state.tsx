"use client";

import { Check, CheckCheck, CircleAlert, Clock, WifiOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { Suspense } from "react";
import type { ConversationSummary } from "../../server/modules/conversations/schema";
import type { MessageDto } from "../../server/modules/messages/schema";
import { useReader } from "../i18n/clock";
import { formatTime } from "../i18n/time";
import { useLive, useWorkspace } from "../realtime/context";
import type { OutboxEntry } from "../realtime/outbox";
import { late } from "../ui/late";

const UnsentState = late(() => import("./unsent-state"));
const ICON = { size: 13, strokeWidth: 1.75, "aria-hidden": true } as const;
const LINE =
  "num mt-0.5 not-last:mb-1.5 flex flex-wrap items-center justify-end gap-1 text-caption text-text-3";

/** Under the last of our run: one tick sent, two delivered, two purple ones read; always in words too. */
export function MessageState({
  message,
  conversation,
}: {
  message: MessageDto;
  conversation: ConversationSummary;
}) {
  const t = useTranslations("inbox.state");
  const reader = useReader();
  const is = message.status as "read" | "played";
  const isSeen = conversation.contactSeenSeq >= message.seq;
  const isRead = isSeen || is === "read" || is === "played";
  const seenAt = isSeen ? conversation.contactSeenAt : message.extras?.times?.[is];
  return (
    <p className={LINE}>
      <time dateTime={message.createdAt}>{formatTime(message.createdAt, reader)}</time>
      {message.kind === "note" ? null : /^(failed|queued)$/.test(message.status) ? (
        <Suspense fallback={message.status === "queued" && t("queued")}>
          <UnsentState message={message} conversation={conversation} />
        </Suspense>
      ) : isRead ? (
        <>
          <CheckCheck {...ICON} className="text-primary-text" />
          {seenAt ? t("readAt", { is, time: formatTime(seenAt, reader) }) : t("read", { is })}
        </>
      ) : message.status === "delivered" ? (
        <>
          <CheckCheck {...ICON} />
          {t("delivered")}
        </>
      ) : (
        <>
          <Check {...ICON} />
          {t("sent")}
        </>
      )}
    </p>
  );
}

/** Under a message that has not reached the server. */
export function OutboxState({ entry }: { entry: OutboxEntry }) {
  const t = useTranslations("inbox.state");
  const { outgoing } = useWorkspace();
  const isOffline = useLive((engine) => /^(offline|reconnecting)$/.test(engine.sync().kind));
  if (entry.state === "failed") {
    const link = "rounded-4 underline underline-offset-2 max-sm:py-2";
    return (
      <p role="alert" className={`${LINE} text-danger-text!`}>
        <CircleAlert {...ICON} />
        {t("failed", { reason: entry.reason ?? "" })}
        <button type="button" className={link} onClick={() => outgoing.retry(entry.clientId)}>
          {t("retry")}
        </button>
        <button type="button" className={link} onClick={() => outgoing.discard(entry.clientId)}>
          {t("discard")}
        </button>
      </p>
    );
  }
  return (
    <p className={LINE}>
      {isOffline ? <WifiOff {...ICON} /> : <Clock {...ICON} />}
      {t(isOffline ? "offline" : "sending")}
    </p>
  );
}
