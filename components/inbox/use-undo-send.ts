"use client";

import { useTranslations } from "next-intl";
import type { ScheduledDto } from "../../server/modules/replies/schema";
import { useWorkspace } from "../realtime/context";
import { failureOf } from "../trpc/failure";
import { showToast } from "../ui/toast-store";
import { useDrafts } from "./use-drafts";

type TakenBack = Pick<ScheduledDto, "conversationId" | "clientId" | "content" | "files" | "replyTo">;

/** Takes a held reply back: it leaves the thread at once, and its words, files and quote are in the composer again. */
export function useUndoSend() {
  const t = useTranslations("inbox.state");
  const { api, held, outgoing, me } = useWorkspace();
  const drafts = useDrafts();
  return async function undo(reply: TakenBack): Promise<void> {
    const { conversationId, clientId } = reply;
    held.take(conversationId, clientId);
    outgoing.discard(clientId);
    try {
      await api.replies.undo.mutate({ conversationId, clientId });
    } catch (error) {
      held.take(conversationId, clientId, false);
      const { message } = failureOf(error);
      return showToast({ tone: "problem", text: message || t("undoFailed") });
    }
    const { content, files, replyTo } = drafts.of(conversationId, "reply");
    const { signature } = me.member;
    const signed = signature ? `\n\n${signature}` : "";
    const words =
      signed && reply.content.endsWith(signed) ? reply.content.slice(0, -signed.length) : reply.content;
    drafts.change(conversationId, "reply", {
      content: [words, content].filter(Boolean).join("\n"),
      files: [...reply.files, ...files],
      replyTo: replyTo ?? reply.replyTo,
    });
    document.querySelector<HTMLTextAreaElement>("#composer textarea")?.focus();
  };
}
