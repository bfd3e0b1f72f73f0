"use client";

import { CircleAlert, CircleHelp } from "lucide-react";
import { useTranslations } from "next-intl";
import { Suspense, useState } from "react";
import type { ConversationSummary } from "../../server/modules/conversations/schema";
import type { MessageDto } from "../../server/modules/messages/schema";
import { useWorkspace } from "../realtime/context";
import { late } from "../ui/late";
import { useAgain } from "./use-again";
import { useComposerRights } from "./use-composer-rights";

const TraceDialog = late(() => import("./trace-dialog"));
const ICON = { size: 13, strokeWidth: 1.75, "aria-hidden": true } as const;

/** "Not sent: reason. Fix", or that nobody knows; sent again, or looked into. */
export function FailedState(props: { message: MessageDto; conversation: ConversationSummary }) {
  const t = useTranslations("trace");
  const { message, conversation } = props;
  const { api } = useWorkspace();
  const can = useComposerRights();
  const again = useAgain(conversation);
  const [isOpen, setOpen] = useState(false);
  const { reason = "", fix = "", code } = message.error ?? {};
  const isUnclear = code === "unconfirmed" || code === "interrupted";
  const Icon = isUnclear ? CircleHelp : CircleAlert;
  const link = "rounded-4 underline underline-offset-2 max-sm:py-2";
  const input = { conversationId: conversation.id, messageId: message.id };
  return (
    <span
      className={`flex flex-wrap items-center justify-end gap-x-1.5 ${isUnclear ? "text-warning-text" : "text-danger-text"}`}
    >
      <span className="text-right">
        <Icon {...ICON} className="mr-1 inline align-[-2px]" />
        {isUnclear ? reason : t("notSent", { reason })} {fix}
      </span>
      {can.reply ? (
        <button
          type="button"
          className={link}
          onClick={({ currentTarget }) => {
            // This button goes with the failure: the keys stay at its message.
            if (document.activeElement === currentTarget)
              document.querySelector<HTMLElement>(`[data-message="${message.seq}"]`)?.focus();
            again(message, { status: "queued", error: null }, () => api.messages.retry.mutate(input));
          }}
        >
          {t("retry")}
        </button>
      ) : null}
      <button type="button" className={link} onClick={() => setOpen(true)}>
        {t("trace")}
      </button>
      {isOpen ? (
        <Suspense>
          <TraceDialog message={message} conversation={conversation} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </span>
  );
}
