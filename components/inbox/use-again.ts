"use client";

import { useTranslations } from "next-intl";
import type { ConversationSummary } from "../../server/modules/conversations/schema";
import type { MessageDto } from "../../server/modules/messages/schema";
import { useWorkspace } from "../realtime/context";
import { applyConversation, applyMessage } from "../realtime/model";
import { failureOf } from "../trpc/failure";
import { showToast } from "../ui/toast-store";

/** Does something to a message that shows at once; when the server refuses, it stands as before, with the reason. */
export function useAgain(conversation: ConversationSummary) {
  const t = useTranslations("trace");
  const { engine } = useWorkspace();
  return async function again(
    message: MessageDto,
    shown: Partial<MessageDto>,
    work: () => Promise<ConversationSummary>,
  ): Promise<void> {
    const { model } = engine;
    applyMessage(model, { ...message, ...shown, version: message.version + 0.4 });
    engine.changed();
    try {
      applyConversation(model, await work());
    } catch (error) {
      applyMessage(model, { ...message, version: message.version + 0.6 });
      showToast({
        tone: "problem",
        text: failureOf(error).message || t("unreached", { name: conversation.contact.name }),
      });
    }
    engine.changed();
  };
}
