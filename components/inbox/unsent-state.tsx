"use client";

import { Clock } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ConversationSummary } from "../../server/modules/conversations/schema";
import type { MessageDto } from "../../server/modules/messages/schema";
import { FailedState } from "./failed-state";
import { useNames } from "./reference";

const ICON = { size: 13, strokeWidth: 1.75, "aria-hidden": true } as const;

/** Under a message of ours that is on its way, waits for its inbox to be mended, or has not gone. */
export default function UnsentState(props: { message: MessageDto; conversation: ConversationSummary }) {
  const t = useTranslations("trace");
  const { inboxes } = useNames();
  const { message, conversation } = props;
  if (message.status === "failed") return <FailedState {...props} />;
  // One that was deleted before it went never goes.
  if (message.isDeleted) return null;
  const reason = inboxes.get(conversation.inboxId)?.pausedFor;
  const { waits } = message.extras ?? {};
  const held = waits?.during === "queued" ? waits.reason : null;
  return (
    <>
      <Clock {...ICON} />
      <span className={reason || held ? "text-right text-warning-text" : undefined}>
        {reason ? t("waits", { reason }) : held ? t("held", { reason: held }) : t("sending")}
      </span>
    </>
  );
}
